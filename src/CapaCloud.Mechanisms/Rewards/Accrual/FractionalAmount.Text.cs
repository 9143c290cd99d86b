using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <content>A fractional amount as text: an exact decimal number, which any part of 2^128 has.</content>
[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<FractionalAmount>))]
public readonly partial record struct FractionalAmount : IComparable, ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<FractionalAmount>
{
    /// <summary>A part of 2^128 has at most so many digits after the point.</summary>
    private const int Digits = 128;

    private static BigInteger PartsPerDigit { get; } = BigInteger.Pow(5, Digits);

    /// <summary>Reads a fractional amount: base units in ASCII digits, and after a point what is a whole number of parts of 2^128, such as 2.5.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a fractional amount.</exception>
    public static FractionalAmount Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static FractionalAmount Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out FractionalAmount value) ? value : throw new FormatException($"'{text}' is not a fractional amount: expected base units in ASCII digits, and after a point what is a whole number of parts of 2^128, such as 2.5.");

    /// <summary>Reads a fractional amount, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out FractionalAmount value)
    {
        int point = text.IndexOf('.');
        ReadOnlySpan<char> digits = point < 0 ? default : text[(point + 1)..];
        bool read = Amount.TryParse(point < 0 ? text : text[..point], out Amount whole);
        UInt128 fraction = UInt128.Zero;
        read &= point < 0 || TryParseFraction(digits, out fraction);
        value = read ? new FractionalAmount(whole, fraction) : default;
        return read;
    }

    /// <inheritdoc/>
    static FractionalAmount IParsable<FractionalAmount>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static FractionalAmount ISpanParsable<FractionalAmount>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<FractionalAmount>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out FractionalAmount result) => TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<FractionalAmount>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out FractionalAmount result) => TryParse(s, out result);

    /// <summary>Returns the base units as the shortest exact decimal number, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Fraction == UInt128.Zero ? Whole.ToString() : $"{Whole}.{$"{Fraction * PartsPerDigit}".PadLeft(Digits, '0').TrimEnd('0')}";

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        TextFormat.Require(format, nameof(FractionalAmount));
        return ToString();
    }

    /// <summary>Writes the text as characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        NameText.TryWrite(ToString(format.ToString()), destination, out charsWritten);

    /// <summary>Writes the text as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        NameText.TryWrite(ToString(format.ToString()), utf8Destination, out bytesWritten);

    private static bool TryParseFraction(ReadOnlySpan<char> digits, out UInt128 fraction)
    {
        fraction = UInt128.Zero;
        if (digits.IsEmpty || digits.Length > Digits || digits.ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        BigInteger scaled = BigInteger.Zero;
        foreach (char digit in digits)
        {
            scaled = (scaled * 10) + (digit - '0');
        }

        BigInteger parts = BigInteger.DivRem(scaled * BigInteger.Pow(10, Digits - digits.Length), PartsPerDigit, out BigInteger left);
        fraction = left.IsZero ? (UInt128)parts : UInt128.Zero;
        return left.IsZero;
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        FractionalAmount other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a fractional amount, got {obj.GetType().Name}.", nameof(obj)),
    };
}
