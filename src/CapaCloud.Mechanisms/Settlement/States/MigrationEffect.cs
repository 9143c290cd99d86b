using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>What a change of policy does to something in a state.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<MigrationEffect>))]
public enum MigrationEffect
{
    /// <summary>Nothing: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>Faults of later epochs can be charged for longer or shorter; faults up to the current epoch keep their window.</summary>
    LiabilityWindowChanged = 1,

    /// <summary>The policy has no price for the offence of an open case any more: the case goes on, since its fault keeps its price.</summary>
    CaseKept = 2,

    /// <summary>A participant's bond is below the new minimum: it gets no reward until it adds to its stake.</summary>
    BelowMinimumBond = 3,

    /// <summary>The policy has a price for an offence that was free, from the next epoch on.</summary>
    OffencePriced = 4,

    /// <summary>The policy has no price for an offence any more, from the next epoch on; faults up to the current epoch keep their price.</summary>
    OffenceFreed = 5,

    /// <summary>The policy has no jobs any more: an open job ends, and the requester has its money back.</summary>
    JobReturned = 6,

    /// <summary>A number gets a controller, loses it or has another one.</summary>
    ControllerChanged = 7,

    /// <summary>An offence costs something else from the next epoch on; faults up to the current epoch keep their price.</summary>
    OffenceRepriced = 8,

    /// <summary>The policy has other rules of jobs; an open job keeps those that it was awarded under.</summary>
    JobTermsKept = 9,

    /// <summary>There are no rules of delegation any more: delegated stake is on its way back to its owner.</summary>
    DelegationReturned = 10,

    /// <summary>The bounds of a commission changed, and the operator's rate counts as the nearest one within them.</summary>
    CommissionBounded = 11,

    /// <summary>Other causes excuse a missed duty from the next epoch on; in the current epoch those of before do.</summary>
    ExcusesChanged = 12,

    /// <summary>The policy has a further pool of rewards no more: what lies in it goes to the treasury with the next settlement.</summary>
    PoolClosed = 13,

    /// <summary>The policy keeps no record of checks any more: what was remembered of a checker is forgotten, and its checks count with its work from now on.</summary>
    CheckRecordDropped = 14,

    /// <summary>The policy keeps no record of requesters any more: what was remembered of one is forgotten.</summary>
    RequesterRecordDropped = 15,
}
