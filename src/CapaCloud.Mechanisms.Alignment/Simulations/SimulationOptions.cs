using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>What population to simulate, for how long and how often.</summary>
/// <remarks>No formula.</remarks>
public sealed record SimulationOptions
{
    /// <summary>Gets how many agents of each kind there are.</summary>
    public required ImmutableDictionary<AgentKind, int> Population { get; init; }

    /// <summary>Gets for how many epochs. 60 when left out.</summary>
    public int Epochs { get; init; } = 60;

    /// <summary>Gets how many independent runs to average over, at least 2. 8 when left out.</summary>
    public int Runs { get; init; } = 8;

    /// <summary>Gets the seed; the same seed gives the same result. 1 when left out.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Gets the score from which a milking agent cheats. 0.8 when left out.</summary>
    public Fraction MilkingScore { get; init; } = new(4, 5);

    /// <summary>Says what is wrong with these options.</summary>
    /// <returns>One sentence for each fault.</returns>
    public IReadOnlyList<string> Validate()
    {
        List<string> faults = [];
        if (Population is null || Population.Values.Sum() is < 1 or > 100_000 || Population.Values.Any(count => count < 0))
        {
            faults.Add("Population must hold from 1 to 100000 agents, none of a kind fewer than 0.");
        }

        if (Epochs is < 1 or > 10_000)
        {
            faults.Add($"Epochs is {Epochs}: expected from 1 to 10000.");
        }

        if (Runs is < 2 or > 10_000)
        {
            faults.Add($"Runs is {Runs}: expected from 2 to 10000, so that an interval can be given.");
        }

        return faults;
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"SimulationOptions {{ Population = {Prose.List(Population)}, Epochs = {Epochs}, Runs = {Runs}, Seed = {Seed}, MilkingScore = {MilkingScore} }}";

    /// <inheritdoc/>
    public bool Equals(SimulationOptions? other) =>
        other is not null
        && Epochs == other.Epochs
        && Runs == other.Runs
        && Seed == other.Seed
        && MilkingScore == other.MilkingScore
        && (ReferenceEquals(Population, other.Population) || (Population?.Count == other.Population?.Count && Population?.All(agents => other.Population!.TryGetValue(agents.Key, out int count) && count == agents.Value) == true));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Epochs, Runs, Seed);
}
