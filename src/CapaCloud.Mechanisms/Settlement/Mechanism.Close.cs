using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <content>The end of an epoch: partition by partition, or all at once.</content>
public sealed partial class Mechanism
{
    /// <summary>Step 7. What the next state needs to know of a settled partition; merge it with <see cref="EpochClosing.Merge"/>.</summary>
    /// <remarks>Linear in the partition's participants and postings. Refuses what its outcomes and its postings do not both say.</remarks>
    /// <param name="part">The network's state with the partition's participants alone; without participants, any are taken.</param>
    /// <param name="outcomes">The outcomes of the partition's participants, in the order of the state.</param>
    /// <param name="postings">Their postings, in any order, without the network's own.</param>
    /// <returns>The partition's closing.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    /// <exception cref="InconsistentStateException">A participant or a posting is missing, there twice or altered.</exception>
    /// <exception cref="OverflowException">A sum exceeds 2^128 - 1.</exception>
    public EpochClosing ClosingOf(NetworkState part, IEnumerable<ParticipantOutcome> outcomes, IEnumerable<Posting> postings)
    {
        RequireOwn(part);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(postings);
        EpochClosing closing = ClosingOf(part, [.. outcomes], [.. postings], out Dictionary<Posting, int> others);
        ClosingCheck.RequireNone(others);
        return closing;
    }

    /// <summary>
    /// Step 8, only when <see cref="EpochClosing.Leaving"/> has names. Says who of them is asked for in a partition; merge it with <see cref="AskedNames.Merge"/>, and with
    /// that of whoever keeps the requesters.
    /// </summary>
    /// <remarks>Linear in the partition's delegations and requesters.</remarks>
    /// <param name="part">The partition's state before: its requesters are looked at.</param>
    /// <param name="outcomes">The outcomes of the partition's participants; none where only requesters are kept.</param>
    /// <param name="closing">The merged closing.</param>
    /// <returns>The partition's answer.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    public AskedNames AskedNamesOf(NetworkState part, IEnumerable<ParticipantOutcome> outcomes, EpochClosing closing)
    {
        RequireOwn(part);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(closing);
        return Forgetting.Ask(closing.Leaving, part.Requesters, [.. outcomes.Select(static outcome => outcome.After)]);
    }

    /// <summary>Step 9. The network's part of the next state, once all partitions' closings are merged. The books must agree, or there is no next state.</summary>
    /// <remarks>The network's own postings, <see cref="NetworkPostings"/>, are in it. Linear in the requesters.</remarks>
    /// <param name="state">The network's state; its participants are not looked at, its requesters are all of them.</param>
    /// <param name="terms">What every participant faced alike.</param>
    /// <param name="closing">The merged closing.</param>
    /// <param name="asked">The merged answers of <see cref="AskedNamesOf"/>; may be left out when <see cref="EpochClosing.Leaving"/> is empty.</param>
    /// <returns>The state in which the next epoch is the current one, without participants.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    /// <exception cref="InconsistentStateException">A partition is missing or there twice, an answer is missing, or the books do not agree.</exception>
    /// <exception cref="OverflowException">A balance would be negative or exceed 2^128 - 1.</exception>
    public NetworkState CloseNetwork(NetworkState state, EpochTerms terms, EpochClosing closing, AskedNames? asked = null)
    {
        RequireOwn(state);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(closing);
        ClosingCheck.Require(terms, closing);
        ClosingCheck.Require(state, closing, asked);
        ClosingBuilder network = new(Policy, state.Epoch.Next);
        foreach (Posting posting in NetworkPostings(terms, closing.Rewards))
        {
            network.Add(posting);
        }

        return EpochCloser.Close(Policy, state, terms, EpochClosing.Merge(network.ToClosing(), closing));
    }

    /// <summary>Step 10. A partition's part of the next state.</summary>
    /// <remarks>Who left for good is forgotten. Linear in the partition's participants.</remarks>
    /// <param name="network">What <see cref="CloseNetwork"/> returned.</param>
    /// <param name="outcomes">The outcomes of the partition's participants, in the order of the state.</param>
    /// <param name="asked">The merged answers of <see cref="AskedNamesOf"/>; may be left out when <see cref="EpochClosing.Leaving"/> is empty.</param>
    /// <returns>The next state with the partition's participants alone; together the partitions' participants are those of the whole.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="outcomes"/> is null.</exception>
    /// <exception cref="ArgumentException">Somebody with other names before would be forgotten, and there are no answers.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    public NetworkState ClosePartition(NetworkState network, IEnumerable<ParticipantOutcome> outcomes, AskedNames? asked = null)
    {
        RequireOwn(network);
        ArgumentNullException.ThrowIfNull(outcomes);
        return network with { Participants = Forgetting.Remaining(Policy, [.. outcomes.Select(static outcome => outcome.After)], network.Epoch, asked) };
    }

    /// <summary>Steps 7 to 10 in one place: the next state, from all outcomes and all postings. The books must agree, or there is no next state.</summary>
    /// <param name="state">The network's state.</param>
    /// <param name="terms">What every participant faced alike.</param>
    /// <param name="outcomes">The outcomes of all participants, in the order of the state.</param>
    /// <param name="postings">All postings: the network's own and those of all participants, in any order.</param>
    /// <returns>The state in which the next epoch is the current one.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InconsistentStateException">A participant or a posting is missing, there twice or altered, or the books do not agree.</exception>
    /// <exception cref="OverflowException">A balance would be negative or exceed 2^128 - 1.</exception>
    public NetworkState Close(NetworkState state, EpochTerms terms, IEnumerable<ParticipantOutcome> outcomes, IEnumerable<Posting> postings)
    {
        RequireOwn(state);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(postings);
        ParticipantOutcome[] all = [.. outcomes];
        EpochClosing closing = ClosingOf(state, all, [.. postings], out Dictionary<Posting, int> network);
        ClosingCheck.RequireNetwork(network, terms, closing.Rewards);
        AskedNames asked = AskedNamesOf(state, all, closing);
        return ClosePartition(CloseNetwork(state, terms, closing, asked), all, asked);
    }

    private EpochClosing ClosingOf(NetworkState part, ParticipantOutcome[] outcomes, Posting[] postings, out Dictionary<Posting, int> others)
    {
        others = ClosingCheck.Require(part, outcomes, postings);
        ClosingBuilder closing = new(Policy, part.Epoch.Next);
        foreach (Posting posting in postings)
        {
            if (!others.ContainsKey(posting))
            {
                closing.Add(posting);
            }
        }

        foreach (ParticipantOutcome outcome in outcomes)
        {
            closing.Add(outcome);
        }

        return closing.ToClosing();
    }
}
