namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>How a voter's budget backs the winners.</summary>
/// <remarks>No formula. The stakes sum to the budget.</remarks>
/// <param name="Voter">The voter.</param>
/// <param name="Backing">The winners it backs.</param>
public sealed record PhragmenDistribution(string Voter, IReadOnlyList<PhragmenBacking> Backing);
