using System.Collections.Immutable;
using System.Diagnostics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Escrow;

/// <summary>One stream of payments: what runs, what is set aside for it, and what is earned and not paid yet.</summary>
/// <remarks>
/// <code>held = Reserve + sum of Earned + bonds of the dispute</code>
/// In base units. Made by <see cref="EscrowAccount.OpenStream"/>; an account refuses a stream whose parts contradict each other. Equal by content.
/// Immutable and safe to share between threads.
/// </remarks>
[DebuggerDisplay("{Id}: {Rate} to {Provider}")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "A payment stream is the field's word; it is no System.IO.Stream.")]
public sealed record EscrowStream
{
    /// <summary>Gets the stream's name.</summary>
    public TaskId Id { get; init; }

    /// <summary>Gets who is paid.</summary>
    public ParticipantId Provider { get; init; }

    /// <summary>Gets the rate of the running epoch.</summary>
    public EpochRate Rate { get; init; }

    /// <summary>Gets what was agreed beside the rate.</summary>
    public EscrowTerms Terms { get; init; } = new();

    /// <summary>Gets the agreed first epoch that is no longer paid; null when it runs until somebody stops it.</summary>
    public Epoch? Until { get; init; }

    /// <summary>Gets the lower rate the requester has given notice of; null when there is none.</summary>
    public EscrowRateChange? Pending { get; init; }

    /// <summary>Gets the first epoch that is no longer paid; null while no end is fixed.</summary>
    public Epoch? EndsAt { get; init; }

    /// <summary>Gets what fixed the end.</summary>
    public EscrowClosing Closing { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets what is set aside for the last epochs, in base units.</summary>
    public Amount Reserve { get; init; }

    /// <summary>Gets the epoch up to which the stream has earned.</summary>
    public Epoch AccruedTo { get; init; }

    /// <summary>Gets what is earned and not paid, in order of time, as few periods as possible.</summary>
    public ImmutableArray<EscrowPeriod> Earned
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>Gets all that was paid to the provider for its work, in base units; told only, and 2^128 - 1 when it was more.</summary>
    public Amount Paid { get; init; }

    /// <summary>Gets what an arbiter cut, in base units; told only, and 2^128 - 1 when it was more.</summary>
    public Amount Returned { get; init; }

    /// <summary>Gets the open dispute; null when there is none.</summary>
    public EscrowDispute? Dispute { get; init; }

    /// <summary>Returns what is earned and not paid, in base units.</summary>
    /// <returns>The sum of <see cref="Earned"/>.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 units.</exception>
    public Amount EarnedAmount()
    {
        Amount sum = Amount.Zero;
        foreach (EscrowPeriod period in Earned)
        {
            sum += period.ToAmount();
        }

        return sum;
    }

    /// <summary>Returns what the account holds for this stream, in base units.</summary>
    /// <returns>Reserve, earnings and bonds.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 units.</exception>
    public Amount Held() => Reserve + EarnedAmount() + (Dispute?.RequesterBond ?? Amount.Zero) + (Dispute?.ProviderBond ?? Amount.Zero);

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"EscrowStream {{ Id = {Id}, Provider = {Provider}, Rate = {Rate}, Terms = {Terms}, Until = {Until}, Pending = {Pending}, EndsAt = {EndsAt}, "
        + $"Closing = {Closing}, Reserve = {Reserve}, AccruedTo = {AccruedTo}, Earned = {Prose.List(Earned)}, Paid = {Paid}, Returned = {Returned}, "
        + $"Dispute = {Dispute} }}";

    /// <inheritdoc/>
    public bool Equals(EscrowStream? other) =>
        other is not null && Id == other.Id && Provider == other.Provider && Rate == other.Rate && Terms == other.Terms && Until == other.Until
        && Pending == other.Pending && EndsAt == other.EndsAt && Closing == other.Closing && Reserve == other.Reserve && AccruedTo == other.AccruedTo
        && Earned.AsSpan().SequenceEqual(other.Earned.AsSpan()) && Paid == other.Paid && Returned == other.Returned && Dispute == other.Dispute;

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode() ^ Provider.GetHashCode() ^ Rate.GetHashCode() ^ AccruedTo.GetHashCode() ^ Reserve.GetHashCode() ^ Paid.GetHashCode() ^ Earned.Length;
}
