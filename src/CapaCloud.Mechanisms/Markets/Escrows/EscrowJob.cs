using System.Diagnostics;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>One piece of work at a price that is locked whole until it is accepted, ruled on, or late.</summary>
/// <remarks>
/// <code>held = Price - Accepted + bonds</code>
/// In base units. Bills and notes are totals, not additions: a bill of 80 and a note over 80 that cross are the same 80 units, paid once. Made by
/// <see cref="EscrowAccount.OpenJob"/>. Equal by content. Immutable and safe to share between threads.
/// </remarks>
[DebuggerDisplay("{Id}: {Accepted} of {Price} to {Provider}")]
public sealed record EscrowJob
{
    /// <summary>Gets the job's name.</summary>
    public TaskId Id { get; init; }

    /// <summary>Gets who is paid.</summary>
    public ParticipantId Provider { get; init; }

    /// <summary>Gets the most the job can cost, locked at the start, in base units.</summary>
    public Amount Price { get; init; }

    /// <summary>Gets the first epoch in which it is too late for a bill.</summary>
    public Epoch Deadline { get; init; }

    /// <summary>Gets what was agreed beside the price.</summary>
    public EscrowTerms Terms { get; init; } = new();

    /// <summary>Gets the total the requester has accepted, which is paid, in base units.</summary>
    public Amount Accepted { get; init; }

    /// <summary>Gets the total of the provider's bill that waits for its answer or was rejected; null when there is none.</summary>
    public Amount? Billed { get; init; }

    /// <summary>Gets when that bill came; epoch 0 without one.</summary>
    public Epoch BilledAt { get; init; }

    /// <summary>Gets when the bill was rejected; null when it was not.</summary>
    public Epoch? RejectedAt { get; init; }

    /// <summary>Gets what the requester laid down with its rejection, in base units.</summary>
    public Amount RejectionBond { get; init; }

    /// <summary>Gets the dispute over the rejection; null when there is none.</summary>
    public EscrowDispute? Dispute { get; init; }

    /// <summary>Returns what the account holds for this job, in base units.</summary>
    /// <returns>What is locked, and the bonds.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 units, or more was accepted than the price.</exception>
    public Amount Held() => Price - Accepted + RejectionBond + (Dispute?.RequesterBond ?? Amount.Zero) + (Dispute?.ProviderBond ?? Amount.Zero);
}
