using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Step 6 of an epoch: the next state, from the outcomes and the postings. The network's books must agree, or nothing is settled.</summary>
internal static class EpochCloser
{
    public static NetworkState Close(
        MechanismPolicy policy, NetworkState state, EpochTerms terms, IEnumerable<ParticipantOutcome> outcomes, IEnumerable<Posting> postings)
    {
        Books books = state.Books;
        Amount treasury = state.Treasury, pool = state.RewardPool;
        foreach (Posting posting in postings)
        {
            books = books.With(posting);
            treasury = Apply(treasury, LedgerAccountKind.Treasury, posting);
            pool = Apply(pool, LedgerAccountKind.RewardPool, posting);
        }

        Epoch next = state.Epoch.Next;
        ImmutableArray<ParticipantState>.Builder participants = ImmutableArray.CreateBuilder<ParticipantState>(state.Participants.Length);
        HashSet<Epoch> open = [];
        foreach (ParticipantOutcome outcome in outcomes)
        {
            foreach (ref readonly FaultCase item in outcome.After.Cases.AsSpan())
            {
                if (item.IsOpen)
                {
                    open.Add(item.FaultEpoch);
                }
            }

            if (!CanBeForgotten(policy, outcome.After, next))
            {
                participants.Add(outcome.After);
            }
        }

        ImmutableArray<ParticipantState> remaining = participants.DrainToImmutable();
        NetworkState after = state with
        {
            Epoch = next,
            Participants = remaining,
            Books = books,
            Treasury = treasury,
            RewardPool = pool,
            Stakes = Stakes(policy, state, terms.Climate.Totals.Stake, open),
            Liability = [.. LiabilitySchedule.Live(state.Liability.AsSpan(), next)],
        };
        StateValidator.RequireBalance(after);
        return after;
    }

    private static Amount Apply(Amount balance, LedgerAccountKind kind, in Posting posting)
    {
        balance = posting.To.Kind == kind ? balance + posting.Amount : balance;
        return posting.From.Kind == kind ? balance - posting.Amount : balance;
    }

    /// <summary>Who left for good is forgotten once that improves nothing for it: it comes back as the newcomer that it would be anyway, or as a worse one.</summary>
    private static bool CanBeForgotten(MechanismPolicy policy, in ParticipantState participant, Epoch next) =>
        participant.Stake.IsClosed
        && participant.Cases.IsEmpty
        && participant.PassedAudits.IsEmpty
        && participant.Withheld.IsEmpty
        && participant.JailedUntil <= next
        && policy.Reputation.Model.Read(policy.Reputation.Model.Age(participant.Reputation, next)) >= policy.Reputation.Model.Read(policy.Reputation.Model.Newcomer(next));

    /// <summary>Keeps the stake of the epochs that a fault can be of; an open case keeps that of its fault, also when a new policy remembers less.</summary>
    private static ImmutableArray<EpochStake> Stakes(MechanismPolicy policy, NetworkState state, Amount stake, HashSet<Epoch> open)
    {
        Epoch next = state.Epoch.Next;
        EpochSpan liability = LiabilitySchedule.RulesAt(policy.Stake, state.Liability.AsSpan(), next).LiabilityWindow;
        EpochSpan memory = MemorySpan.Of(policy, liability);
        return policy.Offences.IsEmpty ? [] : [.. state.Stakes.Where(past => next - past.Epoch <= memory || open.Contains(past.Epoch)), new EpochStake(state.Epoch, stake)];
    }
}
