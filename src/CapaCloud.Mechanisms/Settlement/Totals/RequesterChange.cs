namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What an epoch's ended jobs did to one requester's money: what crosses from the providers' partitions to whoever keeps the requesters.</summary>
/// <remarks>
/// <code>
/// free after     = free before + Returned
/// reserved after = reserved before - Released
/// </code>
/// In base units; the rest of what was released went to providers and to the treasury. <c>default</c> is nobody's.
/// </remarks>
/// <param name="Requester">Its name, as its jobs have it.</param>
/// <param name="Released">What is reserved no more.</param>
/// <param name="Returned">What of it is the requester's free money again.</param>
public readonly record struct RequesterChange(ParticipantId Requester, Amount Released, Amount Returned);
