using System.Globalization;
using System.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Intervals;

/// <summary>Reads and writes exact rationals, in one form on every machine.</summary>
/// <remarks>
/// No formula. Reads <c>12</c>, <c>-0.005</c>, <c>1e-6</c> and <c>1/3</c>; writes a finite decimal when there is one of at most 40
/// digits, else <c>numerator/denominator</c>. Nothing is rounded.
/// </remarks>
public static class RationalText
{
    private const int LongestExponent = 4_096;
    private const int LongestText = 100_000;

    /// <summary>Reads a rational.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number, exact.</returns>
    /// <exception cref="FormatException">The text is not a rational number.</exception>
    public static Fraction Parse(string text) =>
        TryParse(text, out Fraction value)
            ? value
            : throw new FormatException($"'{text}' is not a rational number: expected digits such as 12, 0.005, 1e-6 or 1/3.");

    /// <summary>Reads a rational, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number, or 0.</param>
    /// <returns><see langword="true"/> when the text is a rational number.</returns>
    public static bool TryParse(string? text, out Fraction value)
    {
        value = Fraction.Zero;
        if (text is not { Length: > 0 and <= LongestText })
        {
            return false;
        }

        int slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash >= 0)
        {
            if (!TryDecimal(text[..slash], out Fraction above) || !TryDecimal(text[(slash + 1)..], out Fraction below) || below.IsZero)
            {
                return false;
            }

            value = above / below;
            return true;
        }

        return TryDecimal(text, out value);
    }

    /// <summary>Writes a rational so that <see cref="Parse"/> reads it back.</summary>
    /// <param name="value">A finite number.</param>
    /// <returns>The text.</returns>
    public static string Format(Fraction value)
    {
        Fraction reduced = value.Reduce();
        (BigInteger above, BigInteger below) = (reduced.Numerator, reduced.Denominator);
        if (below.IsOne)
        {
            return above.ToString(CultureInfo.InvariantCulture);
        }

        if (DecimalDigits(below) is not { } digits)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{above}/{below}");
        }

        string text = BigInteger.Abs(above * BigInteger.Pow(10, digits) / below).ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        return $"{(above.Sign < 0 ? "-" : string.Empty)}{text[..^digits]}.{text[^digits..]}";
    }

    /// <summary>Writes a rational for people: rounded to so many digits after the point, marked with a tilde when that is not exact.</summary>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">How many digits after the point.</param>
    /// <returns>The text.</returns>
    public static string Approximate(Fraction value, int digits = 6)
    {
        BigInteger scale = BigInteger.Pow(10, digits);
        BigInteger scaled = Fraction.RoundToBigInteger(value * new Fraction(scale), MidpointRounding.AwayFromZero);
        Fraction shown = new(scaled, scale);
        return shown == value ? Format(shown) : $"~{Format(shown)}";
    }

    /// <summary>Writes a number that the value is at least: rounded down to so many digits after the point.</summary>
    /// <remarks>With two digits, 259.899 is written as 259.89 and -0.001 as -0.01.</remarks>
    /// <param name="value">A finite number.</param>
    /// <param name="digits">How many digits after the point.</param>
    /// <returns>The text.</returns>
    public static string AtLeast(Fraction value, int digits = 6)
    {
        BigInteger scale = BigInteger.Pow(10, digits);
        Fraction scaled = (value * new Fraction(scale)).Reduce();
        BigInteger whole = BigInteger.DivRem(scaled.Numerator, scaled.Denominator, out BigInteger left);
        return Format(new Fraction(left.Sign < 0 ? whole - BigInteger.One : whole, scale));
    }

    /// <summary>Returns a proportion as an exact rational.</summary>
    /// <param name="value">The proportion.</param>
    /// <returns>The rational.</returns>
    public static Fraction ToFraction(this Proportion value) => new(value.Parts, Proportion.PartsPerOne);

    /// <summary>Returns an amount's count of base units as an exact rational.</summary>
    /// <param name="value">The amount.</param>
    /// <returns>The rational.</returns>
    public static Fraction ToFraction(this Amount value) => new((BigInteger)value.Units);

    /// <summary>Returns a signed amount's count of base units as an exact rational.</summary>
    /// <param name="value">The amount.</param>
    /// <returns>The rational.</returns>
    public static Fraction ToFraction(this SignedAmount value) =>
        value.IsLoss ? -value.Magnitude.ToFraction() : value.Magnitude.ToFraction();

    private static bool TryDecimal(string text, out Fraction value)
    {
        value = Fraction.Zero;
        int exponent = 0;
        int mark = text.IndexOfAny(['e', 'E']);
        string digits = text;
        if (mark >= 0)
        {
            if (!int.TryParse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > LongestExponent)
            {
                return false;
            }

            digits = text[..mark];
        }

        int point = digits.IndexOf('.', StringComparison.Ordinal);
        if (point >= 0)
        {
            exponent -= digits.Length - point - 1;
            digits = digits.Remove(point, 1);
        }

        if (!BigInteger.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole))
        {
            return false;
        }

        value = exponent >= 0
            ? new Fraction(whole * BigInteger.Pow(10, exponent))
            : new Fraction(whole, BigInteger.Pow(10, -exponent));
        return true;
    }

    private static int? DecimalDigits(BigInteger denominator)
    {
        (int twos, int fives) = (0, 0);
        while (denominator.IsEven && twos <= 40)
        {
            denominator >>= 1;
            twos++;
        }

        while (fives <= 40 && denominator % 5 == 0)
        {
            denominator /= 5;
            fives++;
        }

        int digits = Math.Max(twos, fives);
        return denominator.IsOne && digits <= 40 ? digits : null;
    }
}
