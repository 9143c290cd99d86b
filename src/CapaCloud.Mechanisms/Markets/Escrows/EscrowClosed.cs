using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>What is remembered of a stream or a job that is closed, so that nothing of it is released twice.</summary>
/// <remarks>No formula. In base units. <c>default</c> is nothing.</remarks>
/// <param name="Id">The stream or job.</param>
/// <param name="Provider">Who was paid.</param>
/// <param name="Reason">What ended it.</param>
/// <param name="EndedAt">The first epoch that is no longer paid; for a job, when it was decided.</param>
/// <param name="Paid">All that the provider got for its work.</param>
/// <param name="Returned">What went back to the requester: cut by an arbiter, or not used by a job.</param>
public readonly record struct EscrowClosed(TaskId Id, ParticipantId Provider, EscrowClosing Reason, Epoch EndedAt, Amount Paid, Amount Returned)
{
    /// <summary>Gets what ended it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public EscrowClosing Reason { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Reason, nameof(Reason));
}
