using System.Diagnostics;
using System.Text;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>The name under which a participant (a provider, a validator, a delegator, a requester) is known to the network.</summary>
/// <remarks>
/// No formula. A name is 1 to 128 bytes of UTF-8 without blanks, control characters and anything invisible: an address, a public key in text, a host name. Two
/// names are the same when their characters are; they are ordered by their UTF-16 code units, the same in every culture.
/// <c>default</c> is <see cref="None"/>, which names nobody. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<ParticipantId>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct ParticipantId : IEquatable<ParticipantId>, IComparable<ParticipantId>, IJsonValue<ParticipantId>
{
    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaxBytes = 128;

    private readonly string? _name;

    private ParticipantId(string name) => _name = name;

    /// <summary>Gets the name of nobody, the value of <c>default</c>.</summary>
    public static ParticipantId None => default;

    /// <summary>Gets a value indicating whether this names nobody.</summary>
    public bool IsNone => _name is null;

    /// <summary>Tells whether two names are the same.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when the same.</returns>
    public static bool operator ==(ParticipantId left, ParticipantId right) => left.Equals(right);

    /// <summary>Tells whether two names differ.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when different.</returns>
    public static bool operator !=(ParticipantId left, ParticipantId right) => !left.Equals(right);

    /// <summary>Tells whether the first name sorts before the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when before.</returns>
    public static bool operator <(ParticipantId left, ParticipantId right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the first name sorts after the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when after.</returns>
    public static bool operator >(ParticipantId left, ParticipantId right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the first name does not sort after the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when not after.</returns>
    public static bool operator <=(ParticipantId left, ParticipantId right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the first name does not sort before the second.</summary>
    /// <param name="left">One name.</param>
    /// <param name="right">The other name.</param>
    /// <returns><see langword="true"/> when not before.</returns>
    public static bool operator >=(ParticipantId left, ParticipantId right) => left.CompareTo(right) >= 0;

    /// <summary>Returns the participant of that name.</summary>
    /// <param name="name">1 to 128 bytes of UTF-8 without blanks, control characters and anything invisible.</param>
    /// <returns>The name as a value.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">The name is empty, too long, not valid Unicode, or holds a blank, a control character or something invisible.</exception>
    public static ParticipantId Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string? complaint = IdentityName.Complaint(name, MaxBytes);
        return complaint is null
            ? new ParticipantId(name)
            : throw new ArgumentException($"A participant's name {complaint}.", nameof(name));
    }

    /// <summary>Returns the participant of that name, or says that it cannot be one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="participant">The participant, or <see cref="None"/>.</param>
    /// <returns><see langword="true"/> when the name is valid.</returns>
    public static bool TryOf(string? name, out ParticipantId participant)
    {
        bool valid = name is not null && IdentityName.Complaint(name, MaxBytes) is null;
        participant = valid ? new ParticipantId(name!) : None;
        return valid;
    }

    /// <summary>Writes the name's canonical bytes, its UTF-8.</summary>
    /// <param name="destination">At least <see cref="MaxBytes"/> long.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public int WriteBytes(Span<byte> destination) => _name is null ? 0 : Encoding.UTF8.GetBytes(_name, destination);

    /// <inheritdoc/>
    public bool Equals(ParticipantId other) => string.Equals(_name, other._name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ParticipantId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _name is null ? 0 : string.GetHashCode(_name, StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(ParticipantId other) => string.CompareOrdinal(_name, other._name);

    /// <summary>Returns the name, or "(nobody)".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _name ?? "(nobody)";

    JsonConverter<ParticipantId> IJsonValue<ParticipantId>.Converter => new ParticipantIdJsonConverter();
}
