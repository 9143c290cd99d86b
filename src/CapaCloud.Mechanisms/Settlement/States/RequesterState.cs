using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The money of one requester in the network.</summary>
/// <remarks>
/// <code>Reserved = sum over its open jobs of (price + bond);   escrow account = Free + Reserved</code>
/// In base units. A requester without money is forgotten, once its record is no worse than a newcomer's. <c>default</c> is nobody.
/// </remarks>
/// <param name="Requester">Who.</param>
/// <param name="Free">What it can take out, or spend on jobs.</param>
/// <param name="Reserved">What its open jobs hold.</param>
public readonly record struct RequesterState(ParticipantId Requester, Amount Free, Amount Reserved)
{
    /// <summary>Gets what is remembered of its conduct; null where the policy remembers none, or there is nothing to remember. Left out of JSON then.</summary>
    [OptionalSection]
    public ReputationRecord? Reputation { get; init; }

    /// <summary>Gets a value indicating whether it has money in the network.</summary>
    internal bool HasMoney => !Free.IsZero || !Reserved.IsZero;
}
