namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>What an election decided.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Winners">The winners in the order of their seats, with the stake behind each.</param>
/// <param name="Distribution">How each voter's budget backs them, in the order of the voters.</param>
public sealed record PhragmenOutcome(IReadOnlyList<PhragmenBacking> Winners, IReadOnlyList<PhragmenDistribution> Distribution)
{
    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PhragmenOutcome {{ Winners = {Prose.List(Winners)}, Distribution = {Prose.List(Distribution)} }}";

    /// <inheritdoc/>
    public bool Equals(PhragmenOutcome? other) =>
        other is not null
        && Winners.SequenceEqual(other.Winners)
        && Distribution.SequenceEqual(other.Distribution);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Winners.Count, Distribution.Count);
}
