using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Why an act on an escrow was refused.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Unspecified"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<EscrowRefusal>))]
public enum EscrowRefusal
{
    /// <summary>No reason was named: the value of <c>default</c>.</summary>
    Unspecified = 0,

    /// <summary>The act's epoch is before something that has already happened to the account.</summary>
    EpochInPast = 1,

    /// <summary>There is no stream and no job of that name.</summary>
    Unknown = 2,

    /// <summary>The name is taken by a stream or a job, open or closed.</summary>
    NameTaken = 3,

    /// <summary>It has been closed: its money is released, and cannot be released again.</summary>
    AlreadyClosed = 4,

    /// <summary>The stream is in its last epochs: its end is fixed.</summary>
    AlreadyEnding = 5,

    /// <summary>The act belongs to a stream and was asked of a job, or the other way round.</summary>
    WrongKind = 6,

    /// <summary>The act is not this party's to do.</summary>
    NotTheirs = 7,

    /// <summary>An amount of nothing was to be moved.</summary>
    NothingToMove = 8,

    /// <summary>More was to be reserved or withdrawn than is free.</summary>
    MoreThanFree = 9,

    /// <summary>The account is behind: the epochs that have run are not all paid. It takes money, and nothing new.</summary>
    Behind = 10,

    /// <summary>The rate times its lockup, or the sum of all rates, is more than an amount can hold.</summary>
    RateOverflow = 11,

    /// <summary>The deposit would make more than an amount can hold.</summary>
    DepositOverflow = 12,

    /// <summary>The agreed end, or the deadline, is not in the future.</summary>
    TermOver = 13,

    /// <summary>Epochs were claimed that are not over yet.</summary>
    PeriodNotClosed = 14,

    /// <summary>More was billed, accepted or awarded than is locked or claimed.</summary>
    MoreThanClaimed = 15,

    /// <summary>Less was to be accepted or awarded than was accepted before: what would be left over is negative.</summary>
    LessThanAccepted = 16,

    /// <summary>The job has no bill that could be rejected.</summary>
    NothingBilled = 17,

    /// <summary>The job has a bill that waits for its answer.</summary>
    AlreadyBilled = 18,

    /// <summary>The bill was rejected already.</summary>
    AlreadyRejected = 19,

    /// <summary>Only a rejection can be contested, and there is none.</summary>
    NothingRejected = 20,

    /// <summary>A dispute is open already.</summary>
    AlreadyDisputed = 21,

    /// <summary>No dispute is open.</summary>
    NothingDisputed = 22,

    /// <summary>The epochs to be contested are past their review, were paid, have not run, or cost nothing.</summary>
    NotContestable = 23,

    /// <summary>Something is open, and the account cannot be closed.</summary>
    StillOpen = 24,

    /// <summary>A claim was brought before its time: what was asked for waits for its review.</summary>
    UnderReview = 25,
}
