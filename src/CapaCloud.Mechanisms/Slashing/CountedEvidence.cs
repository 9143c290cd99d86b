namespace CapaCloud.Mechanisms.Slashing;

/// <summary>A key that has counted and the epoch of its fault, after which it will be forgotten.</summary>
/// <remarks>No formula. <c>default</c> is the zero key at epoch 0.</remarks>
/// <param name="Key">The key of the evidence.</param>
/// <param name="FaultEpoch">The epoch of the fault.</param>
public readonly record struct CountedEvidence(Digest Key, Epoch FaultEpoch);
