using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A curve that, where it costs anything, costs at least a floor.</summary>
/// <remarks>
/// <code>part = 0 when Inner(context) = 0, else max(Floor, Inner(context))</code>
/// No rounding. What is forgiven stays forgiven; where the inner curve starts there is a step of the floor's height. <c>default</c>
/// of the floor changes nothing.
/// </remarks>
public sealed record FloorCurve : ISlashingCurve
{
    /// <summary>Gets the curve that gets a floor.</summary>
    public required ISlashingCurve Inner { get; init; }

    /// <summary>Gets the least it costs, in [0, 1].</summary>
    public required Proportion Floor { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => Floor.IsZero || Inner is ConstantCurve
        ? Inner.Promises
        : Inner.Promises & ~SlashingCurvePromises.Continuous;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = Inner.Evaluate(context);
        return part.IsZero ? part : Proportion.Max(Floor, part);
    }
}
