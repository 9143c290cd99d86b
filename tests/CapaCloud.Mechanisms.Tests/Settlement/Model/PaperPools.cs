using System.Numerics;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Settlement.Model;

/// <summary>The further pools of one epoch on paper: what comes into each, who claims it, and what everybody gets of it.</summary>
internal sealed class PaperPools(PaperNetwork network, EpochReport report, Action<LedgerAccount, LedgerAccount, BigInteger, PostingReason> move)
{
    private readonly MechanismPolicy _policy = network.Rules.Policy;
    private readonly Dictionary<(string Pool, ParticipantId Name), (BigInteger Weight, BigInteger Claim)> _claims = [];
    private readonly Dictionary<string, BigInteger> _divided = [];

    public static BigInteger OfFee(MechanismPolicy policy, BigInteger fee) => policy.Reward.Pools.Aggregate(BigInteger.Zero, (sum, pool) => sum + PaperRules.Down(fee, pool.FeeShare.Parts));

    /// <summary>Writes down what a participant brings to each pool; its record has this epoch in it already.</summary>
    public void Weigh(PaperParticipant participant, StakeAccount account, bool isPaid)
    {
        ParticipantReport row = report.Participants.FirstOrDefault(one => one.Participant == participant.Name);
        (BigInteger uptime, _) = network.Uptime(participant, row);
        BigInteger due = row.DutiesDue, missed = due.IsZero ? 0 : row.Missed.Aggregate(BigInteger.Zero, (sum, duties) => sum + duties.Count), billion = 1_000_000_000;
        bool isBonded = account.Bonded >= _policy.Stake.MinimumBond;
        foreach (FurtherPool pool in _policy.Reward.Pools)
        {
            BigInteger stood = (BigInteger)account.StandingThrough(Epoch.Of(network.Now == 0 ? 0 : network.Now - 1), Epoch.Of(network.Now)).Units;
            (BigInteger brings, BigInteger couldBring) = pool.Claim switch
            {
                RewardClaim.Uptime => ((due - missed) * billion, due * billion),
                RewardClaim.Stake => (stood, stood),
                RewardClaim.Work => ((BigInteger)row.Work * billion, (BigInteger)row.Work * billion),
                _ => throw new NotSupportedException("The scripts have no panels."),
            };
            Proportion score = _policy.Reputation.Model.Read(participant.Reputation);
            BigInteger weight = isPaid ? brings * Factor(pool, score, Proportion.FromParts((ulong)uptime)) / PaperRules.One : 0;
            _claims[(pool.Name, participant.Name)] = (weight, isBonded ? BigInteger.Max(weight, couldBring * Factor(pool, Proportion.One, Proportion.One) / PaperRules.One) : 0);
        }
    }

    /// <summary>Fills the pools, takes out what was lost, and closes those that the policy has no more.</summary>
    public void Fill()
    {
        BigInteger fee = PaperRules.Down((BigInteger)report.Payments.Units, _policy.Reward.TreasuryFee.Parts);
        foreach (string closed in network.FurtherPools.Keys.Except(_policy.Reward.Pools.Select(static pool => pool.Name)).ToArray())
        {
            move(LedgerAccount.FurtherPool(closed), LedgerAccount.Treasury, network.FurtherPools[closed], PostingReason.Remainder);
            network.Treasury += network.FurtherPools[closed];
            network.FurtherPools.Remove(closed);
        }

        foreach (FurtherPool pool in _policy.Reward.Pools)
        {
            LedgerAccount account = LedgerAccount.FurtherPool(pool.Name);
            BigInteger part = PaperRules.Down(fee, pool.FeeShare.Parts), issued = (BigInteger)pool.Issuance.Units;
            move(LedgerAccount.RewardPool, account, part, PostingReason.Fee);
            move(LedgerAccount.Issuance, account, issued, PostingReason.Issuance);
            BigInteger there = network.FurtherPools.GetValueOrDefault(pool.Name) + part + issued;
            BigInteger weights = All(pool.Name, static one => one.Weight), claims = All(pool.Name, static one => one.Claim);
            BigInteger lost = _policy.Reward.LostShare == LostShareUse.Others || claims.IsZero ? 0 : there - (there * weights / claims);
            BigInteger kept = _policy.Reward.LostShare switch
            {
                LostShareUse.Treasury => lost,
                LostShareUse.Burned => 0,
                _ => PaperRules.Down(lost, _policy.Penalty.TreasuryShare.Parts),
            };
            move(account, LedgerAccount.Treasury, kept, PostingReason.Withheld);
            move(account, LedgerAccount.Burned, lost - kept, PostingReason.Withheld);
            network.Treasury += kept;
            network.FurtherPools[pool.Name] = _divided[pool.Name] = there - lost;
        }
    }

    /// <summary>Hands out what a participant gets; what nobody gets stays.</summary>
    public List<(string Pool, BigInteger Share)> Shares(PaperParticipant participant)
    {
        List<(string Pool, BigInteger Share)> shares = [];
        foreach (FurtherPool pool in _policy.Reward.Pools)
        {
            BigInteger all = All(pool.Name, static one => one.Weight), share = all.IsZero ? 0 : _divided[pool.Name] * _claims[(pool.Name, participant.Name)].Weight / all;
            network.FurtherPools[pool.Name] -= share;
            shares.Add((pool.Name, share));
        }

        return shares;
    }

    private static BigInteger Factor(FurtherPool pool, Proportion score, Proportion uptime) =>
        (BigInteger)pool.ReputationMultiplier.Evaluate(score).Parts * (BigInteger)pool.UptimeMultiplier.Evaluate(uptime).Parts / PaperRules.One;

    private BigInteger All(string pool, Func<(BigInteger Weight, BigInteger Claim), BigInteger> part) =>
        _claims.Where(one => one.Key.Pool == pool).Aggregate(BigInteger.Zero, (sum, one) => sum + part(one.Value));
}
