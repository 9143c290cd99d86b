using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>The exact static check of a mechanism: one slash first, then the mechanism's whole ladder of penalties, then delayed verdicts.</summary>
internal static class IncentiveCheck
{
    private const long MostScanned = 2_048;

    /// <summary>Judges cheating on any number of jobs in one batch, whatever the batch size up to the limit.</summary>
    public static IncentiveOutcome Check(MechanismIncentives incentives, long jobsPerEpoch, CancellationToken cancellation)
    {
        StaticIncentives numbers = incentives.Static with { JobsInFlight = jobsPerEpoch };
        StaticPoint worst = StaticCheck.WorstPoint(numbers);
        string condition = Describe(incentives, numbers, worst);
        if (incentives.Economics.GainPerJob.High.IsNegative && incentives.Economics.HonestFaultRate.High.IsZero)
        {
            return new IncentiveOutcome.Holds(-incentives.Economics.GainPerJob.High, "a false result costs more than an honest one");
        }

        IncentiveOutcome outcome = incentives.PenaltyDelay == 0
            ? SameEpoch(incentives, numbers, worst, condition, cancellation)
            : Later(incentives, jobsPerEpoch, worst, condition);
        return outcome is IncentiveOutcome.Holds && !incentives.Gaps.IsEmpty
            ? new IncentiveOutcome.Undecided(null, $"The condition is met, but {string.Join(" and ", incentives.Gaps)}: it may not be met in every state.", condition)
            : outcome;
    }

    private static IncentiveOutcome SameEpoch(
        MechanismIncentives incentives, StaticIncentives numbers, StaticPoint worst, string condition, CancellationToken cancellation)
    {
        StaticOutcome simple = StaticCheck.Check(numbers, cancellation);
        if (simple is StaticOutcome.Holds holds)
        {
            return new IncentiveOutcome.Holds(holds.Margin, condition);
        }

        if (Burst(incentives, Gainful(incentives, numbers.JobsInFlight), worst, condition) is { } attack)
        {
            return attack;
        }

        // One slash is not enough, but the mechanism takes more for more verdicts. With a concave ladder and no forfeiture the gain is
        // convex in the number of cheated jobs, so one job and all jobs decide; else every number is looked at.
        bool convex = incentives.Ladder.IsConcave && !worst.Forfeits && worst.Detection > worst.FalseAlarm;
        Fraction? largest = null;
        long limit = numbers.JobsInFlight;
        if (!convex && (limit > MostScanned || !worst.FalseAlarm.IsZero))
        {
            return Open(simple, condition);
        }

        for (long jobs = 1; jobs <= limit; jobs = convex && jobs == 1 && limit > 1 ? limit : jobs + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction gain = GainOver(incentives.Ladder, worst, jobs, convex ? limit : jobs).High;
            largest = largest is null || gain > largest.Value ? gain : largest;
            if (!gain.IsNegative)
            {
                return Open(simple, condition);
            }
        }

        return new IncentiveOutcome.Holds(-largest!.Value, condition + "; with the mechanism's own penalty for each number of verdicts");
    }

    private static IncentiveOutcome Later(MechanismIncentives incentives, long jobs, StaticPoint worst, string condition)
    {
        Fraction discount = incentives.Economics.Discount.Low;
        long delay = incentives.PenaltyDelay;
        if (worst.Detection > worst.FalseAlarm)
        {
            Fraction gain = worst.Gain + (worst.FalseAlarm * (HighestReward(incentives) + incentives.Ladder.LargestStep));
            Fraction slash = DelayedVerdicts.Discounted(discount, delay).Low * worst.Slash;
            Fraction shortfall = (gain * DelayedVerdicts.JobsForEachVerdict(jobs, delay, incentives.Economics.Discount.High, worst.Detection)) - slash;
            if (shortfall.IsNegative)
            {
                return new IncentiveOutcome.Holds(-shortfall * worst.Detection, condition);
            }
        }

        return (IncentiveOutcome?)Burst(incentives, checked(Gainful(incentives, jobs) * Math.Max(1, incentives.Economics.DetectionDelay)), worst, condition)
            ?? (IncentiveOutcome?)Persist(incentives, jobs, worst, condition)
            ?? new IncentiveOutcome.Undecided(
                null, "Cheating until the first verdict may pay: raise the slash or the audit rate, or shorten the delay.", condition);
    }

    /// <summary>
    /// Cheating on everything until the first verdict, then leaving (an appeal then changes nothing but when): in the attacker's disfavour every verdict takes all the stake and the
    /// reward of its epoch. Undiscounted, which the attacker, who earns first and pays later, does not mind.
    /// </summary>
    private static IncentiveOutcome.Fails? Persist(MechanismIncentives incentives, long jobs, StaticPoint worst, string condition)
    {
        if (!worst.Detection.IsPositive || incentives.IsNeverPunished)
        {
            return null;
        }

        jobs = Gainful(incentives, jobs);
        Fraction many = new(jobs);
        Fraction undetected = PowerBounds.Of(Fraction.One - worst.Detection, jobs).Low;
        Fraction cheated = (many / (Fraction.One - undetected)) + (many * new Fraction(incentives.Economics.DetectionDelay));
        Fraction profit = (cheated * worst.Gain) - incentives.Probe.Stake.ToFraction() - HighestReward(incentives);
        return profit.IsNegative
            ? null
            : new IncentiveOutcome.Fails(0, RationalInterval.Of(profit), worst.Detection, condition + "; in expectation until the first verdict");
    }

    /// <summary>The attack that needs no future: a burst in the last epochs before leaving, judged with everything the mechanism then takes.</summary>
    private static IncentiveOutcome.Fails? Burst(MechanismIncentives incentives, long most, StaticPoint worst, string condition)
    {
        IncentiveOutcome.Fails? best = null;
        PenaltyLadder ladder = WithForgone(incentives);
        foreach (long jobs in new[] { most, 1 })
        {
            RationalInterval penalty = ladder.Expected(jobs, worst.Detection);
            RationalInterval spared = ladder.Expected(jobs, worst.FalseAlarm);
            Fraction all = new Fraction(jobs) * worst.Gain;
            RationalInterval profit = RationalInterval.Between(all - penalty.High + spared.Low, all - penalty.Low + spared.High);
            if (!profit.Low.IsNegative && IsComplete(incentives, jobs) && (best is null || profit.Low > best.Profit.Low))
            {
                best = new IncentiveOutcome.Fails(jobs, profit, worst.Detection, condition);
            }
        }

        return best;
    }

    /// <summary>On how many jobs an attack gains as much as on the best one. What holds holds as if all were so valuable; an attack must not count on it.</summary>
    private static long Gainful(MechanismIncentives incentives, long jobs) => Math.Min(jobs, incentives.Economics.GainfulJobs);

    /// <summary>What the verdicts cost in all: the slash, and the reward of the epoch when it is forfeited, with everybody's jobs in it.</summary>
    private static PenaltyLadder WithForgone(MechanismIncentives incentives) =>
        incentives.Economics.DetectionDelay > 0
            ? incentives.Ladder
            : new PenaltyLadder([.. incentives.Slashed.Zip(incentives.Forgone, (slashed, forgone) => slashed.ToFraction() + forgone.ToFraction())]);

    /// <summary>A ladder cut short understates the penalty, which may not be used to call an attack profitable.</summary>
    private static bool IsComplete(MechanismIncentives incentives, long jobs) =>
        incentives.IsNeverPunished || incentives.Slashed[^1] == incentives.Probe.Stake || incentives.Slashed.Length > jobs;

    private static RationalInterval GainOver(PenaltyLadder ladder, StaticPoint point, long cheated, long inFlight)
    {
        PenaltyLadder full = point.Forfeits ? ladder.Plus(new Fraction(inFlight) * point.Reward) : ladder;
        RationalInterval honest = full.Expected(inFlight, point.FalseAlarm);
        RationalInterval penalty = cheated == inFlight
            ? full.Expected(inFlight, point.Detection)
            : full.ExpectedWithOne(point.Detection, inFlight - 1, point.FalseAlarm);
        Fraction gain = new Fraction(cheated) * point.Gain;
        return RationalInterval.Between(gain - penalty.High + honest.Low, gain - penalty.Low + honest.High);
    }

    private static Fraction HighestReward(MechanismIncentives incentives) =>
        incentives.Rule?.ForfeitsReward == true
            ? (incentives.Economics.PaymentPerJob.High + (incentives.Probe.Policy.Reward.IssuancePerEpoch.ToFraction())) * new Fraction(incentives.Economics.JobsPerEpoch)
            : Fraction.Zero;

    private static IncentiveOutcome.Undecided Open(StaticOutcome simple, string condition) =>
        new(
            simple is StaticOutcome.Undecided undecided ? undecided.LargestGain : (simple as StaticOutcome.Fails)?.Profit.High,
            "One slash does not deter, and what further verdicts take could not be bounded: raise the slash or the audit rate.",
            condition);

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string Describe(MechanismIncentives incentives, StaticIncentives numbers, StaticPoint worst) =>
        $"gain {RationalText.Approximate(worst.Gain, 4)} a job, caught with {RationalText.Approximate(worst.Detection, 6)}, "
            + $"first verdict takes {RationalText.Approximate(worst.Slash, 2)}{(worst.Forfeits ? " and the epoch's reward" : string.Empty)}, "
            + $"{Count(numbers.JobsInFlight, "job")} an epoch, verdicts {Count(incentives.Economics.DetectionDelay, "epoch")} later"
            + (incentives.Probe.AppealWait.IsZero ? string.Empty : $", appealed for {incentives.Probe.AppealWait} epochs");
}
