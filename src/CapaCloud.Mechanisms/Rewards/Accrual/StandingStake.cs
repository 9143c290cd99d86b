using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Which stake earns, from an epoch on until the next entry.</summary>
/// <remarks>No formula. Equal by content.</remarks>
public sealed record StandingStake
{
    /// <summary>Initializes a new instance of the <see cref="StandingStake"/> class.</summary>
    /// <param name="from">The first epoch.</param>
    /// <param name="layers">The layers; none when left out.</param>
    public StandingStake(Epoch from, ImmutableArray<RewardLayer> layers)
    {
        From = from;
        Layers = layers.IsDefault ? [] : layers;
    }

    /// <summary>Gets the first epoch.</summary>
    public Epoch From { get; }

    /// <summary>Gets the layers and their stake.</summary>
    public ImmutableArray<RewardLayer> Layers { get; }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"StandingStake {{ From = {From}, Layers = {Prose.List(Layers)} }}";

    /// <inheritdoc/>
    public bool Equals(StandingStake? other) => other is not null && From == other.From && Layers.AsSpan().SequenceEqual(other.Layers.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => From.GetHashCode() ^ Layers.Length;
}
