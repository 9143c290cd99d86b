using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Slashing;

/// <summary>What a register answers to evidence: the verdict, and the register afterwards.</summary>
/// <remarks>No formula. The register is the same instance when the evidence was refused. <c>default</c> has no register.</remarks>
/// <param name="Register">The register afterwards.</param>
/// <param name="Admissibility">Whether the evidence counts, or why not.</param>
public readonly record struct EvidenceAdmission(EvidenceRegister Register, EvidenceAdmissibility Admissibility)
{
    /// <summary>Gets whether the evidence counts, or why not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public EvidenceAdmissibility Admissibility { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Admissibility, nameof(Admissibility));

    /// <summary>Gets a value indicating whether the evidence counts.</summary>
    [JsonIgnore]
    public bool IsAccepted => Admissibility == EvidenceAdmissibility.Accepted;
}
