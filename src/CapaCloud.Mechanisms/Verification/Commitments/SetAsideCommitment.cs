using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A commitment that does not count, and why.</summary>
/// <remarks>No formula. <c>default</c> is the commitment of nobody, set aside as unnamed.</remarks>
/// <param name="Commitment">The commitment.</param>
/// <param name="Flaw">Why it does not count.</param>
public readonly record struct SetAsideCommitment(Commitment Commitment, CommitmentFlaw Flaw)
{
    /// <summary>Gets why it does not count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public CommitmentFlaw Flaw { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Flaw, nameof(Flaw));
}
