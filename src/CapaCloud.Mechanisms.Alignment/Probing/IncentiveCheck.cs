using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Probing;

/// <summary>The exact check of cheating on any number of the jobs of an epoch: one slash first, then the mechanism's whole ladder of penalties, then delayed verdicts.</summary>
/// <remarks>
/// The condition is met in every state in which work is given: the least audit rate, the least penalty, and of that what no bounty brings back. An attack is claimed only with
/// everything that being caught costs afterwards, at most.
/// </remarks>
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
            : Later(incentives, jobsPerEpoch, worst, condition, cancellation);
        return outcome is not IncentiveOutcome.Fails && Attack(incentives, jobsPerEpoch, condition) is { } attack ? attack
            : outcome is IncentiveOutcome.Holds && !incentives.Gaps.IsEmpty
                ? new IncentiveOutcome.Inconclusive(null, $"The condition is met, but {string.Join(" and ", incentives.Gaps)}: it may not be met in every state.", condition)
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

        // One slash is not enough, but the mechanism takes more for more verdicts. With a concave ladder and no forfeiture the gain is
        // convex in the number of cheated jobs, so one job and all jobs decide; else every number is looked at.
        PenaltyLadder ladder = incentives.Deterrent;
        bool convex = ladder.IsConcave && !worst.Forfeits && worst.Detection > worst.FalseAlarm;
        Fraction? largest = null;
        long limit = numbers.JobsInFlight;
        if (!convex && (limit > MostScanned || !worst.FalseAlarm.IsZero))
        {
            return Open(simple, condition);
        }

        for (long jobs = 1; jobs <= limit; jobs = convex && jobs == 1 && limit > 1 ? limit : jobs + 1)
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction gain = GainOver(ladder, worst, jobs, convex ? limit : jobs).High;
            largest = largest is null || gain > largest.Value ? gain : largest;
            if (!gain.IsNegative)
            {
                return Open(simple, condition);
            }
        }

        return new IncentiveOutcome.Holds(-largest!.Value, condition + "; with the mechanism's own penalty for each number of verdicts");
    }

    /// <summary>
    /// One bond pays for every epoch in flight: a cycle is the jobs cheated until an epoch with a detection and those until its verdict, against what the verdicts on that epoch take. What
    /// others in between take of the same stake they take sooner, so that a cycle's penalty lacks at most what was paid already.
    /// </summary>
    private static IncentiveOutcome Later(MechanismIncentives incentives, long jobs, StaticPoint worst, string condition, CancellationToken cancellation)
    {
        Fraction? margin = worst.Detection > worst.FalseAlarm
            ? DelayedVerdicts.Margin(
                incentives.Deterrent,
                jobs,
                incentives.PenaltyDelay,
                incentives.Economics.Discount,
                (worst.Detection, worst.FalseAlarm),
                worst.Gain + (worst.FalseAlarm * (HighestReward(incentives) + incentives.Deterrent.LargestStep)),
                cancellation)
            : null;
        return margin is { IsPositive: true } positive
            ? new IncentiveOutcome.Holds(positive, condition)
            : new IncentiveOutcome.Inconclusive(
                margin is { } missing ? -missing : null, "Cheating until the first verdict may pay: raise the slash or the audit rate, or shorten the delay.", condition);
    }

    /// <summary>The best of the attacks that are played: all gainful jobs, or one, in every epoch until the first verdicts come, and honest work afterwards.</summary>
    private static IncentiveOutcome.Fails? Attack(MechanismIncentives incentives, long jobs, string condition)
    {
        IncentiveOutcome.Fails? best = null;
        foreach (long cheated in new[] { Gainful(incentives, jobs), jobs, 1 }.Distinct())
        {
            if (PlayedAttack.Of(incentives, cheated) is { } attack && (best is null || attack.Profit.Low > best.Profit.Low))
            {
                best = new IncentiveOutcome.Fails(attack.Trace, attack.Profit, condition);
            }
        }

        return best;
    }

    /// <summary>On how many jobs an attack gains as much as on the best one. What holds holds as if all were so valuable; an attack must not count on it.</summary>
    private static long Gainful(MechanismIncentives incentives, long jobs) => Math.Min(jobs, incentives.Economics.GainfulJobs);

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

    private static IncentiveOutcome.Inconclusive Open(StaticOutcome simple, string condition) =>
        new(
            simple is StaticOutcome.Inconclusive undecided ? undecided.LargestGain : (simple as StaticOutcome.Fails)?.Profit.High,
            "One slash does not deter, and what further verdicts take could not be bounded: raise the slash or the audit rate.",
            condition);

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string Describe(MechanismIncentives incentives, StaticIncentives numbers, StaticPoint worst) =>
        $"gain {RationalText.Approximate(worst.Gain, 4)} a job, caught with {RationalText.Approximate(worst.Detection, 6)}, "
            + $"first verdict takes {RationalText.Approximate(worst.Slash, 2)}{(worst.Forfeits ? " and the epoch's reward" : string.Empty)}, "
            + $"{Count(numbers.JobsInFlight, "job")} an epoch, verdicts {Count(incentives.Economics.DetectionDelay, "epoch")} later"
            + (incentives.Probe.AppealWait.IsZero ? string.Empty : $", appealed for {incentives.Probe.AppealWait} epochs");
}
