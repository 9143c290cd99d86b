using System.Globalization;
using System.Numerics;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <content>Text.</content>
public readonly partial struct Rational
{
    private const int LargestExponent = 4_096;

    /// <summary>Reads a whole number, a quotient or a decimal number, in any culture the same: <c>-3</c>, <c>421/2145</c>, <c>0.25</c>, <c>1e-6</c>.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The number, exact.</returns>
    /// <exception cref="FormatException">The text is none of these.</exception>
    public static Rational Parse(string text) =>
        TryParse(text, out Rational value)
            ? value
            : throw new FormatException($"'{text}' is not a number: expected a whole number, a quotient such as 3/4, or a decimal such as 0.75.");

    /// <summary>Reads a whole number, a quotient or a decimal number.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number, exact; zero when the text is none of these.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Rational value)
    {
        text = text.Trim();
        int slash = text.IndexOf('/');
        if (slash < 0)
        {
            return TryParseDecimal(text, out value);
        }

        value = default;
        if (!TryParseDecimal(text[..slash].TrimEnd(), out Rational top)
            || !TryParseDecimal(text[(slash + 1)..].TrimStart(), out Rational bottom)
            || bottom.IsZero)
        {
            return false;
        }

        value = top / bottom;
        return true;
    }

    /// <summary>Returns the number as a whole number or a quotient, such as <c>-3/2</c>.</summary>
    /// <returns>The text, the same in every culture.</returns>
    public override string ToString()
    {
        string top = Numerator.ToString(CultureInfo.InvariantCulture);
        return IsInteger ? top : $"{top}/{Denominator.ToString(CultureInfo.InvariantCulture)}";
    }

    private static bool TryParseDecimal(ReadOnlySpan<char> text, out Rational value)
    {
        value = default;
        int exponent = 0;
        int mark = text.IndexOfAny('e', 'E');
        if (mark >= 0)
        {
            if (!int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
                || Math.Abs((long)exponent) > LargestExponent)
            {
                return false;
            }

            text = text[..mark];
        }

        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? [] : text[(point + 1)..];
        if ((point >= 0 && (fraction.IsEmpty || whole.IsEmpty)) || fraction.IndexOfAnyExceptInRange('0', '9') >= 0)
        {
            return false;
        }

        if (!BigInteger.TryParse(
            string.Concat(whole, fraction), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger digits))
        {
            return false;
        }

        int power = exponent - fraction.Length;
        value = power >= 0
            ? FromInteger(digits * BigInteger.Pow(10, power))
            : FromQuotient(digits, BigInteger.Pow(10, -power));
        return true;
    }
}
