using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Conditions;

/// <summary>Many jobs at once, one stake: what the one-job condition misses.</summary>
/// <remarks>
/// With q the chance that one false result is caught:
/// <code>
/// one slash:   net(M) = M C - (1-(1-q)^M) S - M q R
/// forfeiture:  net(M) = M C - (1-(1-q)^M) (S + M R)
/// least slash: one slash   max over M of M (C - q R) / (1-(1-q)^M), met at the limit
///              forfeiture  max over M of M C / (1-(1-q)^M) - M R, met at 1 or at the limit
/// </code>
/// Base units; powers are enclosed, the rest is exact. A slash is taken once however many are caught, while the gain grows with
/// every job: so the worst number of jobs is the largest. If one detection forfeits every pending reward and a job earns at least
/// its cost, the condition for one job is again enough.
/// </remarks>
public static class ParallelCheating
{
    /// <summary>Returns the expected gain over honesty of cheating on so many jobs at once.</summary>
    /// <param name="jobs">How many, at least 1.</param>
    /// <param name="detection">The chance that one is caught.</param>
    /// <param name="cost">The cost saved for each.</param>
    /// <param name="reward">The reward of each.</param>
    /// <param name="slash">The slash.</param>
    /// <param name="forfeitsPendingRewards">Whether one detection forfeits the rewards of all.</param>
    /// <returns>The gain, enclosed.</returns>
    public static RationalInterval NetGain(
        long jobs, Fraction detection, Fraction cost, Fraction reward, Fraction slash, bool forfeitsPendingRewards) =>
        new StaticPoint(detection, Fraction.Zero, cost, reward, slash, forfeitsPendingRewards).GainOver(jobs, jobs);

    /// <summary>Returns the slash that must be exceeded so that no number of jobs up to the limit pays.</summary>
    /// <param name="mostJobs">The limit of jobs in flight, at least 1.</param>
    /// <param name="detection">The chance that one is caught, above 0.</param>
    /// <param name="cost">The cost saved for each.</param>
    /// <param name="reward">The reward of each.</param>
    /// <param name="forfeitsPendingRewards">Whether one detection forfeits the rewards of all.</param>
    /// <returns>The threshold, enclosed; not below 0.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Nothing is ever caught, or no job may be in flight.</exception>
    public static RationalInterval MinimumSlash(
        long mostJobs, Fraction detection, Fraction cost, Fraction reward, bool forfeitsPendingRewards)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mostJobs, 1);
        if (!detection.IsPositive)
        {
            throw new ArgumentOutOfRangeException(nameof(detection), "Where nothing is ever caught no slash deters.");
        }

        RationalInterval one = BreakEven(1, detection, cost, reward, forfeitsPendingRewards);
        RationalInterval all = BreakEven(mostJobs, detection, cost, reward, forfeitsPendingRewards);
        return RationalInterval.Between(Larger(Larger(one.Low, all.Low), Fraction.Zero), Larger(Larger(one.High, all.High), Fraction.Zero));
    }

    private static RationalInterval BreakEven(long jobs, Fraction detection, Fraction cost, Fraction reward, bool forfeits)
    {
        RationalInterval missed = PowerBounds.Of(Fraction.One - detection, jobs);
        Fraction many = new(jobs);
        Fraction gain = many * (forfeits ? cost : cost - (detection * reward));
        Fraction refund = forfeits ? many * reward : Fraction.Zero;
        Fraction one = (gain / (Fraction.One - missed.Low)) - refund;
        Fraction other = (gain / (Fraction.One - missed.High)) - refund;
        return one <= other ? RationalInterval.Between(one, other) : RationalInterval.Between(other, one);
    }

    private static Fraction Larger(Fraction left, Fraction right) => left > right ? left : right;
}
