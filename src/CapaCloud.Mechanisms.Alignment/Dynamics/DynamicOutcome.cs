using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What the dynamic engine found.</summary>
/// <remarks>No formula; see <see cref="DynamicEngine"/>.</remarks>
public abstract record DynamicOutcome
{
    private DynamicOutcome()
    {
    }

    /// <summary>Honest work is the only best act at every reputation that it leads to.</summary>
    /// <remarks><code>margin &lt;= value of honesty - value of (one other act, then the best strategy)</code></remarks>
    /// <param name="Margin">What a deviation loses at least, in base units; positive.</param>
    /// <param name="Certificate">What anybody can check.</param>
    public sealed record Holds(Fraction Margin, DynamicCertificate Certificate) : DynamicOutcome;

    /// <summary>A strategy beats honesty.</summary>
    /// <remarks><code>profit = expected value of the strategy - expected value of honesty, from a newcomer's reputation</code></remarks>
    /// <param name="Strategy">What it does, in a sentence.</param>
    /// <param name="Profit">What it gains, enclosed, in base units over all epochs.</param>
    /// <param name="Course">A typical course of it.</param>
    public sealed record Fails(string Strategy, RationalInterval Profit, DynamicTrace Course) : DynamicOutcome;

    /// <summary>The bounds do not decide.</summary>
    /// <remarks>No formula.</remarks>
    /// <param name="LargestGain">The most that any strategy can gain over honesty, in base units.</param>
    /// <param name="BestFound">What the best strategy found gains, if its bound is right; may be negative.</param>
    public sealed record Inconclusive(Fraction LargestGain, Fraction BestFound) : DynamicOutcome;

    /// <summary>The engine cannot take this mechanism or these economics.</summary>
    /// <remarks>No formula.</remarks>
    /// <param name="Reason">Why not.</param>
    public sealed record NotCovered(string Reason) : DynamicOutcome;
}
