using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>A part of one in the accuracy of the Polkadot SDK's types: Percent, PerU16, Permill, Perbill, Perquintill.</summary>
/// <remarks>
/// <code>value = parts / accuracy, 0 &lt;= parts &lt;= accuracy</code>
/// Each operation is one <see cref="MultiplyDivide"/>; what is particular is the rounding it takes. Out of range becomes the nearest end
/// where the SDK saturates. <c>default</c> has no accuracy and divides by zero. Source: Polkadot SDK,
/// <c>primitives/arithmetic/src/per_things.rs</c>.
/// </remarks>
public readonly record struct PerThing
{
    private PerThing(ulong accuracy, ulong parts)
    {
        Accuracy = accuracy;
        Parts = parts;
    }

    /// <summary>Gets how many parts make one.</summary>
    public ulong Accuracy { get; }

    /// <summary>Gets the count of parts.</summary>
    public ulong Parts { get; }

    /// <summary>Returns that many parts, at most one.</summary>
    /// <param name="accuracy">How many parts make one: 100, 65,535, 10^6, 10^9 or 10^18.</param>
    /// <param name="parts">The parts; more than make one become one.</param>
    /// <returns>The part of one.</returns>
    public static PerThing FromParts(ulong accuracy, ulong parts) => new(accuracy, Math.Min(accuracy, parts));

    /// <summary>Returns a quotient, rounded down (<c>from_rational</c>); one when it exceeds one or divides by zero.</summary>
    /// <param name="accuracy">How many parts make one.</param>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator.</param>
    /// <returns>The part of one: 190 / 400 in percent is 47.</returns>
    public static PerThing FromRational(ulong accuracy, UInt128 numerator, UInt128 denominator) =>
        SaturatingDivide(accuracy, numerator, denominator, Rounding.Down);

    /// <summary>Returns a quotient, rounded as asked (<c>from_rational_with_rounding</c>).</summary>
    /// <param name="accuracy">How many parts make one.</param>
    /// <param name="numerator">The numerator, at most the denominator.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <param name="rounding">The direction: 985 / 1000 in percent is 98 for <see cref="Rounding.HalfDown"/> and 99 for <see cref="Rounding.HalfUp"/>.</param>
    /// <returns>The part of one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The quotient exceeds one.</exception>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static PerThing FromRational(ulong accuracy, UInt128 numerator, UInt128 denominator, Rounding rounding) =>
        numerator > denominator && denominator != UInt128.Zero
            ? throw new ArgumentOutOfRangeException(nameof(numerator), "The quotient exceeds one.")
            : new PerThing(accuracy, (ulong)MultiplyDivide.Round(numerator, accuracy, denominator, rounding));

    /// <summary>Returns a quotient, rounded as asked; one when it exceeds one or divides by zero (<c>saturating_div</c>).</summary>
    /// <param name="accuracy">How many parts make one.</param>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator.</param>
    /// <param name="rounding">The direction: 1 / 3 in percent is 33 down and 34 up.</param>
    /// <returns>The part of one.</returns>
    public static PerThing SaturatingDivide(ulong accuracy, UInt128 numerator, UInt128 denominator, Rounding rounding) =>
        denominator == UInt128.Zero || numerator > denominator
            ? new PerThing(accuracy, accuracy)
            : FromRational(accuracy, numerator, denominator, rounding);

    /// <summary>
    /// Returns what is left of a quotient when its whole part is dealt with apart (<c>rational_mul_correction</c>).
    /// </summary>
    /// <param name="value">The number.</param>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <param name="rounding">The direction: (65024 mod 255) * 2 / 255 = 1.99 is 1 down and 2 to the nearest.</param>
    /// <returns><c>round((value mod denominator) * numerator / denominator)</c>.</returns>
    /// <exception cref="DivideByZeroException">The denominator is zero.</exception>
    public static UInt128 Correction(UInt128 value, UInt128 numerator, UInt128 denominator, Rounding rounding) =>
        MultiplyDivide.Round(value % denominator, numerator, denominator, rounding);

    /// <summary>Returns this part of a balance (<c>*</c> is <see cref="Rounding.HalfDown"/>, <c>mul_floor</c>, <c>mul_ceil</c>).</summary>
    /// <param name="balance">The balance.</param>
    /// <param name="rounding">The direction: 36 percent of 10 is 4 to the nearest and 3 down.</param>
    /// <returns><c>round(balance * parts / accuracy)</c>.</returns>
    public UInt128 Of(UInt128 balance, Rounding rounding) => MultiplyDivide.Round(balance, Parts, Accuracy, rounding);

    /// <summary>Returns the balance this is that part of, at most a maximum (<c>saturating_reciprocal_mul</c> is <see cref="Rounding.HalfUp"/>).</summary>
    /// <param name="balance">The part.</param>
    /// <param name="maximum">The largest balance of the type.</param>
    /// <param name="rounding">The direction: 10 is 60 percent of 17 to the nearest and of 16 down.</param>
    /// <returns><c>min(maximum, round(balance * accuracy / parts))</c>.</returns>
    /// <exception cref="DivideByZeroException">This is zero.</exception>
    public UInt128 ReciprocalOf(UInt128 balance, UInt128 maximum, Rounding rounding)
    {
        if (!MultiplyDivide.TryDivide(balance, Accuracy, Parts, out UInt128 quotient, out _) || quotient >= maximum)
        {
            return maximum;
        }

        return MultiplyDivide.Round(balance, Accuracy, Parts, rounding);
    }

    /// <summary>Returns a part of this part, rounded down: 50 percent of 26 percent is 13 percent.</summary>
    /// <param name="other">The other part, of the same accuracy.</param>
    /// <returns>The product.</returns>
    public PerThing Multiply(PerThing other) => new(Accuracy, (ulong)MultiplyDivide.Down(Parts, other.Parts, Accuracy));

    /// <summary>Returns a whole power, by squaring, rounded down at each step (<c>saturating_pow</c>).</summary>
    /// <param name="exponent">The exponent.</param>
    /// <returns>The power: half to the second is a quarter.</returns>
    public PerThing Power(ulong exponent)
    {
        PerThing power = new(Accuracy, Accuracy), square = this;
        for (ulong left = exponent; left > 0; left >>= 1)
        {
            if ((left & 1) == 1)
            {
                power = power.Multiply(square);
            }

            square = square.Multiply(square);
        }

        return power;
    }
}
