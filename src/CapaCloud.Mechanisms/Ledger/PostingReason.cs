using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>The rule by which money moved.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Unspecified"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<PostingReason>))]
public enum PostingReason
{
    /// <summary>No rule was named: the value of <c>default</c>.</summary>
    Unspecified = 0,

    /// <summary>A participant put stake in.</summary>
    Deposit = 1,

    /// <summary>A participant took released stake out.</summary>
    Withdrawal = 2,

    /// <summary>Requesters paid for an epoch's work.</summary>
    Payment = 3,

    /// <summary>New money was issued for an epoch's rewards.</summary>
    Issuance = 4,

    /// <summary>A participant was paid its share.</summary>
    Reward = 5,

    /// <summary>The network's share of an epoch's income.</summary>
    Fee = 6,

    /// <summary>Stake was taken for an offence.</summary>
    Slash = 7,

    /// <summary>A reporter was paid for evidence.</summary>
    Bounty = 8,

    /// <summary>What a division left over.</summary>
    Remainder = 9,

    /// <summary>What a multiplier or a verdict withheld from a share.</summary>
    Withheld = 10,

    /// <summary>A penalty was overturned.</summary>
    Reversal = 11,

    /// <summary>A delegation was made.</summary>
    Delegation = 12,

    /// <summary>An operator took its commission.</summary>
    Commission = 13,

    /// <summary>Stake moved from one operator to another.</summary>
    Redelegation = 14,

    /// <summary>A requester paid into or was paid from escrow.</summary>
    Escrow = 15,

    /// <summary>A provider was paid for a job.</summary>
    JobPay = 16,

    /// <summary>A provider was paid the bond of a dispute that its requester lost.</summary>
    DisputeBond = 17,

    /// <summary>A provider was paid because its requester called a job off.</summary>
    Cancellation = 18,

    /// <summary>A mistake was mended on somebody's order.</summary>
    Repair = 19,

    /// <summary>A member of a panel was paid for a check.</summary>
    CheckPay = 20,
}
