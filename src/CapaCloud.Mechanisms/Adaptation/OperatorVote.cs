using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>An operator, what stands with it, and what it voted.</summary>
/// <remarks>No formula. Tokens in base units; shares are how delegators hold them. <c>default</c> stands for nobody.</remarks>
/// <param name="Operator">The operator.</param>
/// <param name="Tokens">All stake that stands with it, its own and that of its delegators.</param>
/// <param name="Shares">All shares of it.</param>
/// <param name="Option">What it voted; <see cref="VoteOption.None"/> when it did not.</param>
public readonly record struct OperatorVote(ParticipantId Operator, Amount Tokens, Amount Shares, VoteOption Option)
{
    /// <summary>Gets what it voted; <see cref="VoteOption.None"/> when it did not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public VoteOption Option { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Option, nameof(Option));
}
