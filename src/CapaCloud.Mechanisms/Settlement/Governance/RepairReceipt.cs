using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A repaired state, the money that moved, and on whose order.</summary>
/// <remarks>
/// <code>Asked = moved + Shortfall;   After.Books.In = the state's before: no repair creates money</code>
/// In base units. Immutable.
/// </remarks>
public sealed record RepairReceipt
{
    /// <summary>Gets what was done.</summary>
    public required RepairKind Kind { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Gets on whose order, and why.</summary>
    public required RepairOrder Order { get; init; }

    /// <summary>Gets the epoch in which it was done.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>Gets whom it concerns; nobody when it concerns the network.</summary>
    public ParticipantId Participant { get; init; }

    /// <summary>Gets the state afterwards.</summary>
    public required NetworkState After { get; init; }

    /// <summary>Gets how much should have moved.</summary>
    public Amount Asked { get; init; }

    /// <summary>Gets how much of it could not, because it is not there any more.</summary>
    public Amount Shortfall { get; init; }

    /// <summary>Gets the movements.</summary>
    public ImmutableArray<Posting> Postings { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Gets what was done to a state that was mended, in words, and why money of an undone slash could not be given back where it is not for want of it; empty for the other repairs, whose postings say it.</summary>
    public ImmutableArray<string> Steps { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"RepairReceipt {{ Kind = {Kind}, Order = {Order}, Epoch = {Epoch}, Participant = {Participant}, After = {After}, Asked = {Asked}, "
        + $"Shortfall = {Shortfall}, Postings = {Prose.List(Postings)} }}";

    /// <inheritdoc/>
    public bool Equals(RepairReceipt? other) =>
        other is not null
        && Kind == other.Kind && Order == other.Order && Epoch == other.Epoch && Participant == other.Participant
        && After == other.After && Asked == other.Asked && Shortfall == other.Shortfall && Postings.AsSpan().SequenceEqual(other.Postings.AsSpan())
        && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Kind.GetHashCode() ^ Participant.GetHashCode() ^ Asked.GetHashCode();
}
