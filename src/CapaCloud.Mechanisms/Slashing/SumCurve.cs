using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Several curves together: a fixed part for the act and a variable one for its circumstances, for example.</summary>
/// <remarks>
/// <code>part = min(1, sum over Curves of curve(context))</code>
/// No rounding. No curves cost nothing. Two are equal when their curves are, in the same order.
/// </remarks>
public sealed record SumCurve : ISlashingCurve
{
    /// <summary>Gets the curves.</summary>
    public required ImmutableArray<ISlashingCurve> Curves { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises =>
        (CurveList.SharedPromises(Curves) & ~SlashingCurvePromises.Continuous) | CurveSlope.ContinuityOf(this);

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = Proportion.Zero;
        foreach (ISlashingCurve curve in Curves)
        {
            part = part.AddToOne(curve.Evaluate(context));
        }

        return part;
    }

    /// <inheritdoc/>
    public bool Equals(SumCurve? other) => other is not null && CurveList.AreEqual(Curves, other.Curves);

    /// <inheritdoc/>
    public override int GetHashCode() => CurveList.Hash(Curves);
}
