using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>Decides over exact rationals whether cheating on jobs in flight loses, for every number of jobs and every point of the box.</summary>
/// <remarks>
/// <code>
/// Holds  iff  gain(M, J) &lt; 0 for all 1 &lt;= M &lt;= J &lt;= limit, with gain(M, J) as in StaticPoint
/// </code>
/// Why two numbers of jobs are enough where they are: for fixed J the gain is convex in M, so its largest value is at M = 1 or M = J.
/// With one slash, more honest jobs in flight only thin the deterrent out, so J is the limit. With forfeiture and no honest faults,
/// the stake that deters, <c>M*gain/(1-(1-q)^M) - M*reward</c>, is convex in M, so again M = 1 or the limit decides the sign. With
/// both forfeiture and honest faults no such argument is known: the range of J is bisected with interval bounds, and what stays open
/// is <see cref="StaticOutcome.Inconclusive"/>. Cheating on a part c of a job is caught with at least c*q, and the gain is convex in c with
/// 0 at c = 0: whole jobs are the worst. So are jobs cheated by different parts, since the gain is affine in each part alone.
/// A tie counts against honesty.
/// </remarks>
internal static class StaticCheck
{
    private const int LargestBisection = 20_000;
    private const int MostBits = 8_192;

    /// <summary>Judges a box of numbers.</summary>
    /// <param name="incentives">The numbers.</param>
    /// <param name="cancellation">Stops a long bisection.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentException">A number is out of its range; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">The check was stopped.</exception>
    public static StaticOutcome Check(StaticIncentives incentives, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(incentives);
        if (incentives.Validate() is { Count: > 0 } faults)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(incentives));
        }

        if (incentives.AuditProbability.IsPoint || incentives.HonestFaultRate.High.IsZero)
        {
            return Judge(WorstPoint(incentives), incentives.JobsInFlight, cancellation);
        }

        // An uncertain audit rate catches cheaters and harms the honest alike: each end is a point of the box; the mixture of the
        // rate least for the one and most for the other is not, but what holds there holds everywhere.
        foreach (Fraction rate in new[] { incentives.AuditProbability.Low, incentives.AuditProbability.High })
        {
            StaticPoint end = WorstPoint(incentives with { AuditProbability = RationalInterval.Of(rate) });
            if (Judge(end, incentives.JobsInFlight, cancellation) is StaticOutcome.Fails failure)
            {
                return failure;
            }
        }

        return Judge(WorstPoint(incentives), incentives.JobsInFlight, cancellation) switch
        {
            StaticOutcome.Fails relaxed => new StaticOutcome.Inconclusive(
                relaxed.Profit.High, "Cheating loses at both ends of the audit rate but not in the bound between them: narrow the interval of the audit rate."),
            StaticOutcome other => other,
        };
    }

    private static StaticOutcome Judge(StaticPoint worst, long limit, CancellationToken cancellation)
    {
        RationalInterval all = Enclose(worst, limit, limit);
        RationalInterval one = limit == 1 ? all : Enclose(worst, 1, limit);
        if (!all.Low.IsNegative && all.Low >= one.Low)
        {
            return Failure(worst, limit, limit, all);
        }

        if (!one.Low.IsNegative)
        {
            return Failure(worst, 1, limit, one);
        }

        if (!all.High.IsNegative || !one.High.IsNegative || worst.Detection <= worst.FalseAlarm)
        {
            return Open(all.High > one.High ? all.High : one.High);
        }

        if (!worst.Forfeits)
        {
            return all.High > one.High ? Holding(all.High, limit) : Holding(one.High, 1);
        }

        RationalInterval single = limit == 1 ? all : Enclose(worst, 1, 1);
        if (!single.Low.IsNegative)
        {
            return Failure(worst, 1, 1, single);
        }

        if (single.High.IsNegative && worst.FalseAlarm.IsZero)
        {
            return Holding(-ForfeitureMargin(worst, limit, single, all), 1);
        }

        return Bisect(worst, limit, cancellation);
    }

    /// <summary>Returns the point of the box that favours the cheater most.</summary>
    /// <param name="incentives">Valid numbers.</param>
    /// <returns>The point.</returns>
    /// <remarks>
    /// The gain falls with detection, and rises with the honest fault rate, the saving and the outside gain. Where detection exceeds the
    /// false alarms it falls with the slash and the reward; where it does not, it rises with both.
    /// </remarks>
    public static StaticPoint WorstPoint(StaticIncentives incentives)
    {
        ArgumentNullException.ThrowIfNull(incentives);
        Fraction quality = (Fraction.One - incentives.ColludingShare.High) * incentives.DetectionAccuracy.Low;

        // The audit rate enters both chances: the gain is monotone in it once the difference has a sign.
        bool deters = quality > incentives.HonestFaultRate.High;
        Fraction rate = deters ? incentives.AuditProbability.Low : incentives.AuditProbability.High;
        return new StaticPoint(
            rate * quality,
            (deters && !incentives.AuditProbability.IsPoint ? incentives.AuditProbability.High : rate) * incentives.HonestFaultRate.High,
            incentives.SavedCostPerJob.High + incentives.ExternalGainPerJob.High,
            deters ? incentives.RewardPerJob.Low : incentives.RewardPerJob.High,
            deters ? incentives.SlashAmount.Low : incentives.SlashAmount.High,
            incentives.ForfeitsPendingRewards);
    }

    private static RationalInterval Enclose(StaticPoint point, long cheated, long inFlight)
    {
        RationalInterval gain = point.Enclose(cheated, inFlight, ScaledPower.DoubleWordBits);
        for (int bits = 512; gain.Low.IsNegative && !gain.High.IsNegative && bits <= MostBits; bits *= 4)
        {
            gain = point.Enclose(cheated, inFlight, bits);
        }

        return gain;
    }

    /// <summary>Whether cheating is shown to pay or to cost nothing; more digits only where fewer leave it open.</summary>
    private static bool Pays(StaticPoint point, long cheated, long inFlight) =>
        point.Pays(cheated, inFlight) ?? !Enclose(point, cheated, inFlight).Low.IsNegative;

    private static StaticOutcome.Holds Holding(Fraction gain, long jobs) => new(-gain.Reduce(), jobs);

    private static StaticOutcome.Fails Failure(StaticPoint point, long jobs, long inFlight, RationalInterval gain)
    {
        RationalInterval profit = RationalInterval.Between(gain.Low.Reduce(), gain.High.Reduce());
        if (jobs == 1 || Pays(point, 1, 1))
        {
            return new StaticOutcome.Fails(jobs, inFlight, profit, point, 1);
        }

        return new StaticOutcome.Fails(jobs, inFlight, profit, point, FewestPaying(point, jobs));
    }

    /// <summary>The fewest jobs that pay, between 1 that do not and so many that do: looked for around a guess, each number in words of the machine first.</summary>
    private static long FewestPaying(StaticPoint point, long most)
    {
        (long losing, long paying) = (1, most);
        long guess = Math.Clamp(point.GuessFewest(most), 2, most);
        for (long step = 1; paying - losing > 1; step *= 2)
        {
            bool pays = Pays(point, guess, guess);
            (losing, paying) = pays ? (losing, guess) : (guess, paying);
            long next = pays ? guess - step : guess + step;
            if (next <= losing || next >= paying)
            {
                break;
            }

            guess = next;
        }

        while (paying - losing > 1)
        {
            long middle = losing + ((paying - losing) / 2);
            (losing, paying) = Pays(point, middle, middle) ? (losing, middle) : (middle, paying);
        }

        return paying;
    }

    private static Fraction ForfeitureMargin(StaticPoint point, long limit, RationalInterval single, RationalInterval all)
    {
        // gain(M) = (breakEven(M) - slash) * D(M) with breakEven convex: at most (max of both ends' shortfall, negative) * D(1).
        Fraction first = point.Detection;
        RationalInterval last = PowerBounds.Of(Fraction.One - point.Detection, limit);
        Fraction shortfallAtOne = single.High / first;
        Fraction shortfallAtLimit = all.High / (Fraction.One - last.Low);
        return -(shortfallAtOne > shortfallAtLimit ? shortfallAtOne : shortfallAtLimit) * first;
    }

    private static StaticOutcome Bisect(StaticPoint point, long limit, CancellationToken cancellation)
    {
        Stack<(long First, long Last)> open = new();
        open.Push((1, limit));
        Fraction? tightest = null;
        long at = 1;
        for (int steps = 0; open.TryPop(out (long First, long Last) range); steps++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (long cheated in new[] { 1L, range.First })
            {
                RationalInterval gain = Enclose(point, cheated, range.First);
                if (!gain.Low.IsNegative)
                {
                    return Failure(point, cheated, range.First, gain);
                }
            }

            (Fraction bound, long bounded) = UpperBound(point, range.First, range.Last);
            if (bound.IsNegative)
            {
                (tightest, at) = tightest is null || bound > tightest.Value ? (bound, bounded) : (tightest, at);
            }
            else if (range.First == range.Last || steps >= LargestBisection)
            {
                return Open(bound);
            }
            else
            {
                long middle = range.First + ((range.Last - range.First) / 2);
                open.Push((middle + 1, range.Last));
                open.Push((range.First, middle));
            }
        }

        return Holding(tightest!.Value, at);
    }

    /// <summary>
    /// Bounds the gain under forfeiture for every J in the range and every M up to J: convex in M, so M = 1 and M = J, each over the range.
    /// </summary>
    private static (Fraction Bound, long Jobs) UpperBound(StaticPoint point, long first, long last)
    {
        if (first == last)
        {
            Fraction one = Enclose(point, 1, first).High;
            Fraction every = Enclose(point, first, first).High;
            return one > every ? (one, 1) : (every, first);
        }

        Fraction few = new(first);
        Fraction many = new(last);
        RationalInterval sparedLast = PowerBounds.Of(Fraction.One - point.FalseAlarm, last);
        RationalInterval missedFirst = PowerBounds.Of(Fraction.One - point.Detection, first);
        Fraction keptByAll = sparedLast.Low - missedFirst.High;
        Fraction restBeforeOne = PowerBounds.Of(Fraction.One - point.FalseAlarm, last - 1).Low;
        Fraction keptByOne = restBeforeOne * (point.Detection - point.FalseAlarm);
        Fraction smaller = point.Slash + (few * point.Reward);
        Fraction larger = point.Slash + (many * point.Reward);
        Fraction all = (many * point.Gain) - Least(keptByAll, smaller, larger);
        Fraction single = point.Gain - (keptByOne * smaller);
        return all > single ? (all, last) : (single, 1);
    }

    private static Fraction Least(Fraction factor, Fraction low, Fraction high) => factor.IsNegative ? factor * high : factor * low;

    private static StaticOutcome.Inconclusive Open(Fraction largest) =>
        new(largest.Reduce(), "The payoffs meet within the precision of the bounds: move the audit rate or the slash away from the threshold.");
}
