using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Certificates;

/// <summary>The checker's own measurements of a mechanism.</summary>
internal static class LadderMeter
{
    /// <summary>Asks the mechanism what 0, 1, 2, ... verdicts take from a participant at the minimum bond.</summary>
    public static ImmutableArray<Amount> Measure(Mechanism mechanism, long delay, int most)
    {
        MechanismPolicy policy = mechanism.Policy;
        Mechanism settling = policy.Reward.Splitter is ITotalsSplitter
            ? mechanism
            : Mechanism.FromPolicy(policy with { Reward = policy.Reward with { Splitter = new FloorSplitter() } });
        ParticipantId name = ParticipantId.Of("accused");
        Epoch bonded = Epoch.Of(5), fault = Epoch.Of(100_000_000), now = fault + EpochSpan.Of((ulong)delay);
        bool priced = policy.Offences.Any(offence => offence.Offence == Offence.IncorrectResult) && policy.Stake.IsChargeable(fault, now);
        StakeAccount account = StakeAccount.Open(name);
        ParticipantState state = new()
        {
            Participant = name,
            Stake = policy.Stake.MinimumBond.IsZero ? account : account.Deposit(policy.Stake.MinimumBond, bonded, policy.Stake).Account,
        };
        ImmutableArray<Amount>.Builder taken = ImmutableArray.CreateBuilder<Amount>();
        for (int verdicts = 0; verdicts <= most; verdicts++)
        {
            ParticipantInput input = new() { Epoch = now, Report = new ParticipantReport { Participant = name }, Accusations = priced ? Accuse(fault, verdicts) : [] };
            taken.Add(Confirm(settling, Settle(settling, state, input), now));
        }

        return taken.ToImmutable();
    }

    /// <summary>The participant alone at fault in a network that holds nearly all stake.</summary>
    private static ParticipantOutcome Settle(Mechanism mechanism, in ParticipantState state, in ParticipantInput input)
    {
        NetworkState network = mechanism.Genesis(input.Epoch);
        CaseBatch batch = mechanism.BatchOf(state, input);
        FaultTotalsBuilder faults = mechanism.CreateFaultTotals(network);
        mechanism.Tally(state, input, batch, faults);
        FaultClimate climate = mechanism.Climate(network, batch, FaultTotals.Merge(new FaultTotals { Stake = Amount.Of(UInt128.MaxValue / 2) }, faults.ToTotals()));
        EpochTotals totals = new() { Participants = 2, Work = 2, Weight = UInt128.One, Claim = UInt128.One, Stake = Amount.Of(UInt128.MaxValue / 2) };
        return mechanism.SettleParticipant(state, input, mechanism.Terms(network, climate, totals, Amount.Zero), []);
    }

    /// <summary>How many epochs after a verdict its penalty is taken, when it is appealed on the last day and nobody rules.</summary>
    public static long AppealWait(MechanismPolicy policy) =>
        4 * (long)policy.Offences.Where(offence => offence.Offence == Offence.IncorrectResult).Select(offence => offence.AppealWindow.Epochs).FirstOrDefault();

    /// <summary>The least that a job is paid: at the worst score among others at the best, less all rounding.</summary>
    public static BigInteger LeastReward(MechanismPolicy policy, Economics economics, Func<Fraction, BigInteger> down)
    {
        UInt128 worst = policy.Reward.ReputationMultiplier.Evaluate(Proportion.Zero).Parts, best = policy.Reward.ReputationMultiplier.Evaluate(Proportion.One).Parts;
        if (best == UInt128.Zero || economics.Participants < 2 || !policy.Reward.Splitter.Promises.HasFlag(RewardSplitterPromises.WithinOneUnitOfQuota))
        {
            return BigInteger.Zero;
        }

        Fraction kept = new Fraction(policy.Reward.TreasuryFee.Complement.Parts, Proportion.PartsPerOne) * economics.PaymentPerJob.Low;
        Fraction least = (kept * new Fraction((BigInteger)worst, (BigInteger)best) * new Fraction(999_999_999, 1_000_000_000)) - new Fraction(1, economics.JobsPerEpoch);
        return least.IsNegative ? BigInteger.Zero : down(least);
    }

    /// <summary>What an accusation takes in the end: appealed on its last day, and then left to its deadline.</summary>
    private static Amount Confirm(Mechanism mechanism, ParticipantOutcome outcome, Epoch now)
    {
        Amount taken = outcome.Slashed;
        for (EpochSpan window = EpochSpan.Of((ulong)AppealWait(mechanism.Policy) / 4); outcome.After.Cases.Any(item => item.Status == CaseStatus.Pending); taken += outcome.Slashed)
        {
            now += window;
            ParticipantState waiting = outcome.After;
            outcome = Settle(mechanism, waiting, new ParticipantInput
            {
                Epoch = now,
                Report = new ParticipantReport { Participant = waiting.Participant },
                Appeals = [.. waiting.Cases.Where(item => item.Status == CaseStatus.Pending && !item.IsAppealed).Select(item => new Appeal(waiting.Participant, item.Key))],
            });
        }

        return taken;
    }

    private static ImmutableArray<Accusation> Accuse(Epoch fault, int count)
    {
        ImmutableArray<Accusation>.Builder accusations = ImmutableArray.CreateBuilder<Accusation>(count);
        for (int index = 0; index < count; index++)
        {
            byte[] subject = new byte[Digest.Size];
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(subject, index + 7);
            accusations.Add(new Accusation { Key = Digest.FromBytes(subject), Offence = Offence.IncorrectResult, FaultEpoch = fault, Severity = Proportion.One });
        }

        return accusations.MoveToImmutable();
    }
}
