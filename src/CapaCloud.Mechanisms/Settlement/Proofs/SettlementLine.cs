using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one settlement did to one name: every posting of its accounts, and the hash of its record afterwards.</summary>
/// <remarks>
/// <code>leaf = MechanismJson.Hash(line);   State = MechanismJson.Hash(record), 32 zero bytes when the network keeps none of that name</code>
/// A name is a participant's, or that of an account's owner: a requester, a delegator. A posting between two names stands in both lines. Equal by content.
/// </remarks>
public sealed record SettlementLine
{
    /// <summary>Gets whose line it is.</summary>
    public required ParticipantId Name { get; init; }

    /// <summary>Gets the hash of its <see cref="ParticipantState"/> after the epoch; zero when there is none.</summary>
    public required Digest State { get; init; }

    /// <summary>Gets the postings of its accounts, in the order of the settlement.</summary>
    public required ImmutableArray<Posting> Postings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Tells whether a record is the one this line was made of.</summary>
    /// <param name="record">The record.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public bool IsOf(in ParticipantState record) => record.Participant == Name && MechanismJson.Default.Hash(record) == State;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"SettlementLine {{ Name = {Name}, State = {State}, Postings = {Prose.List(Postings)} }}";

    /// <inheritdoc/>
    public bool Equals(SettlementLine? other) =>
        other is not null && Name == other.Name && State == other.State && Postings.AsSpan().SequenceEqual(other.Postings.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode() ^ State.GetHashCode() ^ Postings.Length;
}
