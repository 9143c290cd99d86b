namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>How a voter's budget backs the winners.</summary>
/// <remarks>No formula. The stakes sum to the budget.</remarks>
/// <param name="Voter">The voter.</param>
/// <param name="Backing">The winners it backs.</param>
public sealed record PhragmenDistribution(string Voter, IReadOnlyList<PhragmenBacking> Backing)
{
    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PhragmenDistribution {{ Voter = {Voter}, Backing = {Prose.List(Backing)} }}";

    /// <inheritdoc/>
    public bool Equals(PhragmenDistribution? other) =>
        other is not null
        && Voter == other.Voter
        && Backing.SequenceEqual(other.Backing);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Voter.Length, Backing.Count);
}
