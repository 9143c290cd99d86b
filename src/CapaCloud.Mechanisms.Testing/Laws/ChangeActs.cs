using CapaCloud.Mechanisms.Adaptation;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The acts on a <see cref="ChangeBook"/> that a law plays: the book's own, or mutants of them.</summary>
/// <remarks>No formula.</remarks>
internal sealed record ChangeActs
{
    /// <summary>Gets how a change is proposed: the terms asked for are given as a proposal.</summary>
    public Func<ChangeBook, ChangeProposal, ChangeBook> Propose { get; init; } = static (book, asked) =>
        book.Propose(asked.Version, asked.Content, asked.Proposer, asked.Deposit, asked.ProposedAt, asked.Activation, asked.After, asked.NewRules);

    /// <summary>Gets how a vote is decided.</summary>
    public Func<ChangeBook, ulong, ProposalVotes, Amount, Epoch, ChangeAct> Decide { get; init; } = static (book, version, votes, bonded, now) => book.Decide(version, votes, bonded, now);

    /// <summary>Gets how a change is activated.</summary>
    public Func<ChangeBook, ReviewedChange, ChangeAct> Activate { get; init; } = static (book, review) => book.Activate(review);
}
