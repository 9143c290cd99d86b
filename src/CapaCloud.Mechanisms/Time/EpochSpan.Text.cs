using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<EpochSpan>))]
public readonly partial record struct EpochSpan : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<EpochSpan>
{
    /// <summary>Reads a span: a count from 0 to 2^64 - 1 in ASCII digits, such as 21.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a span.</exception>
    public static EpochSpan Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static EpochSpan Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out EpochSpan value) ? value : DecimalText.ThrowFormat<EpochSpan>(text, "a span: expected a count from 0 to 2^64 - 1 in ASCII digits, such as 21");

    /// <summary>Reads a span, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out EpochSpan value)
    {
        bool read = DecimalText.TryParse(text, out UInt128 number) && number <= ulong.MaxValue;
        value = new EpochSpan(read ? (ulong)number : 0);
        return read;
    }

    /// <inheritdoc/>
    static EpochSpan IParsable<EpochSpan>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static EpochSpan ISpanParsable<EpochSpan>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<EpochSpan>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EpochSpan result) =>
        TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<EpochSpan>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out EpochSpan result) =>
        TryParse(s, out result);

    /// <summary>Returns the count of epochs, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => DecimalText.Format(Epochs);

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null) =>
        TextFormat.IsGrouped(format, nameof(EpochSpan)) ? Prose.Number(Epochs) : ToString();

    /// <summary>Writes the count of epochs as characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsGrouped(format, nameof(EpochSpan)) ? NameText.TryWrite(Prose.Number(Epochs), destination, out charsWritten) : DecimalText.TryFormat(Epochs, destination, out charsWritten);

    /// <summary>Writes the count of epochs as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsGrouped(format, nameof(EpochSpan)) ? NameText.TryWrite(Prose.Number(Epochs), utf8Destination, out bytesWritten) : DecimalText.TryFormat(Epochs, utf8Destination, out bytesWritten);
}
