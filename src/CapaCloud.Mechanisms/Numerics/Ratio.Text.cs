using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<Ratio>))]
public readonly partial record struct Ratio : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<Ratio>
{
    /// <summary>Reads a ratio: a non-negative number with at most 18 digits after the point, such as 1.5.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a ratio.</exception>
    public static Ratio Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static Ratio Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Ratio value) ? value : DecimalText.ThrowFormat<Ratio>(text, "a ratio: expected a non-negative number with at most 18 digits after the point, such as 1.5");

    /// <summary>Reads a ratio, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Ratio value)
    {
        bool read = DecimalText.TryParseFixed(text, out UInt128 parts);
        value = new Ratio(read ? parts : UInt128.Zero);
        return read;
    }

    /// <inheritdoc/>
    static Ratio IParsable<Ratio>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static Ratio ISpanParsable<Ratio>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<Ratio>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Ratio result) =>
        TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<Ratio>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Ratio result) =>
        TryParse(s, out result);

    /// <summary>Returns the shortest exact decimal number, such as 1.5, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => DecimalText.FormatFixed(Parts);

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        TextFormat.Require(format, nameof(Ratio));
        return ToString();
    }

    /// <summary>Writes the shortest exact decimal number, such as 1.5 as characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        TextFormat.Require(format, nameof(Ratio));
        return DecimalText.TryFormatFixed(Parts, destination, out charsWritten);
    }

    /// <summary>Writes the shortest exact decimal number, such as 1.5 as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        TextFormat.Require(format, nameof(Ratio));
        return DecimalText.TryFormatFixed(Parts, utf8Destination, out bytesWritten);
    }
}
