using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>When verdicts come epochs later, a cheater goes on cheating until the first one arrives.</summary>
/// <remarks>
/// With m jobs an epoch, verdicts D epochs late, discount b, q the chance that a cheated job is caught and f that an honest one is:
/// <code>
/// g(m)   = m / (1 - (1-q)^m)                        jobs cheated until an epoch with a detection, in expectation
/// after  = m (b + b^2 + ... + b^D)                  jobs cheated between that epoch and its verdict
/// Holds if  b^D * slash &gt; (gain + f (reward + largest step)) * (g(m) + after)
/// </code>
/// Sound for every adaptive strategy: an epoch with m' cheated jobs earns m' * gain, and with chance 1-(1-q)^m' buys a verdict that costs
/// b^D * slash against at most the gains after it; and m' &lt;= g(m) * (1-(1-q)^m'). With D = 0 it is the condition for one batch. The
/// strategy that cheats on everything until the first verdict attains it when no honest job is condemned. Verdicts after the first
/// only add to the price. Base units; powers enclosed.
/// </remarks>
internal static class DelayedVerdicts
{
    private const long MostScanned = 2_048;

    /// <summary>Returns what cheating loses at least in an epoch in which it cheats, with all that the verdicts on one epoch take together.</summary>
    /// <remarks>
    /// With K binomial in M cheated jobs and q, S what K verdicts take, g the gain of a job with the honest faults that it spares, m the jobs of an epoch:
    /// <code>margin = min over M = 1..m of  b^D * (1-f)^(m (2D+1)) * E[S(K)]  -  M * g  -  P(K &gt; 0) * m * g * (b + ... + b^D)</code>
    /// An epoch without a detection costs nothing and is followed by another; one with a detection is followed by D epochs that may cost nothing, and then the cycle begins anew. The factor
    /// (1-f)^(m (2D+1)) is the chance that no honest job whose verdict shares the bond costs what a cheated one would. For more than 2,048 jobs one slash alone is counted, with which M = m is the worst.
    /// </remarks>
    /// <param name="ladder">What verdicts on one epoch take.</param>
    /// <param name="jobs">Jobs an epoch.</param>
    /// <param name="delay">The delay in epochs.</param>
    /// <param name="discount">The discount; the low end for what is taken, the high one for what is gained.</param>
    /// <param name="chances">q and f.</param>
    /// <param name="gain">What one cheated job gains, honest faults spared included.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The margin; not positive where nothing is shown.</returns>
    internal static Fraction Margin(
        PenaltyLadder ladder, long jobs, long delay, RationalInterval discount, (Fraction Detection, Fraction FalseAlarm) chances, Fraction gain, CancellationToken cancellation)
    {
        Fraction late = Discounted(discount.Low, delay).Low, after = new Fraction(jobs) * gain * After(discount.High, delay);
        Fraction unstruck = PowerBounds.Of(Fraction.One - chances.FalseAlarm, checked(jobs * ((2 * delay) + 1))).Low;
        if (jobs > MostScanned)
        {
            Fraction shortfall = (gain * JobsForEachVerdict(jobs, delay, discount.High, chances.Detection)) - (late * unstruck * ladder.First);
            return -shortfall * chances.Detection;
        }

        Fraction? least = null;
        for (long cheated = 1; cheated <= jobs; cheated++)
        {
            cancellation.ThrowIfCancellationRequested();
            Fraction found = Fraction.One - PowerBounds.Of(Fraction.One - chances.Detection, cheated).Low;
            Fraction margin = (late * unstruck * ladder.Expected(cheated, chances.Detection).Low) - (new Fraction(cheated) * gain) - (found * after);
            least = least is null || margin < least.Value ? margin : least;
        }

        return least!.Value.Reduce();
    }

    /// <summary>Returns what the first verdict must cost, undiscounted, so that no strategy pays.</summary>
    /// <param name="jobs">Jobs an epoch.</param>
    /// <param name="delay">The delay in epochs.</param>
    /// <param name="discount">The discount, in (0, 1]; of an interval the low end for the slash, the high one for what is gained meanwhile.</param>
    /// <param name="detection">The chance q, above 0.</param>
    /// <param name="gain">What one cheated job gains, honest faults spared included.</param>
    /// <returns>The threshold, rounded up; the slash must exceed it.</returns>
    public static Fraction MinimumSlash(long jobs, long delay, RationalInterval discount, Fraction detection, Fraction gain)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(delay);
        if (!detection.IsPositive)
        {
            throw new ArgumentOutOfRangeException(nameof(detection), "Where nothing is ever caught no slash deters.");
        }

        if (Discounted(discount.Low, delay).Low.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(delay), $"A slash {Prose.Epochs(delay)} away is worth less than 2^-{PowerBounds.DefaultBits} of itself now: none deters.");
        }

        return gain.IsPositive ? gain * JobsForEachVerdict(jobs, delay, discount.High, detection) / Discounted(discount.Low, delay).Low : Fraction.Zero;
    }

    /// <summary>Returns how many jobs are cheated for each verdict at most, discounted to the epoch of the detected one.</summary>
    /// <param name="jobs">Jobs an epoch.</param>
    /// <param name="delay">The delay in epochs.</param>
    /// <param name="discount">The discount, in (0, 1].</param>
    /// <param name="detection">The chance q, above 0.</param>
    /// <returns><c>g(m) + after</c>, rounded up.</returns>
    public static Fraction JobsForEachVerdict(long jobs, long delay, Fraction discount, Fraction detection)
    {
        Fraction many = new(jobs);
        RationalInterval missed = PowerBounds.Of(Fraction.One - detection, jobs);
        return (many / (Fraction.One - missed.High)) + (many * After(discount, delay));
    }

    /// <summary>Returns <c>discount^delay</c>, enclosed.</summary>
    /// <param name="discount">The discount.</param>
    /// <param name="delay">The delay in epochs.</param>
    /// <returns>The interval.</returns>
    public static RationalInterval Discounted(Fraction discount, long delay) => PowerBounds.Of(discount, delay);

    /// <summary>Returns <c>discount + ... + discount^delay</c>, rounded up.</summary>
    internal static Fraction After(Fraction discount, long delay) =>
        discount == Fraction.One
            ? new Fraction(delay)
            : discount * (Fraction.One - Discounted(discount, delay).Low) / (Fraction.One - discount);
}
