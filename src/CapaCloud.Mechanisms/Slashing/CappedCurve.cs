using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that never costs more than a cap.</summary>
/// <remarks>
/// <code>part = min(Cap, Inner(context))</code>
/// No rounding. <c>default</c> of the cap costs nothing.
/// </remarks>
public sealed record CappedCurve : ISlashingCurve
{
    /// <summary>Gets the curve that is capped.</summary>
    public required ISlashingCurve Inner { get; init; }

    /// <summary>Gets the most it costs, in [0, 1].</summary>
    public required Proportion Cap { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => Inner.Promises;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context) => Proportion.Min(Cap, Inner.Evaluate(context));
}
