using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>Powers of a number in [0, 1], enclosed between two rationals.</summary>
/// <remarks>
/// <code>Low &lt;= base^exponent &lt;= High, High - Low &lt;= 2 * 64 / 2^bits</code>
/// By repeated squaring; every product is rounded down for the low end and up for the high end, so the true power never leaves the
/// interval. A small power is exact.
/// </remarks>
internal static class PowerBounds
{
    /// <summary>The precision that decides nearly every case: 2^-192.</summary>
    public const int DefaultBits = 192;

    /// <summary>Returns bounds of a power.</summary>
    /// <param name="value">The base, in [0, 1].</param>
    /// <param name="exponent">The exponent, not negative.</param>
    /// <param name="bits">How many binary digits after the point to keep.</param>
    /// <returns>The interval.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The base is outside [0, 1] or the exponent negative.</exception>
    public static RationalInterval Of(Fraction value, long exponent, int bits = DefaultBits)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(exponent);
        if (value.IsNegative || value > Fraction.One)
        {
            throw new ArgumentOutOfRangeException(nameof(value), $"{RationalText.Format(value)} is not in [0, 1].");
        }

        ScaledPower power = ScaledPower.Of(value, exponent, bits);
        return RationalInterval.Between(new Fraction(power.Low, power.Scale), new Fraction(power.High, power.Scale));
    }
}
