using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>Punishes each repetition harder: a curve that costs more with every one.</summary>
/// <remarks>
/// <code>part = min(1, Inner(context) * Factor^(earlier offences))</code>
/// Rounds up at the 18th digit in each multiplication; stops multiplying when 1 is reached. With a factor of 2 and an inner part
/// of 0.1 the offences cost 0.1, 0.2, 0.4, 0.8, 1, 1. A factor below one rewards repetition and is refused.
/// </remarks>
public sealed record EscalatingCurve : ILibraryCurve
{
    private readonly CurveSize _size;
    private readonly Ratio _factor = Ratio.One;

    /// <summary>Gets the curve of a first offence.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    /// <exception cref="ArgumentException">Set to a curve with which this one would exceed 256 curves or 32 levels.</exception>
    public required ISlashingCurve Inner
    {
        get;
        init
        {
            _size = CurveSize.Around(value);
            field = value;
        }
    }

    /// <summary>Gets the multiplier of each repetition, at least 1; 1 when left out.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set below 1.</exception>
    public required Ratio Factor
    {
        get => _factor;
        init => _factor = value >= Ratio.One
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), $"The factor of an escalating curve is {value}; expected at least 1.");
    }

    /// <inheritdoc/>
    public SlashingCurvePromises Promises => CurveShape.Of(this).Promises;

    /// <inheritdoc/>
    public SlashingInputs Reads => CurveRange.Of(this).Reads;

    CurveShape ILibraryCurve.Shape => CurveShape.Of(Inner) is var shape && (Factor == Ratio.One || shape.Slope.IsZero)
        ? shape
        : shape with { Slope = CurveShape.Cliff };

    CurveRange ILibraryCurve.Range => Factor == Ratio.One ? CurveRange.Of(Inner) : CurveRange.Of(Inner).RaisedBy(SlashingInputs.EarlierOffences);

    CurveSize ILibraryCurve.Size => _size;

    /// <inheritdoc/>
    public Proportion Evaluate(in OffenceContext context)
    {
        Proportion part = Inner.Evaluate(context);
        if (part.IsZero || Factor == Ratio.One)
        {
            return part;
        }

        // Each factor above one adds at least one part of 10^18, but a factor of 1 + 10^-18 would take that many steps: square instead.
        Ratio multiplier = Ratio.One;
        Ratio square = Factor;
        Ratio ceiling = Ratio.FromQuotient(Proportion.PartsPerOne, part.Parts, Rounding.Up);
        for (uint left = context.EarlierOffences; left > 0 && multiplier < ceiling; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                multiplier = Product(multiplier, square, ceiling);
            }

            square = Product(square, square, ceiling);
        }

        return part.ToRatio().Multiply(multiplier, Rounding.Up).ToProportionAtMostOne();
    }

    /// <summary>Returns the product of two factors of at least one, or the ceiling when it reaches that.</summary>
    private static Ratio Product(Ratio left, Ratio right, Ratio ceiling) =>
        left.Parts >= MultiplyDivide.Down(ceiling.Parts, Proportion.PartsPerOne, right.Parts) ? ceiling : left.Multiply(right, Rounding.Up);
}
