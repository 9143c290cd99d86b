using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <content>A rate as text: the base units of one epoch, as in JSON.</content>
[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<EpochRate>))]
public readonly partial record struct EpochRate : IComparable, ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<EpochRate>
{
    /// <summary>Reads a rate: base units for each epoch from 0 to 2^128 - 1 in ASCII digits, such as 1000.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a rate.</exception>
    public static EpochRate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static EpochRate Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out EpochRate value) ? value : throw new FormatException($"'{text}' is not a rate: expected base units for each epoch from 0 to 2^128 - 1 in ASCII digits, such as 1000.");

    /// <summary>Reads a rate, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out EpochRate value)
    {
        bool read = Amount.TryParse(text, out Amount perEpoch);
        value = new EpochRate(perEpoch);
        return read;
    }

    /// <inheritdoc/>
    static EpochRate IParsable<EpochRate>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static EpochRate ISpanParsable<EpochRate>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<EpochRate>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out EpochRate result) => TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<EpochRate>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out EpochRate result) => TryParse(s, out result);

    /// <summary>Returns the base units of one epoch, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => PerEpoch.ToString();

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null) =>
        TextFormat.IsGrouped(format, nameof(EpochRate)) ? Prose.Number(PerEpoch) : ToString();

    /// <summary>Writes the text as characters.</summary>
    /// <param name="destination">Where to write.</param>
    /// <param name="charsWritten">How many characters were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        NameText.TryWrite(ToString(format.ToString()), destination, out charsWritten);

    /// <summary>Writes the text as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none, or <c>N0</c> for thousands apart: <c>1,000</c>.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null) =>
        NameText.TryWrite(ToString(format.ToString()), utf8Destination, out bytesWritten);

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        EpochRate other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a rate, got {obj.GetType().Name}.", nameof(obj)),
    };
}
