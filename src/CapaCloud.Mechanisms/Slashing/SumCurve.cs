using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Several curves together: a fixed part for the act and a variable one for its circumstances, for example.</summary>
/// <remarks>
/// <code>part = min(1, sum over Curves of curve(context))</code>
/// No rounding. No curves cost nothing. Two are equal when their curves are, in the same order.
/// </remarks>
public sealed record SumCurve : ILibraryCurve
{
    private readonly CurveSize _size;

    /// <summary>Gets the curves; none when left at <c>default</c>.</summary>
    /// <exception cref="ArgumentException">Set to a list with a null in it, or with which this one would exceed 256 curves or 32 levels.</exception>
    public required ImmutableArray<ISlashingCurve> Curves
    {
        get;
        init
        {
            ImmutableArray<ISlashingCurve> curves = value.IsDefault ? [] : value;
            _size = CurveSize.Around(curves);
            field = curves;
        }
    }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.SumOf(Curves);

    CurveRange ILibraryCurve.Range => CurveRange.SumOf(Curves);

    CurveSize ILibraryCurve.Size => _size;

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

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"SumCurve {{ Curves = {Prose.List(Curves)}, Promises = {Promises}, Reads = {Reads} }}";

    /// <inheritdoc/>
    public bool Equals(SumCurve? other) => other is not null && CurveList.AreEqual(Curves, other.Curves);

    /// <inheritdoc/>
    public override int GetHashCode() => CurveList.Hash(Curves);
}
