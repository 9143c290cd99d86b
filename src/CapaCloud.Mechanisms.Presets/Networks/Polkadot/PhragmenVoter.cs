namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>A voter of an election: whose stake, how much, for whom.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Name">The voter.</param>
/// <param name="Budget">Its stake, in base units.</param>
/// <param name="Targets">The candidates it approves of.</param>
public sealed record PhragmenVoter(string Name, Amount Budget, IReadOnlyList<string> Targets);
