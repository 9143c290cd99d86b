namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Why a report cannot be settled.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="None"/>.</remarks>
public enum RefusalReason
{
    /// <summary>No reason: the value of <c>default</c>.</summary>
    None = 0,

    /// <summary>The report is for an epoch that was settled already.</summary>
    EpochAlreadySettled = 1,

    /// <summary>The report is for an epoch that is still to come.</summary>
    EpochInTheFuture = 2,

    /// <summary>A name that the network does not know.</summary>
    UnknownParticipant = 3,

    /// <summary>Two reports for one participant.</summary>
    DuplicateReport = 4,

    /// <summary>More duties missed than were due: an uptime below zero, or above one by the same mistake.</summary>
    MoreMissedThanDue = 5,

    /// <summary>Missed duties without a cause, or the same cause twice.</summary>
    UnclearCause = 6,

    /// <summary>Evidence that was brought twice, or was counted already.</summary>
    DuplicateEvidence = 7,

    /// <summary>Evidence of a fault in an epoch that is still to come.</summary>
    EvidenceFromTheFuture = 8,

    /// <summary>Evidence of a fault that is older than the liability window.</summary>
    EvidenceExpired = 9,

    /// <summary>Evidence of an offence that the policy does not price.</summary>
    UnpricedOffence = 10,

    /// <summary>Work or money that adds up to more than can be counted.</summary>
    Overflow = 11,

    /// <summary>Two verdicts on one participant for one task.</summary>
    DuplicateVerdict = 12,

    /// <summary>An appeal or a ruling on an accusation that is not pending.</summary>
    NotPending = 13,

    /// <summary>A second appeal against one accusation.</summary>
    DuplicateAppeal = 14,

    /// <summary>Two rulings on one accusation, or a ruling that says nothing.</summary>
    UnclearRuling = 15,
}
