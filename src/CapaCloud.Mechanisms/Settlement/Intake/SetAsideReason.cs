using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>Why an item of a report was set aside. The rest of the report is settled.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<SetAsideReason>))]
public enum SetAsideReason
{
    /// <summary>No reason: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The network does not know whom it is about.</summary>
    UnknownParticipant = 1,

    /// <summary>The network does not know who reported it, so a bounty could go to nobody. The fault can be reported again.</summary>
    UnknownReporter = 2,

    /// <summary>The policy has no price for the offence.</summary>
    UnpricedOffence = 3,

    /// <summary>It names no offence, no task, or an outcome that its reason contradicts.</summary>
    Incomplete = 4,

    /// <summary>Its severity is zero, so it accuses nobody of anything. The fault can be reported again.</summary>
    NoSeverity = 5,

    /// <summary>Its epoch is still to come.</summary>
    FromTheFuture = 6,

    /// <summary>Its epoch is older than the liability window.</summary>
    Expired = 7,

    /// <summary>The same fault, or the same passed task, counts already, here or since an earlier epoch.</summary>
    Duplicate = 8,

    /// <summary>The fault was found to be none by a ruling.</summary>
    AlreadyOverturned = 9,

    /// <summary>The circuit breaker was open for the fault, so nothing can be taken for it any more.</summary>
    AlreadySuspended = 10,

    /// <summary>The task was found wrong; finding it right as well does not undo that.</summary>
    Contradicted = 11,

    /// <summary>No case with this key is pending against the participant.</summary>
    NotPending = 12,

    /// <summary>The case was appealed already.</summary>
    AlreadyAppealed = 13,

    /// <summary>The ruling says neither Overturned nor Confirmed, or two rulings on one case contradict each other.</summary>
    UnclearRuling = 14,

    /// <summary>The provider has no open job of this task.</summary>
    NoOpenJob = 15,

    /// <summary>The job has not come so far, or is past it: an acceptance before the delivery, a second delivery.</summary>
    WrongStage = 16,

    /// <summary>The state itself says which jobs were not delivered; nobody else has to.</summary>
    KnownFromState = 17,

    /// <summary>Nobody checks its own work.</summary>
    OwnWork = 18,

    /// <summary>The policy draws no panels, so nobody has to check.</summary>
    NoPanels = 19,

    /// <summary>The epoch's commitments are known, and the result is not proven to be one of them; or a proof does not lead to them.</summary>
    NotCommitted = 20,

    /// <summary>A cause of missed duties is empty, has blanks at its ends or stands twice in the row. The duties count as missed, and an unclear cause excuses nothing.</summary>
    UnclearCause = 21,

    /// <summary>A row names more causes than anybody has to read. The duties count as missed, and no cause excuses them.</summary>
    TooManyCauses = 22,
}
