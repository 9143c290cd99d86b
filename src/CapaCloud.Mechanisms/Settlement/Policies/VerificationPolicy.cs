using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>How results are checked: until when they are committed, which ones are audited, and how answers become a verdict.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Sampler">Decides, from public values, whether a result is audited.</param>
/// <param name="Verdict">Turns the answers of an audit into a verdict on each party.</param>
public sealed record VerificationPolicy(IAuditSampler Sampler, IVerdictRule Verdict)
{
    private readonly CommitmentSchedule _schedule = CommitmentSchedule.Default;

    /// <summary>Gets in which beacon round each epoch's commitments close, and which round draws the audits. <see cref="CommitmentSchedule.Default"/> when left out.</summary>
    /// <exception cref="ArgumentNullException">The schedule is null.</exception>
    public CommitmentSchedule Schedule
    {
        get => _schedule;
        init => _schedule = value ?? throw new ArgumentNullException(nameof(value), "A verification policy needs a schedule of commitments, got null.");
    }

    /// <summary>Gets who looks at an audited result; null when the policy draws no panels. Left out of JSON then.</summary>
    [OptionalSection]
    public PanelPolicy? Panels { get; init; }
}
