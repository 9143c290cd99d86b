using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <content>An account as text: in routes, in options, in formatted strings. One format, the same in every culture.</content>
[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<LedgerAccount>))]
public readonly partial record struct LedgerAccount :
    IComparable,
    IComparisonOperators<LedgerAccount, LedgerAccount, bool>,
    ISpanFormattable,
    IUtf8SpanFormattable,
    ISpanParsable<LedgerAccount>
{
    /// <summary>Tells whether one comes before the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator <(LedgerAccount left, LedgerAccount right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether one comes after the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator >(LedgerAccount left, LedgerAccount right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether one comes before the other or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator <=(LedgerAccount left, LedgerAccount right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether one comes after the other or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator >=(LedgerAccount left, LedgerAccount right) => left.CompareTo(right) >= 0;

    /// <summary>Reads an account, as <see cref="ToString()"/> writes it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">The text is not an account.</exception>
    public static LedgerAccount Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out LedgerAccount value) ? value : throw new FormatException($"'{text}' is not an account: expected a kind that has owners with its owner, such as Stake(alice), or a kind that has none, such as Treasury.");

    /// <summary>Reads an account, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out LedgerAccount value) => TryParse(text.ToString(), out value);

    /// <inheritdoc/>
    static LedgerAccount IParsable<LedgerAccount>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    /// <inheritdoc/>
    static LedgerAccount ISpanParsable<LedgerAccount>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<LedgerAccount>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out LedgerAccount result) => TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<LedgerAccount>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out LedgerAccount result) => TryParse(s, out result);

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        TextFormat.Require(format, nameof(LedgerAccount));
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
        TextFormat.Require(format, nameof(LedgerAccount));
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
        TextFormat.Require(format, nameof(LedgerAccount));
        return NameText.TryWrite(ToString(), utf8Destination, out bytesWritten);
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        LedgerAccount other => CompareTo(other),
        _ => throw new ArgumentException($"Expected an account, got {obj.GetType().Name}.", nameof(obj)),
    };
}
