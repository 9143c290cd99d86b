using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement.Policies;

/// <summary>How results are checked: which ones are audited, and how answers become a verdict.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Sampler">Decides, from public values, whether a result is audited.</param>
/// <param name="Verdict">Turns the answers of an audit into a verdict on each party.</param>
public sealed record VerificationPolicy(IAuditSampler Sampler, IVerdictRule Verdict);
