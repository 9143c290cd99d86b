using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<Proportion>))]
public readonly partial record struct Proportion : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<Proportion>
{
    /// <summary>Reads a proportion: a number from 0 to 1 with at most 18 digits after the point, such as 0.05.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a proportion.</exception>
    public static Proportion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static Proportion Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Proportion value) ? value : DecimalText.ThrowFormat<Proportion>(text, "a proportion: expected a number from 0 to 1 with at most 18 digits after the point, such as 0.05");

    /// <summary>Reads a proportion, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Proportion value)
    {
        bool read = DecimalText.TryParseFixed(text, out UInt128 parts) && parts <= PartsPerOne;
        value = read ? new Proportion((ulong)parts) : Zero;
        return read;
    }

    /// <inheritdoc/>
    static Proportion IParsable<Proportion>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static Proportion ISpanParsable<Proportion>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<Proportion>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Proportion result) =>
        TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<Proportion>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Proportion result) =>
        TryParse(s, out result);

    /// <summary>Returns the shortest exact decimal number, such as 0.05, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => DecimalText.FormatFixed(Parts);

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none, or <c>P</c> for percent: <c>4.95 %</c>.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null) =>
        TextFormat.IsPercent(format, nameof(Proportion)) ? Prose.Percent(this) : ToString();

    /// <summary>Writes the shortest exact decimal number, such as 0.05 as characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>P</c> for percent: <c>4.95 %</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsPercent(format, nameof(Proportion)) ? NameText.TryWrite(Prose.Percent(this), destination, out charsWritten) : DecimalText.TryFormatFixed(Parts, destination, out charsWritten);

    /// <summary>Writes the shortest exact decimal number, such as 0.05 as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>P</c> for percent: <c>4.95 %</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsPercent(format, nameof(Proportion)) ? NameText.TryWrite(Prose.Percent(this), utf8Destination, out bytesWritten) : DecimalText.TryFormatFixed(Parts, utf8Destination, out bytesWritten);
}
