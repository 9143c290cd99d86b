using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Simulations;

/// <summary>What each kind of agent earned, as columns.</summary>
/// <remarks>
/// <code>
/// profit = rewards - costs + outside gains - slashed - prices of names, for each agent and run
/// interval = mean +- 1.96 * standard deviation of the runs' means / sqrt(runs)
/// </code>
/// Base units, in floating point: a simulation illustrates, it proves nothing.
/// </remarks>
/// <param name="Kinds">The kinds, one a row.</param>
/// <param name="Agents">How many agents of the kind.</param>
/// <param name="MeanProfit">The mean profit of an agent over all epochs.</param>
/// <param name="HalfWidth">The half width of its 95 % confidence interval.</param>
/// <param name="MeanSlashed">The mean stake lost.</param>
/// <param name="ProfitByEpoch">The mean cumulated profit after each epoch, one column of epochs for each kind.</param>
/// <param name="Seed">The seed that gives the same result again.</param>
public sealed record SimulationResult(
    ImmutableArray<AgentKind> Kinds,
    ImmutableArray<int> Agents,
    ImmutableArray<double> MeanProfit,
    ImmutableArray<double> HalfWidth,
    ImmutableArray<double> MeanSlashed,
    ImmutableArray<ImmutableArray<double>> ProfitByEpoch,
    int Seed)
{
    /// <summary>Gets how many agents of the kind.</summary>
    public ImmutableArray<int> Agents { get; init => field = value.IsDefault ? [] : value; } = Agents.IsDefault ? [] : Agents;

    /// <summary>Gets the half width of its 95 % confidence interval.</summary>
    public ImmutableArray<double> HalfWidth { get; init => field = value.IsDefault ? [] : value; } = HalfWidth.IsDefault ? [] : HalfWidth;

    /// <summary>Gets the kinds, one a row.</summary>
    public ImmutableArray<AgentKind> Kinds { get; init => field = value.IsDefault ? [] : value; } = Kinds.IsDefault ? [] : Kinds;

    /// <summary>Gets the mean profit of an agent over all epochs.</summary>
    public ImmutableArray<double> MeanProfit { get; init => field = value.IsDefault ? [] : value; } = MeanProfit.IsDefault ? [] : MeanProfit;

    /// <summary>Gets the mean stake lost.</summary>
    public ImmutableArray<double> MeanSlashed { get; init => field = value.IsDefault ? [] : value; } = MeanSlashed.IsDefault ? [] : MeanSlashed;

    /// <summary>Gets the mean cumulated profit after each epoch, one column of epochs for each kind.</summary>
    public ImmutableArray<ImmutableArray<double>> ProfitByEpoch { get; init => field = value.IsDefault ? [] : value; } = ProfitByEpoch.IsDefault ? [] : ProfitByEpoch;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"SimulationResult {{ Seed = {Seed}, Agents = {Prose.List(Agents)}, HalfWidth = {Prose.List(HalfWidth)}, Kinds = {Prose.List(Kinds)}, "
        + $"MeanProfit = {Prose.List(MeanProfit)}, MeanSlashed = {Prose.List(MeanSlashed)}, ProfitByEpoch = {Prose.List(ProfitByEpoch)} }}";

    /// <inheritdoc/>
    public bool Equals(SimulationResult? other) =>
        other is not null
        && Seed == other.Seed
        && Kinds.SequenceEqual(other.Kinds)
        && Agents.SequenceEqual(other.Agents)
        && MeanProfit.SequenceEqual(other.MeanProfit)
        && HalfWidth.SequenceEqual(other.HalfWidth)
        && MeanSlashed.SequenceEqual(other.MeanSlashed)
        && ProfitByEpoch.Length == other.ProfitByEpoch.Length
        && ProfitByEpoch.Zip(other.ProfitByEpoch).All(static pair => pair.First.SequenceEqual(pair.Second));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Seed, Kinds.Length);
}
