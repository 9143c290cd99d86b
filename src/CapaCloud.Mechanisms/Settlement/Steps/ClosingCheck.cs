namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What came from many machines before it becomes the next state: every participant once, and for each the postings that its outcome says.</summary>
internal static class ClosingCheck
{
    /// <summary>Checks one partition's outcomes, and its postings against them.</summary>
    /// <returns>The postings that follow from no outcome, each with how often it is there.</returns>
    public static Dictionary<Posting, int> Require(NetworkState state, IReadOnlyList<ParticipantOutcome> outcomes, IReadOnlyList<Posting> postings)
    {
        RequireEverybody(state, outcomes);
        Dictionary<ParticipantId, Moves> moves = [];
        Dictionary<Posting, int> network = [];
        Dictionary<ParticipantId, Amount> fees = [];
        Dictionary<(ParticipantId Owner, string Pool), Amount> shares = [];
        foreach (Posting posting in postings)
        {
            if (posting.From.Kind == LedgerAccountKind.None)
            {
                throw Refused("postings", "one has no accounts; expected postings that were made by settling participants, and those of the network");
            }

            if (posting.From.Pool is { } pool && posting.Reason is PostingReason.Reward or PostingReason.Withheld && !posting.To.Owner.IsNone)
            {
                shares[(posting.To.Owner, pool)] = shares.GetValueOrDefault((posting.To.Owner, pool)) + posting.Amount;
            }

            if (!Read(posting, moves))
            {
                network[posting] = network.GetValueOrDefault(posting) + 1;
            }
        }

        foreach (ParticipantOutcome outcome in outcomes)
        {
            moves.Remove(outcome.After.Participant, out Moves posted);
            Moves expected = new(
                outcome.AllRewards - outcome.Withheld, outcome.Withheld, outcome.Returned, outcome.Forfeited, outcome.Slashed, outcome.Bounties, ByJobs(outcome),
                outcome.Delegators?.Rewards ?? Amount.Zero, outcome.Delegators?.Slashed ?? Amount.Zero, outcome.Delegators?.Dust ?? Amount.Zero, outcome.CheckPay);
            foreach (JobOutcome job in outcome.Jobs)
            {
                fees[job.Requester] = fees.GetValueOrDefault(job.Requester) + job.Fee;
            }

            foreach (PoolAmount share in outcome.Pools)
            {
                if (!shares.Remove((outcome.After.Participant, share.Pool), out Amount given) || given != share.Amount)
                {
                    throw Refused("postings", $"'{outcome.After.Participant}' gets {Prose.Units(given)} of the pool '{share.Pool}'; its outcome says {share.Amount}");
                }
            }

            if (posted != expected)
            {
                throw Refused("postings", $"those of '{outcome.After.Participant}' are {posted}; its outcome says {expected}");
            }
        }

        foreach ((ParticipantId stranger, Moves posted) in moves)
        {
            throw Refused("postings", $"'{stranger}' has {posted}, and no outcome; expected none");
        }

        foreach (((ParticipantId owner, string pool), Amount given) in shares)
        {
            throw Refused("postings", $"'{owner}' gets {Prose.Units(given)} of the pool '{pool}'; its outcome says nothing of it");
        }

        RequireFees(network, fees);
        return network;
    }

    /// <summary>Checks the merged closing against the terms that everybody was settled by.</summary>
    public static void Require(EpochTerms terms, EpochClosing closing)
    {
        Amount due = terms.CheckPay.Multiply(terms.Totals.Checks, UInt128.One, Rounding.Down);
        if (closing.CheckPay != due)
        {
            throw Refused("outcomes", $"checks are paid {Prose.Units(closing.CheckPay)}; {Prose.Count(terms.Totals.Checks, "check")} at {Prose.Units(terms.CheckPay)} come to {due}");
        }

        if (closing.Participants != terms.Totals.Participants)
        {
            throw Refused("closing.participants", $"are {Prose.Number(closing.Participants)}; expected {Prose.Number(terms.Totals.Participants)}, as many as were assessed");
        }

        if (closing.Rewards > terms.Divided)
        {
            throw Refused("closing.rewards", $"are {Prose.Units(closing.Rewards)}; expected at most the {Prose.Units(terms.Divided)} that were divided");
        }

        if (closing.Rewards != closing.Moved.FromRewardPool)
        {
            throw Refused("closing.rewards", $"are {Prose.Units(closing.Rewards)}, and the postings take {Prose.Units(closing.Moved.FromRewardPool)} out of the reward pool; expected both alike");
        }

        foreach (PoolChange change in closing.Pools)
        {
            Amount most = terms.Pools.FirstOrDefault(one => one.Pool == change.Pool).Divided;
            if (!terms.Pools.Any(one => one.Pool == change.Pool) || change.Out > most)
            {
                throw Refused("closing.pools", $"'{change.Pool}' pays {Prose.Units(change.Out)}; expected a pool of the policy, and at most the {Prose.Units(most)} that were divided of it");
            }
        }

        for (int index = 1; index < closing.Pools.Length; index++)
        {
            if (string.CompareOrdinal(closing.Pools[index - 1].Pool, closing.Pools[index].Pool) >= 0)
            {
                throw Refused("closing.pools", $"'{closing.Pools[index].Pool}' stands out of order or twice; expected each pool once, in ascending order of names");
            }
        }

        for (int index = 1; index < closing.Requesters.Length; index++)
        {
            if (closing.Requesters[index - 1].Requester >= closing.Requesters[index].Requester)
            {
                throw Refused("closing.requesters", $"'{closing.Requesters[index].Requester}' stands out of order or twice; expected each requester once, in ascending order of names");
            }
        }
    }

    /// <summary>Checks that those who would be forgotten were asked for everywhere.</summary>
    public static void Require(NetworkState state, EpochClosing closing, AskedNames? asked)
    {
        if (closing.Leaving.IsEmpty)
        {
            return;
        }

        if (asked?.Participants != closing.Participants)
        {
            throw Refused(
                "closing.leaving",
                $"has {Prose.Count(closing.Leaving.Length, "participant")} with other names before, and {Prose.Number(asked?.Participants ?? 0)} of {Prose.Count(closing.Participants, "participant")} were looked at for who is asked for; expected all");
        }

        foreach (ParticipantId name in Forgetting.Ask(closing.Leaving, state.Requesters, []).Names)
        {
            if (!asked.Names.Contains(name))
            {
                throw Refused("closing.leaving", $"'{name}' is a requester under a former name, and the merged answers leave it out; expected the answer of whoever keeps the requesters among them");
            }
        }
    }

    private static Amount ByJobs(in ParticipantOutcome outcome)
    {
        Amount sum = Amount.Zero;
        foreach (JobOutcome job in outcome.Jobs)
        {
            sum += job.ToProvider;
        }

        return sum;
    }

    /// <summary>Takes the fees of jobs out of the network's postings: each requester's add up to what the outcomes say.</summary>
    private static void RequireFees(Dictionary<Posting, int> network, Dictionary<ParticipantId, Amount> fees)
    {
        foreach ((Posting posting, int count) in network.ToArray())
        {
            if (posting.From.Kind == LedgerAccountKind.Escrow && posting.To == LedgerAccount.Treasury && posting.Reason == PostingReason.Fee)
            {
                Amount posted = posting.Amount.Multiply((UInt128)count, UInt128.One, Rounding.Down), due = fees.GetValueOrDefault(posting.From.Owner);
                if (posted > due)
                {
                    throw Refused("postings", $"'{posting.From.Owner}' pays {Prose.Units(posted)} of fees; its jobs say {Prose.Units(due)}");
                }

                fees[posting.From.Owner] = due - posted;
                network.Remove(posting);
            }
        }

        foreach ((ParticipantId requester, Amount left) in fees)
        {
            if (!left.IsZero)
            {
                throw Refused("postings", $"'{requester}' pays {Prose.Units(left)} of fees less than its jobs say");
            }
        }
    }

    private static void RequireEverybody(NetworkState state, IReadOnlyList<ParticipantOutcome> outcomes)
    {
        for (int index = 0; index < outcomes.Count; index++)
        {
            ParticipantState after = outcomes[index].After;
            if (after.Participant.IsNone || after.Stake is null)
            {
                throw Refused("outcomes", $"outcome {index} is of nobody; expected one for each participant");
            }

            if (index > 0 && outcomes[index - 1].After.Participant >= after.Participant)
            {
                throw Refused("outcomes", $"'{after.Participant}' stands out of order or twice; expected each participant once, in ascending order of names");
            }

            if (index < state.Participants.Length && state.Participants[index].Participant != after.Participant)
            {
                throw Refused("outcomes", $"'{after.Participant}' stands where '{state.Participants[index].Participant}' is expected; expected the participants of the state");
            }
        }

        if (outcomes.Count != state.Participants.Length && !state.Participants.IsEmpty)
        {
            throw Refused("outcomes", $"there are {outcomes.Count}; expected {state.Participants.Length}, one for each participant");
        }
    }

    /// <summary>Checks that the network's own postings are there once each, and nothing else is.</summary>
    public static void RequireNetwork(Dictionary<Posting, int> network, EpochTerms terms, Amount rewards)
    {
        foreach (Posting expected in Mechanism.NetworkPostings(terms, rewards))
        {
            int count = network.GetValueOrDefault(expected);
            if (count != 1)
            {
                throw Refused("postings", $"the network's own '{expected}' is there {count} times; expected once");
            }

            network.Remove(expected);
        }

        RequireNone(network);
    }

    /// <summary>Checks that every posting followed from an outcome.</summary>
    public static void RequireNone(Dictionary<Posting, int> network)
    {
        foreach (Posting unexpected in network.Keys)
        {
            throw Refused("postings", $"'{unexpected}' follows from no outcome and is none of the network's own; expected it to be left out");
        }
    }

    /// <summary>Adds a posting to what its participant's outcome must say, or says that it is the network's own.</summary>
    private static bool Read(in Posting posting, Dictionary<ParticipantId, Moves> moves)
    {
        (LedgerAccount from, LedgerAccount to, Amount amount) = (posting.From, posting.To, posting.Amount);
        Moves? change = (from.Kind, to.Kind, posting.Reason) switch
        {
            (LedgerAccountKind.RewardPool or LedgerAccountKind.FurtherPool, LedgerAccountKind.Wallet, PostingReason.Reward) => new Moves { Paid = amount },
            (LedgerAccountKind.RewardPool or LedgerAccountKind.FurtherPool, LedgerAccountKind.DelegationPool, PostingReason.Reward) => new Moves { Paid = amount, ToDelegators = amount },
            (LedgerAccountKind.PendingPenalties, LedgerAccountKind.DelegationPool, PostingReason.Reversal) when from.Owner == to.Owner => new Moves { Returned = amount, ToDelegators = amount },
            (LedgerAccountKind.DelegationPool, LedgerAccountKind.Treasury or LedgerAccountKind.FurtherPool or LedgerAccountKind.Burned, PostingReason.Slash) => new Moves { ByDelegators = amount },
            (LedgerAccountKind.DelegationPool, LedgerAccountKind.Dust, PostingReason.Remainder) => new Moves { Swept = amount },
            (LedgerAccountKind.RewardPool or LedgerAccountKind.FurtherPool, LedgerAccountKind.PendingPenalties, PostingReason.Withheld) => new Moves { Withheld = amount },
            (LedgerAccountKind.PendingPenalties, LedgerAccountKind.Wallet, PostingReason.Reversal) when from.Owner == to.Owner => new Moves { Returned = amount },
            (LedgerAccountKind.PendingPenalties, LedgerAccountKind.Treasury or LedgerAccountKind.Burned, PostingReason.Withheld) => new Moves { Forfeited = amount },
            (LedgerAccountKind.Stake, LedgerAccountKind.Wallet, PostingReason.Bounty) => new Moves { Slashed = amount, Bounties = amount },
            (LedgerAccountKind.Escrow, LedgerAccountKind.Wallet, PostingReason.JobPay or PostingReason.DisputeBond or PostingReason.Cancellation) => new Moves { ByJobs = amount },
            (LedgerAccountKind.Treasury, LedgerAccountKind.Wallet, PostingReason.CheckPay) => new Moves { ForChecks = amount },
            (LedgerAccountKind.Stake, LedgerAccountKind.Treasury or LedgerAccountKind.FurtherPool or LedgerAccountKind.Burned, PostingReason.Slash) => new Moves { Slashed = amount },
            _ => null,
        };
        if (change is not { } moved)
        {
            return false;
        }

        ParticipantId owner = from.Kind is LedgerAccountKind.RewardPool or LedgerAccountKind.FurtherPool or LedgerAccountKind.Escrow or LedgerAccountKind.Treasury ? to.Owner : from.Owner;
        moves[owner] = moves.GetValueOrDefault(owner).With(moved);
        return true;
    }

    private static InconsistentStateException Refused(string path, string message) => new([new StateInconsistency(path, message)]);

    private readonly record struct Moves(Amount Paid, Amount Withheld, Amount Returned, Amount Forfeited, Amount Slashed, Amount Bounties, Amount ByJobs,
        Amount ToDelegators, Amount ByDelegators, Amount Swept, Amount ForChecks)
    {
        public Moves With(in Moves other) => new(
            Paid + other.Paid, Withheld + other.Withheld, Returned + other.Returned, Forfeited + other.Forfeited, Slashed + other.Slashed, Bounties + other.Bounties, ByJobs + other.ByJobs,
            ToDelegators + other.ToDelegators, ByDelegators + other.ByDelegators, Swept + other.Swept, ForChecks + other.ForChecks);

        public override string ToString() =>
            $"{Paid} paid, {Withheld} withheld, {Returned} returned, {Forfeited} forfeited, {Slashed} slashed, {Bounties} in bounties, {ByJobs} for jobs, {ToDelegators} to delegators, {ByDelegators} slashed of delegators, {Swept} swept, {ForChecks} for checks";
    }
}
