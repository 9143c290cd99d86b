using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Settlement.Reports;
using CapaCloud.Mechanisms.Settlement.States;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Time;
using Fractions;
using Evidence = CapaCloud.Mechanisms.Slashing.Evidence;

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
        EpochTotals network = new() { Participants = 2, Work = 2, Weight = UInt128.One, Stake = Amount.FromUnits(UInt128.MaxValue) };
        EpochTerms terms = settling.Terms(NetworkState.Genesis(now, policy.Stake.LiabilityWindow), network, Amount.Zero);
        ImmutableArray<Amount>.Builder taken = ImmutableArray.CreateBuilder<Amount>();
        for (int verdicts = 0; verdicts <= most; verdicts++)
        {
            ParticipantInput input = new() { Epoch = now, Report = new ParticipantReport { Participant = name }, Evidence = priced ? Accuse(name, fault, verdicts) : default };
            taken.Add(Confirm(settling, settling.SettleParticipant(state, input, terms, []), now, network));
        }

        return taken.ToImmutable();
    }

    /// <summary>How many epochs after a verdict its penalty is taken, when it is appealed on the last day and nobody rules.</summary>
    public static long AppealWait(MechanismPolicy policy) =>
        2 * (long)policy.Offences.Where(offence => offence.Offence == Offence.IncorrectResult).Select(offence => offence.AppealWindow.Epochs).FirstOrDefault();

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
    private static Amount Confirm(Mechanism mechanism, ParticipantOutcome outcome, Epoch now, EpochTotals network)
    {
        Amount taken = outcome.Slashed;
        for (EpochSpan window = EpochSpan.Of((ulong)AppealWait(mechanism.Policy) / 2); !outcome.After.Pending.IsDefaultOrEmpty; taken += outcome.Slashed)
        {
            now += window;
            ParticipantState waiting = outcome.After;
            ParticipantInput input = new()
            {
                Epoch = now,
                Report = new ParticipantReport { Participant = waiting.Participant },
                Appeals = waiting.Pending.Where(penalty => !penalty.IsAppealed).Select(penalty => penalty.Key).ToArray(),
            };
            outcome = mechanism.SettleParticipant(waiting, input, mechanism.Terms(NetworkState.Genesis(now, mechanism.Policy.Stake.LiabilityWindow), network, Amount.Zero), []);
        }

        return taken;
    }

    private static Evidence[] Accuse(ParticipantId name, Epoch fault, int count)
    {
        Evidence[] evidence = new Evidence[count];
        for (int index = 0; index < count; index++)
        {
            byte[] subject = new byte[Digest.Size];
            BitConverter.TryWriteBytes(subject, index + 7);
            evidence[index] = new Evidence
            {
                Offence = Offence.IncorrectResult,
                Offender = name,
                FaultEpoch = fault,
                Subject = Digest.FromBytes(subject),
                Severity = Proportion.One,
            };
        }

        return evidence;
    }
}
