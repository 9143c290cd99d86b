using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The last step of an epoch: the network's part of the next state, from the merged closing. The network's books must agree, or nothing is settled.</summary>
internal static class EpochCloser
{
    /// <summary>Returns the next state with those who stay of the participants that one machine has. Elsewhere is as below.</summary>
    public static NetworkState Close(
        MechanismPolicy policy, NetworkState state, EpochTerms terms, ImmutableArray<ParticipantState> participants, ClosingBuilder builder, Amount elsewhere = default)
    {
        EpochClosing closing = builder.ToClosing();
        NetworkState next = Close(policy, state, terms, closing, elsewhere);
        AskedNames asked = Forgetting.Ask(closing.Leaving, state.Requesters, participants);
        return next with { Participants = builder.Forgets ? Forgetting.Remaining(policy, participants, next.Epoch, asked) : participants };
    }

    /// <summary>Returns the next state without participants. Elsewhere is what those of the network hold whom the closing does not know: who rests.</summary>
    public static NetworkState Close(MechanismPolicy policy, NetworkState state, EpochTerms terms, EpochClosing closing, Amount elsewhere = default)
    {
        Epoch next = state.Epoch.Next;
        NetworkState after = closing.Moved.ApplyTo(state) with
        {
            Epoch = next,
            Participants = [],
            Pools = PoolLists.After(state.Pools, closing.Pools),
            Requesters = RequesterBook.Close(policy, state.Requesters, closing.Requesters, state.Epoch),
            Stakes = Stakes(policy, state, terms, closing.OpenFaults),
            Liability = [.. LiabilitySchedule.Live(state.Liability.AsSpan(), next)],
            FormerOffences = Former(state, closing.OpenFaults, next),
        };
        StateValidator.RequireBalance(after, closing.Held + elsewhere);
        return after;
    }

    /// <summary>Keeps the prices of earlier policies while a fault of their time can be charged.</summary>
    private static ImmutableArray<FormerOffences> Former(NetworkState state, ImmutableArray<Epoch> open, Epoch next) => state.FormerOffences.IsEmpty
        ? []
        : state.FormerOffences.RemoveAll(former => !LiabilitySchedule.ReachesBack(state.Liability.AsSpan(), former.Until, next) && !open.Any(fault => fault <= former.Until));

    /// <summary>Keeps the stake of the epochs that a fault can be of; an open case keeps that of its fault, also when a new policy remembers less.</summary>
    private static ImmutableArray<EpochStake> Stakes(MechanismPolicy policy, NetworkState state, EpochTerms terms, ImmutableArray<Epoch> open)
    {
        Epoch next = state.Epoch.Next;
        EpochSpan liability = LiabilitySchedule.RulesAt(policy.Stake, state.Liability.AsSpan(), next).LiabilityWindow;
        EpochSpan memory = MemorySpan.Of(policy, state, liability);

        // Also where nothing has a price yet: the next policy may have one, and a fault is a share of the stake of its own epoch.
        return [.. state.Stakes.Where(past => next - past.Epoch <= memory || open.Contains(past.Epoch)), new EpochStake(state.Epoch, terms.Climate.Totals.Stake) { Commitments = terms.Commitments }];
    }
}
