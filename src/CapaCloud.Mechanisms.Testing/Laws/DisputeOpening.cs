using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Opens a dispute: what <see cref="BisectionLaws"/> are asked of.</summary>
/// <remarks>No formula.</remarks>
/// <param name="terms">The prices and deadlines.</param>
/// <param name="steps">How many steps the computation has, at least 1.</param>
/// <param name="start">The state before the first step, which both agree on.</param>
/// <param name="claim">The defender's state after the last step.</param>
/// <param name="now">The current epoch.</param>
/// <returns>The dispute.</returns>
internal delegate IDispute DisputeOpening(BisectionTerms terms, ulong steps, Digest start, Digest claim, Epoch now);
