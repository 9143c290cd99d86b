using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Appeals;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using CapaCloud.Mechanisms.Verification;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing.Laws;

/// <summary>The laws of penalties that wait out an appeal; part of <see cref="MechanismLaws"/>, and empty of content where no offence can be appealed.</summary>
internal static class AppealLaws
{
    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases, PolicyTypes? types) =>
    [
        Law.Of("overturned-is-never-accused", "after an overturned accusation everybody has the state and the money as without it", cases, item => OverturnedIsNeverAccused(mechanism, item)),
        Law.Of("confirmed-is-accused-then", "a confirmed penalty leaves the state that the same evidence leaves when it is settled at once in that epoch", cases, item => ConfirmedIsAccusedThen(mechanism, item, types)),
        Law.Of("appeals-end", "whatever is appealed and ruled, every accusation is decided, and no unit waits afterwards", cases, item => AppealsEnd(mechanism, item)),
        Law.Of("accused-stake-stays", "what stood at the fault of a pending accusation cannot be withdrawn", cases, item => AccusedStakeStays(mechanism, item)),
    ];

    /// <summary>What rewards wait with accusations.</summary>
    public static Amount Waiting(NetworkState state) =>
        state.Participants.Aggregate(Amount.Zero, (sum, participant) => sum + Waiting(participant));

    /// <summary>What rewards of one participant wait with accusations.</summary>
    public static Amount Waiting(in ParticipantState participant) => participant.Pending.Aggregate(Amount.Zero, (sum, penalty) => sum + penalty.Withheld);

    private static bool OverturnedIsNeverAccused(IMechanism mechanism, NetworkCase item)
    {
        EpochSettlement accused = mechanism.Settle(item.State, item.Report);
        HashSet<Digest> pending = Pending(accused.After);
        EpochSettlement never = mechanism.Settle(item.State, Without(item.Report, pending));
        EpochSettlement overturned = mechanism.Settle(accused.After, Next(accused.After) with
        {
            Rulings = [.. All(accused.After).Select(penalty => new Ruling(penalty.Evidence.Offender, penalty.Key, RulingOutcome.Overturned))],
        });
        EpochSettlement quiet = mechanism.Settle(never.After, Next(never.After));
        return Pruned(mechanism, overturned.After).SequenceEqual(Pruned(mechanism, quiet.After))
            && overturned.After.Books == quiet.After.Books
            && overturned.After.Treasury == quiet.After.Treasury
            && overturned.After.RewardPool == quiet.After.RewardPool
            && overturned.After.RecentFaults.AsSpan().SequenceEqual(quiet.After.RecentFaults.AsSpan())
            && Wallets(accused, overturned).SequenceEqual(Wallets(never, quiet));
    }

    private static bool ConfirmedIsAccusedThen(IMechanism mechanism, NetworkCase item, PolicyTypes? types)
    {
        EpochSettlement accused = mechanism.Settle(item.State, item.Report);
        PendingPenalty[] pending = [.. All(accused.After)];
        if (pending.Length == 0)
        {
            return true;
        }

        EpochSettlement confirmed = mechanism.Settle(accused.After, Next(accused.After) with
        {
            Rulings = [.. pending.Select(penalty => new Ruling(penalty.Evidence.Offender, penalty.Key, RulingOutcome.Confirmed))],
        });
        Mechanism atOnce = Mechanism.FromPolicy(mechanism.Policy with { Offences = [.. mechanism.Policy.Offences.Select(offence => offence with { AppealWindow = default })] }, types);
        EpochSettlement before = atOnce.Settle(item.State, Without(item.Report, Pending(accused.After)));
        EpochReport later = Next(before.After) with { Evidence = [.. pending.Select(penalty => penalty.Evidence)] };
        if (later.Evidence.Any(evidence => before.After.Evidence.Judge(evidence, later.Epoch) != EvidenceVerdict.Accepted))
        {
            // The liability window closed meanwhile; a pending accusation outlives it, new evidence does not.
            return true;
        }

        EpochSettlement charged = atOnce.Settle(before.After, later);
        return Pruned(mechanism, confirmed.After).SequenceEqual(Pruned(mechanism, charged.After))
            && confirmed.Outcomes.Select(outcome => (outcome.Slashed, outcome.Bounties)).SequenceEqual(charged.Outcomes.Select(outcome => (outcome.Slashed, outcome.Bounties)));
    }

    private static bool AppealsEnd(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        ulong longest = mechanism.Policy.Offences.Aggregate(0UL, (most, offence) => Math.Max(most, offence.AppealWindow.Epochs));
        for (ulong epoch = 0; epoch < Math.Min(2 * longest, 40); epoch++)
        {
            EpochSettlement settled = mechanism.Settle(state, WithProceedings(state));
            if (!MechanismLaws.Conserves(settled))
            {
                return false;
            }

            state = settled.After;
        }

        return longest > 20 || (All(state).Count == 0 && Waiting(state).IsZero && state.Participants.All(participant => participant.Stake.Holds.IsEmpty));
    }

    private static bool AccusedStakeStays(IMechanism mechanism, NetworkCase item)
    {
        NetworkState state = mechanism.Settle(item.State, item.Report).After;
        return state.Participants.All(participant => participant.Pending.All(penalty =>
        {
            Staking.StakeAccount stake = participant.Stake;
            stake = stake.Bonded.IsZero ? stake : stake.Unbond(stake.Bonded, state.Epoch, mechanism.Policy.Stake).Account;
            return stake.WithdrawableAt(state.Epoch + mechanism.Policy.Stake.UnbondingPeriod, mechanism.Policy.Stake)
                <= stake.Total.SubtractToZero(Amount.Min(stake.Total, stake.StandingAt(penalty.Evidence.FaultEpoch)));
        }));
    }

    /// <summary>Appeals and rulings by chance of the keys: some ruled at once, some appealed and ruled later, some left to their deadline.</summary>
    private static EpochReport WithProceedings(NetworkState state)
    {
        ImmutableArray<Appeal>.Builder appeals = ImmutableArray.CreateBuilder<Appeal>();
        ImmutableArray<Ruling>.Builder rulings = ImmutableArray.CreateBuilder<Ruling>();
        foreach (PendingPenalty penalty in All(state))
        {
            int chance = penalty.Key.GetHashCode() & 7;
            RulingOutcome outcome = (chance & 1) == 0 ? RulingOutcome.Overturned : RulingOutcome.Confirmed;
            if (chance < 2 || (penalty.IsAppealed && chance < 5))
            {
                rulings.Add(new Ruling(penalty.Evidence.Offender, penalty.Key, outcome));
            }
            else if (!penalty.IsAppealed && chance < 7)
            {
                appeals.Add(new Appeal(penalty.Evidence.Offender, penalty.Key));
            }
        }

        return Next(state) with { Appeals = appeals.ToImmutable(), Rulings = rulings.ToImmutable() };
    }

    /// <summary>The participants without history that no fault can reach any more; a hold keeps such history, and forgetting it changes nothing.</summary>
    private static IEnumerable<ParticipantState> Pruned(IMechanism mechanism, NetworkState state) =>
        state.Participants.Select(participant => participant with { Stake = participant.Stake.Prune(state.Epoch, mechanism.Policy.Stake) });

    private static EpochReport Next(NetworkState state) => new() { Epoch = state.Epoch };

    private static List<PendingPenalty> All(NetworkState state) => [.. state.Participants.SelectMany(participant => participant.Pending)];

    private static HashSet<Digest> Pending(NetworkState state) => [.. All(state).Select(penalty => penalty.Key)];

    private static EpochReport Without(EpochReport report, HashSet<Digest> pending)
    {
        bool verdictsWait = pending.Count > 0 && report.Evidence.Count(evidence => pending.Contains(evidence.Key)) < pending.Count;
        return report with
        {
            Evidence = [.. report.Evidence.Where(evidence => !pending.Contains(evidence.Key))],
            Verdicts = [.. report.Verdicts.Where(verdict => !verdictsWait || verdict.Outcome != VerdictOutcome.Incorrect)],
        };
    }

    /// <summary>What each wallet got over two epochs, whatever it was paid for.</summary>
    private static IEnumerable<(ParticipantId Owner, Amount Paid)> Wallets(EpochSettlement first, EpochSettlement second) =>
        first.Postings.Concat(second.Postings)
            .Where(posting => posting.To.Kind == LedgerAccountKind.Wallet)
            .GroupBy(posting => posting.To.Owner)
            .Select(group => (group.Key, group.Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount)))
            .OrderBy(pair => pair.Key);
}
