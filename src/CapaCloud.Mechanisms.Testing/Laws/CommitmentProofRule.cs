using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A way to verify that a commitment is one of an epoch's, to be tested by <see cref="CommitmentTreeLaws"/>.</summary>
/// <remarks>No formula.</remarks>
/// <param name="proof">The proof.</param>
/// <param name="root">The epoch's root.</param>
/// <returns>Whether it is proved.</returns>
internal delegate bool CommitmentProofRule(InclusionProof proof, Digest root);
