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
    int Seed);
