namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>A voter of an election: whose stake, how much, for whom.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Name">The voter.</param>
/// <param name="Budget">Its stake, in base units.</param>
/// <param name="Targets">The candidates it approves of.</param>
public sealed record PhragmenVoter(string Name, Amount Budget, IReadOnlyList<string> Targets)
{
    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"PhragmenVoter {{ Name = {Name}, Budget = {Budget}, Targets = {Prose.List(Targets)} }}";

    /// <inheritdoc/>
    public bool Equals(PhragmenVoter? other) =>
        other is not null
        && Name == other.Name
        && Budget == other.Budget
        && Targets.SequenceEqual(other.Targets);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name.Length, Budget, Targets.Count);
}
