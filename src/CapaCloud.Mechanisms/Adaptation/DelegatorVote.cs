using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>What a delegator voted with the shares that it has at one operator.</summary>
/// <remarks>No formula. A delegator with stake at several operators has one of these for each. <c>default</c> is no vote.</remarks>
/// <param name="Delegator">The delegator.</param>
/// <param name="Operator">The operator with whom the shares stand.</param>
/// <param name="Shares">The shares.</param>
/// <param name="Option">What it voted.</param>
public readonly record struct DelegatorVote(ParticipantId Delegator, ParticipantId Operator, Amount Shares, VoteOption Option)
{
    /// <summary>Gets what it voted.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public VoteOption Option { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Option, nameof(Option));
}
