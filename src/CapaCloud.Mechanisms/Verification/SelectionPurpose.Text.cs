using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <content>A purpose as text: in routes, in options, in formatted strings. One format, the same in every culture.</content>
[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<SelectionPurpose>))]
public readonly partial record struct SelectionPurpose :
    IComparable,
    IComparisonOperators<SelectionPurpose, SelectionPurpose, bool>,
    ISpanFormattable,
    IUtf8SpanFormattable,
    ISpanParsable<SelectionPurpose>
{
    /// <summary>Tells whether one comes before the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator <(SelectionPurpose left, SelectionPurpose right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether one comes after the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator >(SelectionPurpose left, SelectionPurpose right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether one comes before the other or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator <=(SelectionPurpose left, SelectionPurpose right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether one comes after the other or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator >=(SelectionPurpose left, SelectionPurpose right) => left.CompareTo(right) >= 0;

    /// <summary>Reads a purpose, as <see cref="ToString()"/> writes it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">The text is not a purpose.</exception>
    public static SelectionPurpose Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out SelectionPurpose value) ? value : throw new FormatException($"'{text}' is not a purpose: expected 1 to {MaxLength} lowercase ASCII letters, digits and hyphens.");

    /// <summary>Reads a purpose, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out SelectionPurpose value) => TryOf(text.ToString(), out value);

    /// <inheritdoc/>
    static SelectionPurpose IParsable<SelectionPurpose>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    /// <inheritdoc/>
    static SelectionPurpose ISpanParsable<SelectionPurpose>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<SelectionPurpose>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out SelectionPurpose result) => TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<SelectionPurpose>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out SelectionPurpose result) => TryParse(s, out result);

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        TextFormat.Require(format, nameof(SelectionPurpose));
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
        Span<char> destination, out int charsWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        TextFormat.Require(format, nameof(SelectionPurpose));
        return NameText.TryWrite(ToString(), destination, out charsWritten);
    }

    /// <summary>Writes the text as UTF-8.</summary>
    /// <param name="utf8Destination">Where to write.</param>
    /// <param name="bytesWritten">How many bytes were written.</param>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="provider">Ignored: the text is the same in every culture.</param>
    /// <returns><see langword="false"/> when the destination is too short; nothing is written then.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public bool TryFormat(
        Span<byte> utf8Destination, out int bytesWritten, ReadOnlySpan<char> format = default, IFormatProvider? provider = null)
    {
        TextFormat.Require(format, nameof(SelectionPurpose));
        return NameText.TryWrite(ToString(), utf8Destination, out bytesWritten);
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        SelectionPurpose other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a purpose, got {obj.GetType().Name}.", nameof(obj)),
    };
}
