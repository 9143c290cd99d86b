namespace CapaCloud.Mechanisms.Verification;

/// <summary>A commitment that does not count, and why.</summary>
/// <remarks>No formula. <c>default</c> is the commitment of nobody, set aside as unnamed.</remarks>
/// <param name="Commitment">The commitment.</param>
/// <param name="Flaw">Why it does not count.</param>
public readonly record struct SetAsideCommitment(Commitment Commitment, CommitmentFlaw Flaw);
