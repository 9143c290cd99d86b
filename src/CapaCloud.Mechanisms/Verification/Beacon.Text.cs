using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <content>A beacon as text: its round, a colon and its randomness.</content>
[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<Beacon>))]
public readonly partial record struct Beacon : IComparable, ISpanFormattable, IUtf8SpanFormattable, ISpanParsable<Beacon>
{
    /// <summary>Reads a beacon: the round in ASCII digits, a colon and 64 hexadecimal digits.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is not a beacon.</exception>
    public static Beacon Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse(text.AsSpan());
    }

    /// <inheritdoc cref="Parse(string)"/>
    public static Beacon Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out Beacon value) ? value : throw new FormatException($"'{text}' is not a beacon: expected the round in ASCII digits, a colon and 64 hexadecimal digits.");

    /// <summary>Reads a beacon, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Beacon value)
    {
        int colon = text.IndexOf(':');
        bool read = DecimalText.TryParse(colon < 0 ? text : text[..colon], out UInt128 round);
        read &= Digest.TryParse(colon < 0 ? default : text[(colon + 1)..], out Digest randomness) && round <= ulong.MaxValue;
        value = read ? new Beacon((ulong)round, randomness) : default;
        return read;
    }

    /// <inheritdoc/>
    static Beacon IParsable<Beacon>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static Beacon ISpanParsable<Beacon>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<Beacon>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out Beacon result) => TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<Beacon>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out Beacon result) => TryParse(s, out result);

    /// <summary>Returns the round, a colon and the randomness in hexadecimal digits, the same in every culture; <see cref="Parse(string)"/> reads it back.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{DecimalText.Format(Round)}:{Randomness}";

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        TextFormat.Require(format, nameof(Beacon));
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

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        Beacon other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a beacon, got {obj.GetType().Name}.", nameof(obj)),
    };
}
