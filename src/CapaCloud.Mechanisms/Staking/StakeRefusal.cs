using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>Why an operation on a stake was refused.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Unspecified"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<StakeRefusal>))]
public enum StakeRefusal
{
    /// <summary>No reason was named: the value of <c>default</c>.</summary>
    Unspecified = 0,

    /// <summary>An amount of nothing was to be moved.</summary>
    NothingToMove = 1,

    /// <summary>What would stand bonded is neither nothing nor the minimum bond.</summary>
    BelowMinimumBond = 2,

    /// <summary>More was to be unbonded or redelegated than is bonded there.</summary>
    MoreThanBonded = 3,

    /// <summary>More was to be bonded again than is unbonding.</summary>
    MoreThanUnbonding = 4,

    /// <summary>The stake would fall into more tranches than the rules allow.</summary>
    TooManyTranches = 5,

    // 6 meant that an account was closed; such an account has nothing to take, which is no reason to refuse.

    /// <summary>The fault lies in the future.</summary>
    FaultInFuture = 7,

    /// <summary>The fault is past the liability window, and not held.</summary>
    FaultExpired = 8,

    /// <summary>The release epoch would be after the last epoch there can be.</summary>
    ReleaseBeyondTime = 9,

    /// <summary>The stake would exceed what an amount can hold.</summary>
    StakeOverflow = 10,

    /// <summary>The operation's epoch is before something that has already happened to the account.</summary>
    EpochInPast = 11,

    // 12 and 13 refused a hold that was there already or not at all; both change nothing now.

    /// <summary>The pool lost everything and takes no new delegation.</summary>
    PoolFullySlashed = 14,

    /// <summary>The amount is too small to be worth a share of the pool.</summary>
    TooSmallForAShare = 15,

    /// <summary>More shares were to leave a pool than the member holds.</summary>
    MoreThanHeld = 16,

    /// <summary>A change exceeds the step the rules allow, or comes too soon.</summary>
    ChangeTooLarge = 17,

    /// <summary>A claim was brought before its release.</summary>
    NotReleased = 18,

    /// <summary>The pool was slashed for a fault of this very epoch: who came now would be taken for somebody who stood at it.</summary>
    PoolJustSlashed = 19,

    /// <summary>Shares that have left or a claim that was paid were brought again.</summary>
    AlreadySpent = 20,

    /// <summary>Shares or a claim were brought that the pool never gave out.</summary>
    NeverGiven = 21,

    /// <summary>The stake covers work that the participant has taken and that has not ended.</summary>
    CoversOpenWork = 22,

    /// <summary>The policy has no delegations, or the operator takes none.</summary>
    NoDelegation = 23,

    /// <summary>A delegation, or what would stay of one, is below the smallest that the policy allows.</summary>
    DelegationTooSmall = 24,

    /// <summary>An operator would delegate to itself, or nobody would.</summary>
    OwnDelegation = 25,
}
