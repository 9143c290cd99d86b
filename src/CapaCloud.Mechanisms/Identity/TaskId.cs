using System.Diagnostics;
using System.Text;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>The name of one piece of work: a job, a work unit, an inference request, a segment.</summary>
/// <remarks>
/// No formula. A name is 1 to 128 bytes of UTF-8 without blanks, control characters and anything invisible: a job number, a content hash in text, a path. Two
/// names are the same when their characters are; they are ordered by their UTF-16 code units, the same in every culture.
/// <c>default</c> is <see cref="None"/>, which names nothing. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<TaskId>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct TaskId : IEquatable<TaskId>, IComparable<TaskId>, IJsonValue<TaskId>
{
    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaxBytes = 128;

    private readonly string? _name;

    private TaskId(string name) => _name = name;

    /// <summary>Gets the name of nothing, the value of <c>default</c>.</summary>
    public static TaskId None => default;

    /// <summary>Gets a value indicating whether this names nothing.</summary>
    public bool IsNone => _name is null;

    /// <summary>Tells whether two names are the same.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when the same.</returns>
    public static bool operator ==(TaskId left, TaskId right) => left.Equals(right);

    /// <summary>Tells whether two names differ.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when different.</returns>
    public static bool operator !=(TaskId left, TaskId right) => !left.Equals(right);

    /// <summary>Tells whether the first name sorts before the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when before.</returns>
    public static bool operator <(TaskId left, TaskId right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the first name sorts after the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when after.</returns>
    public static bool operator >(TaskId left, TaskId right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the first name does not sort after the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when not after.</returns>
    public static bool operator <=(TaskId left, TaskId right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the first name does not sort before the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when not before.</returns>
    public static bool operator >=(TaskId left, TaskId right) => left.CompareTo(right) >= 0;

    /// <summary>Returns the task of that name.</summary>
    /// <param name="name">1 to 128 bytes of UTF-8 without blanks, control characters and anything invisible.</param>
    /// <returns>The name as a value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">The name is empty, too long, not valid Unicode, or holds a blank, a control character or something invisible.</exception>
    public static TaskId Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? complaint = IdentityName.Complaint(name, MaxBytes);
        return complaint is null
            ? new TaskId(name)
            : throw new ArgumentException($"A task's name {complaint}.", nameof(name));
    }

    /// <summary>Returns the task of that name, or says that it cannot be one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="task">The task, or <see cref="None"/>.</param>
    /// <returns><see langword="true"/> when the name is valid.</returns>
    public static bool TryOf(string? name, out TaskId task)
    {
        bool valid = name is not null && IdentityName.Complaint(name, MaxBytes) is null;
        task = valid ? new TaskId(name!) : None;
        return valid;
    }

    /// <summary>Writes the name's canonical bytes, its UTF-8.</summary>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public int WriteBytes(Span<byte> destination) => _name is null ? 0 : Encoding.UTF8.GetBytes(_name, destination);

    /// <inheritdoc/>
    public bool Equals(TaskId other) => string.Equals(_name, other._name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TaskId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _name is null ? 0 : string.GetHashCode(_name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(TaskId other) => string.CompareOrdinal(_name, other._name);

    /// <summary>Returns the name, or "(nothing)".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name ?? "(nothing)";

    JsonConverter<TaskId> IJsonValue<TaskId>.Converter => new TaskIdJsonConverter();
}
