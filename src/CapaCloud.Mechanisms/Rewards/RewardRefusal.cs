using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Why an operation on rewards over time was refused.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Unspecified"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<RewardRefusal>))]
public enum RewardRefusal
{
    /// <summary>No reason was named: the value of <c>default</c>.</summary>
    Unspecified = 0,

    /// <summary>Nothing was to be moved.</summary>
    NothingToMove = 1,

    /// <summary>More was to leave than is held.</summary>
    MoreThanHeld = 2,

    /// <summary>The operation's epoch is before one that has already happened.</summary>
    EpochInPast = 3,

    /// <summary>A claim for an epoch whose reward is not in yet.</summary>
    PeriodNotClosed = 4,

    /// <summary>A reward for an epoch that was closed before.</summary>
    PeriodClosed = 5,

    /// <summary>The position does not belong here, or was replaced by a later one.</summary>
    PositionUnknown = 6,

    /// <summary>The stakes would add up to more than 2^128 - 1.</summary>
    StakeOverflow = 7,

    /// <summary>What is held would exceed 2^128 - 1 base units.</summary>
    HeldOverflow = 8,

    /// <summary>Stake was taken for a fault of this very epoch: who came now would be taken for somebody who stood at it.</summary>
    JustReduced = 9,

    /// <summary>The members of that epoch are told apart no longer.</summary>
    Forgotten = 10,

    /// <summary>The account is not in the book.</summary>
    AccountUnknown = 11,

    /// <summary>The grant was revoked, returned or clawed back before.</summary>
    AlreadyEnded = 12,

    /// <summary>The grant cannot be revoked.</summary>
    NotRevocable = 13,

    /// <summary>A rate outside its bounds.</summary>
    OutOfBounds = 14,

    /// <summary>A fund or a budget has less.</summary>
    NotCovered = 15,

    /// <summary>The epoch lies in the future, or is one that nothing can come after.</summary>
    EpochInFuture = 16,

    /// <summary>Equal claims compete for a unit, and nothing decides between them.</summary>
    SeedMissing = 17,
}
