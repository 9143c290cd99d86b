namespace CapaCloud.Mechanisms.Presets.Networks.Near;

/// <summary>What a validator of NEAR had staked and did in an epoch.</summary>
/// <remarks>No formula. Counts are produced and expected. <c>default</c> was expected to do nothing.</remarks>
/// <param name="Stake">The stake, in base units.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="Chunks">Chunks.</param>
/// <param name="Endorsements">Endorsements of chunks.</param>
public readonly record struct NearValidator(
    UInt128 Stake, (ulong Produced, ulong Expected) Blocks, (ulong Produced, ulong Expected) Chunks, (ulong Produced, ulong Expected) Endorsements);
