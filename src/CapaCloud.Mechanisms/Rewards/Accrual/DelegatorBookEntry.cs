using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What one account holds in a <see cref="DelegatorBook"/>.</summary>
/// <remarks>No formula. Equal by content.</remarks>
public sealed record DelegatorBookEntry
{
    /// <summary>Initializes a new instance of the <see cref="DelegatorBookEntry"/> class.</summary>
    /// <param name="owner">The account.</param>
    /// <param name="positions">Its positions, the earliest first; none when left out.</param>
    public DelegatorBookEntry(ParticipantId owner, ImmutableArray<DelegatorPosition> positions)
    {
        Owner = owner;
        Positions = positions.IsDefault ? [] : positions;
    }

    /// <summary>Gets the account.</summary>
    public ParticipantId Owner { get; }

    /// <summary>Gets its positions, the earliest first.</summary>
    public ImmutableArray<DelegatorPosition> Positions { get; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"DelegatorBookEntry {{ Owner = {Owner}, Positions = {Prose.List(Positions)} }}";

    /// <inheritdoc/>
    public bool Equals(DelegatorBookEntry? other) => other is not null && Owner == other.Owner && Positions.AsSpan().SequenceEqual(other.Positions.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Owner.GetHashCode() ^ Positions.Length;
}
