using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>The dearest of several curves.</summary>
/// <remarks>
/// <code>part = max over Curves of curve(context)</code>
/// No rounding. No curves cost nothing. Two are equal when their curves are, in the same order.
/// </remarks>
public sealed record MaximumCurve : ISlashingCurve
{
    /// <summary>Gets the curves.</summary>
    public required ImmutableArray<ISlashingCurve> Curves { get; init; }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveList.SharedPromises(Curves);

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = Proportion.Zero;
        foreach (ISlashingCurve curve in Curves)
        {
            part = Proportion.Max(part, curve.Evaluate(context));
        }

        return part;
    }

    /// <inheritdoc/>
    public bool Equals(MaximumCurve? other) => other is not null && CurveList.AreEqual(Curves, other.Curves);

    /// <inheritdoc/>
    public override int GetHashCode() => CurveList.Hash(Curves);
}
