using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Sui;

/// <summary>An exact quotient of two integers, so that only the last step rounds.</summary>
/// <remarks><code>Numerator / Denominator</code> Not reduced. <c>default</c> is no number: its denominator is zero; begin with <see cref="Of"/>.</remarks>
/// <param name="Numerator">The numerator.</param>
/// <param name="Denominator">The denominator, above zero.</param>
public readonly record struct SuiRational(BigInteger Numerator, BigInteger Denominator)
{
    /// <summary>Gets the largest integer that is not above it.</summary>
    public BigInteger Floor => BigInteger.Divide(Numerator, Denominator);

    /// <summary>Returns a whole number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The quotient over one.</returns>
    public static SuiRational Of(BigInteger value) => new(value, BigInteger.One);

    /// <summary>Returns the sum.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>The sum.</returns>
    public SuiRational Plus(SuiRational other) => Reduced((Numerator * other.Denominator) + (other.Numerator * Denominator), Denominator * other.Denominator);

    /// <summary>Returns the difference.</summary>
    /// <param name="other">What to take.</param>
    /// <returns>The difference.</returns>
    public SuiRational Minus(SuiRational other) => Plus(new SuiRational(-other.Numerator, other.Denominator));

    /// <summary>Returns the product.</summary>
    /// <param name="other">The other factor.</param>
    /// <returns>The product.</returns>
    public SuiRational Times(SuiRational other) => Reduced(Numerator * other.Numerator, Denominator * other.Denominator);

    /// <summary>Returns a part of it.</summary>
    /// <param name="numerator">The numerator of the part.</param>
    /// <param name="denominator">The denominator, above zero.</param>
    /// <returns>The part.</returns>
    public SuiRational Times(BigInteger numerator, BigInteger denominator) => Reduced(Numerator * numerator, Denominator * denominator);

    private static SuiRational Reduced(BigInteger numerator, BigInteger denominator)
    {
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return new SuiRational(numerator / divisor, denominator / divisor);
    }
}
