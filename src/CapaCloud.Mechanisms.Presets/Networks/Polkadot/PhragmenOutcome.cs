namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>What an election decided.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Winners">The winners in the order of their seats, with the stake behind each.</param>
/// <param name="Distribution">How each voter's budget backs them, in the order of the voters.</param>
public sealed record PhragmenOutcome(IReadOnlyList<PhragmenBacking> Winners, IReadOnlyList<PhragmenDistribution> Distribution);
