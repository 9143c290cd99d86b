using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Step 6 of an epoch: the next state, from the outcomes and the postings. The network's books must agree, or nothing is settled.</summary>
internal static class EpochCloser
{
    /// <summary>A billionth, in parts of 10^18.</summary>
    private const ulong Negligible = 1_000_000_000;

    public static NetworkState Close(
        MechanismPolicy policy, NetworkState state, EpochTerms terms, ImmutableArray<ParticipantState> participants, List<JobOutcome> ended, in MovedBalances moved)
    {
        NetworkState after = Next(policy, state, terms, participants, ended, moved);
        StateValidator.RequireBalance(after);
        return after;
    }

    /// <summary>Returns the next state, whose books nobody has compared yet: for a network of which these participants are a part.</summary>
    public static NetworkState Next(
        MechanismPolicy policy, NetworkState state, EpochTerms terms, ImmutableArray<ParticipantState> participants, List<JobOutcome> ended, in MovedBalances moved)
    {
        Epoch next = state.Epoch.Next;
        HashSet<Epoch> open = [];
        int forgotten = 0;
        foreach (ref readonly ParticipantState participant in participants.AsSpan())
        {
            foreach (ref readonly FaultCase item in participant.Cases.AsSpan())
            {
                if (item.IsOpen)
                {
                    open.Add(item.FaultEpoch);
                }
            }

            forgotten += IsForgotten(policy, state, participants, participant, next) ? 1 : 0;
        }

        ImmutableArray<ParticipantState> remaining = forgotten == 0 ? participants : participants.RemoveAll(participant => IsForgotten(policy, state, participants, participant, next));
        return state with
        {
            Epoch = next,
            Participants = remaining,
            Requesters = RequesterBook.Close(state.Requesters, ended),
            Books = moved.Books,
            Treasury = moved.Treasury,
            RewardPool = moved.RewardPool,
            Stakes = Stakes(policy, state, terms.Climate.Totals.Stake, open),
            Liability = [.. LiabilitySchedule.Live(state.Liability.AsSpan(), next)],
            FormerOffences = Former(state, open, next),
        };
    }

    private static bool IsForgotten(MechanismPolicy policy, NetworkState state, ImmutableArray<ParticipantState> all, in ParticipantState participant, Epoch next) =>
        CanBeForgotten(policy, participant, next) && !IsAskedForByFormerNames(state, all, participant);

    /// <summary>Who left for good is forgotten once that improves nothing for it: it comes back as the newcomer that it would be anyway, or as a worse one.</summary>
    private static bool CanBeForgotten(MechanismPolicy policy, in ParticipantState participant, Epoch next) =>
        participant.Stake.IsClosed
        && participant.Cases.IsEmpty
        && participant.PassedAudits.IsEmpty
        && participant.Withheld.IsEmpty
        && participant.Jobs.IsEmpty
        && participant.Delegated is null or { IsEmpty: true }
        && participant.JailedUntil <= next
        && IsAsANewcomer(policy.Reputation.Model, participant.Reputation, next);

    /// <summary>Tells whether somebody with other names before still has money as a requester or a delegator, which is found under those names too.</summary>
    private static bool IsAskedForByFormerNames(NetworkState state, ImmutableArray<ParticipantState> all, in ParticipantState participant)
    {
        if (participant.FormerNames.IsEmpty)
        {
            return false;
        }

        ParticipantId name = participant.Participant;
        return state.IndexOfRequester(name) >= 0 || all.Any(one => one.Delegated is { } delegated && DelegatorRenaming.IsOf(delegated, name));
    }

    /// <summary>
    /// Tells whether a score is no worse than a newcomer's. A memory that fades comes to rest a few parts above nothing, where its rounding keeps it for ever; what is lower by
    /// less than a billionth, and will not rise any more, counts as no worse.
    /// </summary>
    private static bool IsAsANewcomer(IReputationModel model, in ReputationRecord record, Epoch next)
    {
        ReputationRecord aged = model.Age(record, next);
        Proportion score = model.Read(aged), newcomer = model.Read(model.Newcomer(next));
        if (score >= newcomer || newcomer.Parts - score.Parts > Negligible)
        {
            return score >= newcomer;
        }

        ReputationRecord later = model.Age(aged, next.Next);
        return later.Proven == aged.Proven && later.Unexplained == aged.Unexplained && later.Presence == aged.Presence;
    }

    /// <summary>Keeps the prices of earlier policies while a fault of their time can be charged.</summary>
    private static ImmutableArray<FormerOffences> Former(NetworkState state, HashSet<Epoch> open, Epoch next) => state.FormerOffences.IsEmpty
        ? []
        : state.FormerOffences.RemoveAll(former => !LiabilitySchedule.ReachesBack(state.Liability.AsSpan(), former.Until, next) && !open.Any(fault => fault <= former.Until));

    /// <summary>Keeps the stake of the epochs that a fault can be of; an open case keeps that of its fault, also when a new policy remembers less.</summary>
    private static ImmutableArray<EpochStake> Stakes(MechanismPolicy policy, NetworkState state, Amount stake, HashSet<Epoch> open)
    {
        Epoch next = state.Epoch.Next;
        EpochSpan liability = LiabilitySchedule.RulesAt(policy.Stake, state.Liability.AsSpan(), next).LiabilityWindow;
        EpochSpan memory = MemorySpan.Of(policy, state, liability);

        // Also where nothing has a price yet: the next policy may have one, and a fault is a share of the stake of its own epoch.
        return [.. state.Stakes.Where(past => next - past.Epoch <= memory || open.Contains(past.Epoch)), new EpochStake(state.Epoch, stake)];
    }
}
