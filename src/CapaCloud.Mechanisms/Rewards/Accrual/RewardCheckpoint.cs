using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>What a unit of stake had earned up to an epoch, kept as long as a position refers to it.</summary>
/// <remarks>No formula. Equal by content.</remarks>
public sealed record RewardCheckpoint
{
    /// <summary>Initializes a new instance of the <see cref="RewardCheckpoint"/> class.</summary>
    /// <param name="through">The epoch.</param>
    /// <param name="positions">How many positions refer to it.</param>
    /// <param name="indexes">What a unit had earned, by layer; none until the epoch is closed.</param>
    public RewardCheckpoint(Epoch through, long positions, ImmutableArray<LayerIndex> indexes)
    {
        Through = through;
        Positions = positions;
        Indexes = indexes.IsDefault ? [] : indexes;
    }

    /// <summary>Gets the epoch.</summary>
    public Epoch Through { get; }

    /// <summary>Gets how many positions refer to it.</summary>
    public long Positions { get; init; }

    /// <summary>Gets what a unit had earned, by layer.</summary>
    public ImmutableArray<LayerIndex> Indexes { get; init => field = value.IsDefault ? [] : value; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"RewardCheckpoint {{ Through = {Through}, Positions = {Positions}, Indexes = {Prose.List(Indexes)} }}";

    /// <inheritdoc/>
    public bool Equals(RewardCheckpoint? other) =>
        other is not null && Through == other.Through && Positions == other.Positions && Indexes.AsSpan().SequenceEqual(other.Indexes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Through.GetHashCode() ^ Positions.GetHashCode();
}
