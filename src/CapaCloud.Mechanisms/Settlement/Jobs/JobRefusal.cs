using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Why money of a requester does not move, or a job is not awarded.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<JobRefusal>))]
public enum JobRefusal
{
    /// <summary>No reason: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The policy has no jobs.</summary>
    NoJobs = 1,

    /// <summary>The amount is zero.</summary>
    NoAmount = 2,

    /// <summary>The requester has no money in the network, or less than is asked for.</summary>
    NotEnoughFunds = 3,

    /// <summary>The network has no such provider.</summary>
    UnknownProvider = 4,

    /// <summary>The award names no task, no requester or no provider.</summary>
    Incomplete = 5,

    /// <summary>The policy has no such class.</summary>
    UnknownClass = 6,

    /// <summary>The value at risk is above what the class allows, or below the price.</summary>
    ValueOutOfRange = 7,

    /// <summary>The deadline is sooner than the class needs.</summary>
    DeadlineTooSoon = 8,

    /// <summary>The provider's stake does not cover the value of its open jobs and of this one.</summary>
    NotCovered = 9,

    /// <summary>The provider is in jail.</summary>
    Jailed = 10,

    /// <summary>The provider's bond is below the minimum.</summary>
    BelowMinimumBond = 11,

    /// <summary>The provider has or had a task of this name, or its requester asks for two: a task is judged once.</summary>
    TaskKnown = 12,

    /// <summary>Provider and requester are one name.</summary>
    OwnJob = 13,

    /// <summary>The policy does not say who gets jobs.</summary>
    NoAllocation = 14,

    /// <summary>The market found no provider at this price.</summary>
    NoMatch = 15,

    /// <summary>The market takes one price from each bidder, and this one has made offers or requests at several.</summary>
    SeveralPrices = 16,

    /// <summary>The jobs of one offer, or the tasks of one requester at one price, are worth more than 2^96 - 1 together.</summary>
    WorthTooLarge = 17,

    /// <summary>The requester's score is below the least one of the policy: it lost disputes, or did not answer.</summary>
    LowScore = 18,
}
