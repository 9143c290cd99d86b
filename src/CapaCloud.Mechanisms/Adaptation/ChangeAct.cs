using System.Collections.Immutable;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>What an act on a change gives.</summary>
/// <remarks>No formula. A deposit is returned when the proposal is no longer open and the deposit is not burned.</remarks>
/// <param name="Book">The new book.</param>
/// <param name="Proposal">The proposal, with its new status.</param>
/// <param name="Outcome">How its vote stands.</param>
/// <param name="BurnsDeposit">Whether the proposer loses its deposit.</param>
public sealed record ChangeAct(ChangeBook Book, ChangeProposal Proposal, VoteOutcome Outcome, bool BurnsDeposit)
{
    /// <summary>Gets how its vote stands.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public VoteOutcome Outcome { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Outcome, nameof(Outcome));

    /// <summary>Gets the proposals that lapse with it, because they waited for it.</summary>
    public ImmutableArray<ChangeProposal> Lapsed { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"ChangeAct {{ Book = {Book}, Proposal = {Proposal}, BurnsDeposit = {BurnsDeposit}, Outcome = {Outcome}, Lapsed = {Prose.List(Lapsed)} }}";

    /// <inheritdoc/>
    public bool Equals(ChangeAct? other) =>
        other is not null && Book == other.Book && Proposal == other.Proposal && Outcome == other.Outcome && BurnsDeposit == other.BurnsDeposit
        && Lapsed.AsSpan().SequenceEqual(other.Lapsed.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Book.GetHashCode() ^ Proposal.GetHashCode();
}
