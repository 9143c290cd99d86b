using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve with a circuit breaker: when too many are at fault at the same time, the software is, and nobody is charged.</summary>
/// <remarks>
/// <code>part = 0 when stake at fault / all stake &gt; Threshold, else Inner(context)</code>
/// No rounding. An attacker who could put that share at fault could halt the network anyway; use it for absence and failures, never for
/// offences that only malice commits. Not monotone in the correlation, by design. A threshold of <c>default</c>, zero, never charges anybody:
/// set it above the largest share one operator may hold.
/// </remarks>
public sealed record MassFaultCurve : ISlashingCurve
{
    /// <summary>Gets the curve while few are at fault.</summary>
    public required ISlashingCurve Inner { get; init; }

    /// <summary>Gets the share of stake at fault above which nobody is charged.</summary>
    public required Proportion Threshold { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => Inner.Promises & ~SlashingCurvePromises.MonotoneInCorrelation;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) =>
        context.StakeAtFault > Threshold ? Proportion.Zero : Inner.Evaluate(context);
}
