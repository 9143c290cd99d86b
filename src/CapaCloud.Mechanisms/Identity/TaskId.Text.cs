using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <content>A task's name as text: in routes, in options, in formatted strings. One format, the same in every culture.</content>
[System.ComponentModel.TypeConverter(typeof(TextTypeConverter<TaskId>))]
public readonly partial struct TaskId :
    IComparable,
    IComparisonOperators<TaskId, TaskId, bool>,
    ISpanFormattable,
    IUtf8SpanFormattable,
    ISpanParsable<TaskId>
{
    /// <summary>Reads a task's name, as <see cref="ToString()"/> writes it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The value.</returns>
    /// <exception cref="FormatException">The text is not a task's name.</exception>
    public static TaskId Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out TaskId value) ? value : throw new FormatException($"'{text}' is not a task's name: expected 1 to {Prose.Count(MaxBytes, "byte")} of UTF-8 without blanks, control characters and anything invisible.");

    /// <summary>Reads a task's name, or says that it cannot.</summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The value, or <c>default</c>.</param>
    /// <returns><see langword="true"/> when the text was read.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out TaskId value) => TryOf(text.ToString(), out value);

    /// <inheritdoc/>
    static TaskId IParsable<TaskId>.Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return Parse(s);
    }

    /// <inheritdoc/>
    static TaskId ISpanParsable<TaskId>.Parse(ReadOnlySpan<char> s, IFormatProvider? provider) => Parse(s);

    /// <inheritdoc/>
    static bool IParsable<TaskId>.TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TaskId result) => TryParse(s.AsSpan(), out result);

    /// <inheritdoc/>
    static bool ISpanParsable<TaskId>.TryParse(ReadOnlySpan<char> s, IFormatProvider? provider, out TaskId result) => TryParse(s, out result);

    /// <summary>Returns the text in a format.</summary>
    /// <param name="format"><c>G</c> or none.</param>
    /// <param name="formatProvider">Ignored: the text is the same in every culture.</param>
    /// <returns>The text.</returns>
    /// <exception cref="FormatException">The format is another.</exception>
    public string ToString(string? format, IFormatProvider? formatProvider = null)
    {
        TextFormat.Require(format, nameof(TaskId));
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
        TextFormat.Require(format, nameof(TaskId));
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
        TextFormat.Require(format, nameof(TaskId));
        return NameText.TryWrite(ToString(), utf8Destination, out bytesWritten);
    }

    /// <inheritdoc/>
    int IComparable.CompareTo(object? obj) => obj switch
    {
        null => 1,
        TaskId other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a task's name, got {obj.GetType().Name}.", nameof(obj)),
    };
}
