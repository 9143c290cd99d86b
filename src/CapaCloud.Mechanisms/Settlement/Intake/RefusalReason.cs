using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>Why a report cannot be settled at all: it contradicts itself about money, or it is for another epoch or network.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>. Any other item that cannot be settled is set aside, and the rest is settled.</remarks>
[JsonConverter(typeof(NameJsonConverter<RefusalReason>))]
public enum RefusalReason
{
    /// <summary>No reason: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The report is for an epoch that was settled already.</summary>
    EpochAlreadySettled = 1,

    /// <summary>The report is for an epoch that is still to come.</summary>
    EpochInTheFuture = 2,

    /// <summary>Two rows for one participant that say different things.</summary>
    DuplicateReport = 4,

    /// <summary>More duties missed than were due: an uptime below zero, or above one by the same mistake.</summary>
    MoreMissedThanDue = 5,

    /// <summary>Work or money that adds up to more than can be counted.</summary>
    Overflow = 11,

    /// <summary>Equal claims compete for a unit and there is no beacon to draw between them.</summary>
    MissingBeacon = 17,

    /// <summary>The state is governed by another policy.</summary>
    ForeignState = 18,

    /// <summary>The state's own books do not agree.</summary>
    InconsistentState = 19,
}
