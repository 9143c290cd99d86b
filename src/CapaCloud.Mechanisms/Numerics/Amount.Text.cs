using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<Amount>))]
public readonly partial record struct Amount : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<Amount>
{
    /// <summary>Reads an amount: a count of base units from 0 to 2^128 - 1 in ASCII digits, such as 1000.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not an amount.</exception>
    public static Amount Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static Amount Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Amount value) ? value : DecimalText.ThrowFormat<Amount>(text, "an amount: expected a count of base units from 0 to 2^128 - 1 in ASCII digits, such as 1000");

    /// <summary>Reads an amount, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Amount value)
    {
        bool read = DecimalText.TryParse(text, out UInt128 units);
        value = new Amount(read ? units : UInt128.Zero);
        return read;
    }

    /// <inheritdoc/>
    static Amount IParsable<Amount>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static Amount ISpanParsable<Amount>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<Amount>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Amount result) =>
        TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<Amount>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Amount result) =>
        TryParse(s, out result);

    /// <summary>Returns the count of base units, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => DecimalText.Format(Units);

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null) =>
        TextFormat.IsGrouped(format, nameof(Amount)) ? Prose.Number(Units) : ToString();

    /// <summary>Writes the count of base units as characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsGrouped(format, nameof(Amount)) ? NameText.TryWrite(Prose.Number(Units), destination, out charsWritten) : DecimalText.TryFormat(Units, destination, out charsWritten);

    /// <summary>Writes the count of base units as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsGrouped(format, nameof(Amount)) ? NameText.TryWrite(Prose.Number(Units), utf8Destination, out bytesWritten) : DecimalText.TryFormat(Units, utf8Destination, out bytesWritten);
}
