using CapaCloud.Mechanisms.Serialization;

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
public readonly record struct RequesterChange(ParticipantId Requester, Amount Released, Amount Returned)
{
    /// <summary>Gets what its ended jobs say of its conduct; null where the policy remembers none. Left out of JSON then.</summary>
    [OptionalSection]
    public RequesterConduct? Conduct { get; init; }

    /// <summary>Returns the change with another one of the same requester.</summary>
    internal RequesterChange With(in RequesterChange other) => new(Requester, Released + other.Released, Returned + other.Returned)
    {
        Conduct = Conduct is { } known && other.Conduct is { } more ? known + more : Conduct ?? other.Conduct,
    };
}
