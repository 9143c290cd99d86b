using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>One thing that an account earned or lost: how much, when, why, from whom, under which policy, for which task and by which evidence.</summary>
/// <remarks>
/// No formula. In base units; a loss is negative income. A posting between two holdings of one owner, such as a deposit from wallet to stake, is two receipts that cancel out.
/// Immutable, equal by content.
/// </remarks>
public sealed record Receipt
{
    /// <summary>Gets the place in the account's history, from 0 on without gaps.</summary>
    public required ulong Number { get; init; }

    /// <summary>Gets the epoch in which the money moved.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets whose receipt it is.</summary>
    public required ParticipantId Account { get; init; }

    /// <summary>Gets which of the owner's holdings changed: wallet, stake, escrow, what waits with accusations, or a delegation pool.</summary>
    public required LedgerAccountKind Holding { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets how much, in base units: negative for a loss.</summary>
    public required SignedAmount Amount { get; init; }

    /// <summary>Gets the rule that moved it.</summary>
    public required PostingReason Reason { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets where it came from or went to.</summary>
    public required LedgerAccountKind Counterpart { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets who the other side is, or nobody.</summary>
    public ParticipantId CounterpartOwner { get; init; }

    /// <summary>Gets the hash of the policy that was in force, or null.</summary>
    public Digest? Policy { get; init; }

    /// <summary>Gets the task, or none.</summary>
    public TaskId Task { get; init; }

    /// <summary>Gets the key of the evidence, or null.</summary>
    public Digest? Evidence { get; init; }
}
