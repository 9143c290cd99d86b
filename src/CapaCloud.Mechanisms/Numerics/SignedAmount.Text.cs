using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<SignedAmount>))]
public readonly partial record struct SignedAmount : ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<SignedAmount>
{
    /// <summary>Reads a signed amount: a count of base units, with a minus sign for a loss, such as -1000.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a signed amount.</exception>
    public static SignedAmount Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static SignedAmount Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out SignedAmount value) ? value : DecimalText.ThrowFormat<SignedAmount>(text, "a signed amount: expected a count of base units, with a minus sign for a loss, such as -1000");

    /// <summary>Reads a signed amount, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out SignedAmount value)
    {
        bool isLoss = text.StartsWith("-", StringComparison.Ordinal);
        bool read = Amount.TryParse(isLoss ? text[1..] : text, out Amount magnitude) && !(isLoss && magnitude.IsZero);
        value = read ? new SignedAmount(magnitude, isLoss) : Zero;
        return read;
    }

    /// <inheritdoc/>
    static SignedAmount IParsable<SignedAmount>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static SignedAmount ISpanParsable<SignedAmount>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<SignedAmount>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SignedAmount result) =>
        TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<SignedAmount>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SignedAmount result) =>
        TryParse(s, out result);

    /// <summary>Returns the count of base units, with a minus sign for a loss, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => IsLoss ? $"-{Magnitude}" : Magnitude.ToString();

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null) =>
        TextFormat.IsGrouped(format, nameof(SignedAmount)) ? Prose.Number(IsLoss ? -(BigInteger)Magnitude.Units : Magnitude.Units) : ToString();

    /// <summary>Writes the count of base units as characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsGrouped(format, nameof(SignedAmount)) ? NameText.TryWrite(Prose.Number(IsLoss ? -(BigInteger)Magnitude.Units : Magnitude.Units), destination, out charsWritten) : DecimalText.TryFormat(IsLoss, Magnitude.Units, destination, out charsWritten);

    /// <summary>Writes the count of base units as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        TextFormat.IsGrouped(format, nameof(SignedAmount)) ? NameText.TryWrite(Prose.Number(IsLoss ? -(BigInteger)Magnitude.Units : Magnitude.Units), utf8Destination, out bytesWritten) : DecimalText.TryFormat(IsLoss, Magnitude.Units, utf8Destination, out bytesWritten);
}
