namespace CapaCloud.Mechanisms.Presets.Networks.Polkadot;

/// <summary>Stake behind a candidate.</summary>
/// <remarks>No formula. <c>default</c> is nothing behind nobody.</remarks>
/// <param name="Candidate">The candidate.</param>
/// <param name="Stake">The stake, in base units.</param>
public readonly record struct PhragmenBacking(string Candidate, Amount Stake);
