using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>What the exact static check found.</summary>
/// <remarks>No formula.</remarks>
internal abstract record StaticOutcome
{
    private StaticOutcome()
    {
    }

    /// <summary>Cheating loses, on every number of jobs in flight up to the limit and for all numbers in the box.</summary>
    /// <remarks>
    /// <code>margin &lt;= honest payoff - payoff of cheating on M jobs, for every M from 1 to the limit</code>
    /// </remarks>
    /// <param name="Margin">What the best deviation loses at least, in base units; positive.</param>
    /// <param name="TightestJobs">The number of jobs at which that bound was met.</param>
    public sealed record Holds(Fraction Margin, long TightestJobs) : StaticOutcome;

    /// <summary>Cheating pays, or costs nothing, at some point of the box.</summary>
    /// <remarks>
    /// <code>profit = expected payoff of cheating on Jobs - expected honest payoff, at the point</code>
    /// </remarks>
    /// <param name="Jobs">On how many jobs at once to cheat.</param>
    /// <param name="InFlight">How many jobs are in flight meanwhile, the honest ones among them.</param>
    /// <param name="Profit">The expected profit over honesty, enclosed; its low end is not negative.</param>
    /// <param name="At">The point of the box at which it pays.</param>
    /// <param name="FewestJobs">
    /// A number of jobs at once from which cheating on all of them pays; the fewest where no honest job is ever condemned.
    /// </param>
    public sealed record Fails(long Jobs, long InFlight, RationalInterval Profit, StaticPoint At, long FewestJobs) : StaticOutcome;

    /// <summary>The bounds did not decide it within the effort allowed.</summary>
    /// <remarks>No formula.</remarks>
    /// <param name="LargestGain">The largest gain over honesty that the bounds still allow, in base units.</param>
    /// <param name="WhatWouldClose">What would decide it.</param>
    public sealed record Inconclusive(Fraction LargestGain, string WhatWouldClose) : StaticOutcome;
}
