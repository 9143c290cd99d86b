using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Adaptation;

/// <content>The acts on changes.</content>
public sealed partial record ChangeBook
{
    /// <summary>Proposes a change.</summary>
    /// <param name="version">Its number: the one after <see cref="LastVersion"/>, so that numbers cannot be used up.</param>
    /// <param name="content">The content hash of the policy that it makes.</param>
    /// <param name="proposer">Who proposes it.</param>
    /// <param name="deposit">What the proposer deposits: what the rules ask for, exactly.</param>
    /// <param name="now">The current epoch.</param>
    /// <param name="activation">The first epoch in which it is to hold, at most 10^6 epochs after the earliest possible one.</param>
    /// <param name="after">The versions that must hold before it.</param>
    /// <param name="newRules">The rules of change that come with it, and are voted on with it; it leaves the rules as they are when left out.</param>
    /// <returns>The new book.</returns>
    /// <exception cref="ChangeRefusedException">It is refused; the message says which value and what was expected.</exception>
    /// <exception cref="ArgumentException">The proposer is nobody.</exception>
    public ChangeBook Propose(
        ulong version, Digest content, ParticipantId proposer, Amount deposit, Epoch now, Epoch activation, ImmutableArray<ulong> after = default, ChangeRules? newRules = null)
    {
        if (proposer.IsNone)
        {
            throw new ArgumentException("A change is proposed by nobody; expected a name, so that somebody can withdraw it and has its deposit back.", nameof(proposer));
        }

        if (version <= LastVersion)
        {
            throw Refused(ChangeRefusal.VersionTaken, $"Version {Text(version)} is taken; expected a number above {Text(LastVersion)}.");
        }

        if (version - LastVersion != 1)
        {
            throw Refused(ChangeRefusal.VersionSkipped, $"Version {Text(version)} leaves numbers out; expected {Text(LastVersion + 1)}.");
        }

        if (now > Epoch.MaxValue.MinusToZero(ChangeRules.EveryTerm))
        {
            throw Refused(ChangeRefusal.TooLate, $"It is epoch {now}, and the terms of a change do not fit before the last epoch; expected epoch {Epoch.MaxValue.MinusToZero(ChangeRules.EveryTerm)} or an earlier one.");
        }

        RequireNotBefore(now);
        if (activation <= now)
        {
            throw Refused(ChangeRefusal.InThePast, $"Version {Text(version)} is to hold from epoch {activation}, and epoch {now} has begun; a change cannot reach back. Expected epoch {EarliestActivation(now)} or a later one.");
        }

        if (activation < EarliestActivation(now))
        {
            throw Refused(
                ChangeRefusal.DelayTooShort,
                $"Version {Text(version)} is to hold from epoch {activation}; expected epoch {EarliestActivation(now)} or a later one: the delay is {Rules.MinimumDelay}, the vote {Prose.Epochs(Rules.VotingPeriod)}{(PromisedUntil > now ? $", and nothing before epoch {PromisedUntil} was promised" : "")}.");
        }

        if (activation > LatestActivation(now))
        {
            throw Refused(ChangeRefusal.TooLate, $"Version {Text(version)} is to hold from epoch {activation}; expected epoch {LatestActivation(now)} or an earlier one.");
        }

        if (content == Content)
        {
            throw Refused(ChangeRefusal.ChangesNothing, $"Version {Text(version)} has the content that holds already, {content}; expected another.");
        }

        if (deposit != Rules.Deposit)
        {
            throw Refused(ChangeRefusal.WrongDeposit, $"A deposit of {Prose.Units(deposit)}; expected {Prose.Number(Rules.Deposit)}.");
        }

        ChangeProposal proposal = new()
        {
            Version = version,
            Content = content,
            Proposer = proposer,
            Deposit = deposit,
            ProposedAt = now,
            VotingEnds = now + Rules.VotingPeriod,
            Activation = activation,
            Expiry = activation + Rules.ActivationWindow,
            Approval = Rules.Approval,
            NewRules = newRules,
            After = after,
            Status = Rules.Approval is null ? ChangeStatus.Approved : ChangeStatus.Proposed,
        };
        RequirePredecessors(proposal);
        return this with { LastVersion = version, Proposals = Proposals.Add(proposal) };
    }

    /// <summary>The book has seen the epoch in which its version came into force, and those in which what is open was proposed: nothing is dated before them.</summary>
    private void RequireNotBefore(Epoch now)
    {
        Epoch seen = Proposals.Aggregate(Since, static (latest, proposal) => Epoch.Max(latest, proposal.ProposedAt));
        if (now < seen)
        {
            throw Refused(ChangeRefusal.InThePast, $"It is said to be epoch {now}, and the book has an act of epoch {seen}; expected epoch {seen} or a later one.");
        }
    }

    /// <summary>Decides a vote: it can pass as soon as its threshold has fallen to its support, and fails at the end of its voting time.</summary>
    /// <remarks>Votes count from the epoch of the proposal to the last one of its vote. What nobody decided by then lapses at its expiry: no vote is taken up later.</remarks>
    /// <param name="version">The proposal.</param>
    /// <param name="votes">Its votes.</param>
    /// <param name="bonded">All that is bonded.</param>
    /// <param name="now">The current epoch.</param>
    /// <returns>The act's result; a vote that has time left and does not pass yet changes nothing.</returns>
    /// <exception cref="ChangeRefusedException">There is no such proposal, it is decided, or the epoch is before the proposal or after the end of its vote.</exception>
    /// <exception cref="ArgumentException">More voted than is bonded.</exception>
    public ChangeAct Decide(ulong version, ProposalVotes votes, Amount bonded, Epoch now)
    {
        ChangeProposal proposal = Require(version, ChangeStatus.Proposed);
        if (now < proposal.ProposedAt || now > proposal.VotingEnds)
        {
            throw Refused(ChangeRefusal.WrongTime, $"The vote on version {Text(version)} runs from epoch {proposal.ProposedAt} to {proposal.VotingEnds}, and it is epoch {now}; expected an epoch of the vote.");
        }

        RequireNotBefore(now);
        VoteOutcome outcome = proposal.Approval!.Decide(votes, bonded, proposal.Elapsed(now));
        if (outcome == VoteOutcome.Passed)
        {
            return With(proposal, ChangeStatus.Approved, outcome);
        }

        return now < proposal.VotingEnds ? new ChangeAct(this, proposal, outcome, false) : With(proposal, ChangeStatus.Rejected, outcome);
    }

    /// <summary>Puts an approved change in force, from the epoch of its review on.</summary>
    /// <remarks>What comes to hold is what was proposed: its policy, and its rules of change or those that hold.</remarks>
    /// <param name="review">What <c>ChangeReview.Of</c> says about it in the current epoch: the next one to be settled.</param>
    /// <returns>The act's result.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="review"/> is null.</exception>
    /// <exception cref="ChangeRefusedException">
    /// It is not approved, its time has not come or is over, a version before it does not hold, something else was reviewed than what was proposed, or it would brick the network.
    /// </exception>
    public ChangeAct Activate(ReviewedChange review)
    {
        ArgumentNullException.ThrowIfNull(review);
        (ulong version, Epoch now) = (review.Version, review.Epoch);
        ChangeProposal proposal = Require(version, ChangeStatus.Approved);
        RequireNotBefore(now);
        if (now < proposal.Activation || now >= proposal.Expiry)
        {
            throw Refused(ChangeRefusal.WrongTime, $"Version {Text(version)} can be activated from epoch {proposal.Activation} to before {proposal.Expiry}, and it is epoch {now}.");
        }

        foreach (ulong before in proposal.After)
        {
            if (TryFind(before, out _))
            {
                throw Refused(ChangeRefusal.WrongStatus, $"Version {Text(version)} comes after version {Text(before)}, which does not hold yet.");
            }
        }

        if (review.Content != proposal.Content)
        {
            throw Refused(ChangeRefusal.AnotherChange, $"A policy of content {review.Content} was reviewed for version {Text(version)}; expected {proposal.Content}, which was proposed.");
        }

        ChangeRules next = proposal.NewRules ?? Rules;
        if (review.Rules != next)
        {
            throw Refused(ChangeRefusal.AnotherChange, $"Other rules of change were reviewed for version {Text(version)} than those that would hold with it; review it against this book.");
        }

        if (!review.Reasons.IsEmpty)
        {
            throw Refused(ChangeRefusal.Bricking, $"Version {Text(version)} would brick the network: {string.Join(", ", review.Reasons)}. Propose another one.");
        }

        ChangeBook book = this with
        {
            Version = version,
            Content = proposal.Content,
            Since = now,
            Rules = next,
            // Whatever was promised until now still is.
            PromisedUntil = next.Notice >= Rules.Notice ? PromisedUntil : Epoch.Max(PromisedUntil, now + Rules.Notice),
        };
        return book.With(proposal, ChangeStatus.Activated, VoteOutcome.Passed);
    }

    /// <summary>Takes a change back that is not in force.</summary>
    /// <param name="version">The proposal.</param>
    /// <param name="by">Who takes it back.</param>
    /// <returns>The act's result.</returns>
    /// <exception cref="ChangeRefusedException">There is no such proposal, or somebody else made it.</exception>
    public ChangeAct Withdraw(ulong version, ParticipantId by)
    {
        ChangeProposal proposal = Require(version);
        return proposal.Proposer == by
            ? With(proposal, ChangeStatus.Withdrawn, VoteOutcome.NothingBonded)
            : throw Refused(ChangeRefusal.NotTheProposer, $"Version {Text(version)} was proposed by '{proposal.Proposer}', and '{by}' cannot take it back.");
    }

    /// <summary>Lets proposals lapse that nobody decided or activated in time, and those that wait for one that failed.</summary>
    /// <param name="now">The current epoch.</param>
    /// <returns>The new book, and what lapsed, by version.</returns>
    public (ChangeBook Book, ImmutableArray<ChangeProposal> Expired) Expire(Epoch now)
    {
        return Without([.. Proposals.Where(item => now >= item.Expiry).Select(item => item.Version)]);
    }

    /// <summary>Takes proposals out, and with them those that wait for them: what they wait for will never hold.</summary>
    private (ChangeBook Book, ImmutableArray<ChangeProposal> Lapsed) Without(HashSet<ulong> versions)
    {
        // A proposal waits for smaller numbers only, and proposals are in order.
        foreach (ChangeProposal item in Proposals)
        {
            if (item.After.Any(versions.Contains))
            {
                versions.Add(item.Version);
            }
        }

        return (this with { Proposals = Proposals.RemoveAll(item => versions.Contains(item.Version)) },
            [.. Proposals.Where(item => versions.Contains(item.Version)).Select(item => item with { Status = ChangeStatus.Expired })]);
    }

    private ChangeAct With(ChangeProposal proposal, ChangeStatus status, VoteOutcome outcome)
    {
        ChangeProposal changed = proposal with { Status = status };
        bool burns = status == ChangeStatus.Rejected && (proposal.Approval?.BurnsDeposit(outcome) ?? false);
        if (changed.IsOpen || status == ChangeStatus.Activated)
        {
            return new ChangeAct(this with { Proposals = changed.IsOpen ? Proposals.Replace(proposal, changed) : Proposals.Remove(proposal) }, changed, outcome, burns);
        }

        (ChangeBook book, ImmutableArray<ChangeProposal> lapsed) = Without([proposal.Version]);
        return new ChangeAct(book, changed, outcome, burns) { Lapsed = lapsed.RemoveAll(item => item.Version == proposal.Version) };
    }

    internal ChangeProposal Require(ulong version) => TryFind(version, out ChangeProposal? proposal)
        ? proposal
        : throw Refused(ChangeRefusal.UnknownVersion, $"There is no open proposal with version {Text(version)}.");

    private ChangeProposal Require(ulong version, ChangeStatus status)
    {
        ChangeProposal proposal = Require(version);
        return proposal.Status == status
            ? proposal
            : throw Refused(ChangeRefusal.WrongStatus, $"Version {Text(version)} is {proposal.Status}; expected {status}.");
    }

    /// <summary>A proposal can wait for open ones and for those that held; a number above its own would wait for what waits for it.</summary>
    private void RequirePredecessors(ChangeProposal proposal)
    {
        for (int index = 0; index < proposal.After.Length; index++)
        {
            ulong before = proposal.After[index];
            if (proposal.After.AsSpan(0, index).Contains(before))
            {
                throw Refused(ChangeRefusal.RepeatedPredecessor, $"Version {Text(proposal.Version)} comes after version {Text(before)} twice; expected each version once.");
            }

            if (before >= proposal.Version)
            {
                throw Refused(ChangeRefusal.Cycle, $"Version {Text(proposal.Version)} comes after version {Text(before)}; expected a smaller number, or versions would wait for each other.");
            }

            if (before != Version && !TryFind(before, out _))
            {
                throw Refused(ChangeRefusal.UnknownPredecessor, $"Version {Text(proposal.Version)} comes after version {Text(before)}, which is neither open nor in force.");
            }
        }
    }
}
