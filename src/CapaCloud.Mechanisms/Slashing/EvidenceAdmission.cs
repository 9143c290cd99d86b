using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a register answers to evidence: the verdict, and the register afterwards.</summary>
/// <remarks>No formula. The register is the same instance when the evidence was refused. <c>default</c> has no register.</remarks>
/// <param name="Register">The register afterwards.</param>
/// <param name="Admissibility">Whether the evidence counts, or why not.</param>
public readonly record struct EvidenceAdmission(EvidenceRegister Register, EvidenceAdmissibility Admissibility)
{
    /// <summary>Gets a value indicating whether the evidence counts.</summary>
    [JsonIgnore]
    public bool IsAccepted => Admissibility == EvidenceAdmissibility.Accepted;
}
