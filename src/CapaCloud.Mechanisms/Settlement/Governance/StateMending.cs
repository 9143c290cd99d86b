using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Says what is inconsistent in a state, what a plan can mend of it, and what it cannot.</summary>
/// <remarks>
/// <code>
/// lists out of order are sorted, entries twice are kept once, stakes of epochs to come are dropped
/// money that the books hold and no account has goes to the treasury
/// money that accounts have and the books do not hold is taken from the treasury, then from the reward pool; the rest cannot be mended
/// </code>
/// Two records of one name, an account of somebody else and sums that no posting explains are left to people: they are in Left. Books.In is never changed, so no plan
/// creates money. Linear in the size of the state, and a sort.
/// </remarks>
public static class StateMending
{
    /// <summary>Makes a plan.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The plan; of a consistent state one without steps.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    public static MendingPlan Plan(NetworkState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        ImmutableArray<StateInconsistency> found = StateValidator.Validate(state);
        if (found.IsEmpty)
        {
            return new MendingPlan { Before = state, State = state };
        }

        ImmutableArray<string>.Builder steps = ImmutableArray.CreateBuilder<string>();
        NetworkState mended = Ordered(state, steps);
        mended = Balanced(mended, steps);
        return new MendingPlan { Before = state, Found = found, Steps = steps.ToImmutable(), State = mended, Left = StateValidator.Validate(mended) };
    }

    /// <summary>Carries a plan out, on somebody's order.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="order">On whose order, and why.</param>
    /// <returns>The receipt, with what was done in words. Nothing is posted: an account is set right, and the books stay as they are.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="RepairRefusedException">There is nothing to mend, something is left that people must look at first, or the plan is not the one that its state gives.</exception>
    public static RepairReceipt CarryOut(MendingPlan plan, RepairOrder order)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(order);
        if (plan.Steps.IsEmpty || !plan.Left.IsEmpty)
        {
            throw new RepairRefusedException(plan.Left.IsEmpty
                ? "The plan has no step; expected one that mends something."
                : $"The plan leaves {Prose.Count(plan.Left.Length, "finding")}, the first: {plan.Left[0]}. Expected a plan that leaves none; mend those by hand, and plan again.");
        }

        if (plan != Plan(plan.Before))
        {
            throw new RepairRefusedException("The plan is not the one that its state gives; expected the plan of StateMending.Plan as it is.");
        }

        return new RepairReceipt { Kind = RepairKind.StateMended, Order = order, Epoch = plan.Before.Epoch, After = plan.State, Steps = plan.Steps };
    }

    private static NetworkState Ordered(NetworkState state, ImmutableArray<string>.Builder steps)
    {
        ImmutableArray<ParticipantState> participants = [.. state.Participants.Select(Ordered).OrderBy(item => item.Participant)];
        ImmutableArray<EpochStake> stakes = [.. state.Stakes.Where(item => item.Epoch < state.Epoch).GroupBy(item => item.Epoch).Select(group => group.First()).OrderBy(item => item.Epoch)];
        ImmutableArray<LiabilityPeriod> liability = [.. state.Liability.GroupBy(item => item.Since).Select(group => group.Last()).OrderBy(item => item.Since)];
        ImmutableArray<FormerOffences> former = [.. state.FormerOffences.GroupBy(item => item.Until).Select(group => group.First()).OrderBy(item => item.Until)];
        ImmutableArray<RequesterState> requesters = [.. state.Requesters.Distinct().OrderBy(item => item.Requester)];
        ImmutableArray<PoolAmount> pools =
        [
            .. state.Pools.Where(item => LedgerAccount.IsPoolName(item.Pool) && !item.Amount.IsZero).Distinct().GroupBy(item => item.Pool).Select(group => group.First()).OrderBy(item => item.Pool, StringComparer.Ordinal),
        ];
        NetworkState ordered = state with { Pools = pools, Participants = participants, Requesters = requesters, Stakes = stakes, Liability = liability, FormerOffences = former };
        if (ordered != state)
        {
            steps.Add("lists are put in order, and what stands in them twice is kept once");
        }

        return ordered;
    }

    private static ParticipantState Ordered(ParticipantState item) => item with
    {
        Cases = [.. item.Cases.Distinct().Order()],
        PassedAudits = [.. item.PassedAudits.Distinct().Order()],
        Jobs = [.. item.Jobs.Distinct().Order()],
        FormerNames = [.. item.FormerNames.Distinct().Order()],
        Withheld = [.. item.Withheld.Distinct().GroupBy(one => one.Epoch).OrderBy(group => group.Key).Select(group => new WithheldReward(group.Key, Sum(group.Select(one => one.Amount))))],
    };

    private static NetworkState Balanced(NetworkState state, ImmutableArray<string>.Builder steps)
    {
        if (state.Participants.Any(item => item.Participant.IsNone || item.Stake is null) || !TryHeld(state, out Amount held))
        {
            return state;
        }

        Amount books = state.Books.Held;
        if (books > held)
        {
            Amount found = books - held;
            steps.Add($"{Prose.Units(found)} that the books hold and no account has go to the treasury");
            return state with { Treasury = state.Treasury + found };
        }

        if (books < held)
        {
            Amount missing = held - books, fromTreasury = Amount.Min(missing, state.Treasury), fromPool = Amount.Min(missing - fromTreasury, state.RewardPool);
            steps.Add($"of {Prose.Units(missing)} that accounts have and the books do not hold, {fromTreasury} are taken from the treasury and {fromPool} from the reward pool");
            return state with { Treasury = state.Treasury - fromTreasury, RewardPool = state.RewardPool - fromPool };
        }

        return state;
    }

    private static bool TryHeld(NetworkState state, out Amount held)
    {
        try
        {
            held = state.Treasury + state.RewardPool + PoolAmount.Sum(state.Pools.AsSpan()) + Sum(state.Participants.Select(item => item.Stake.Total + item.WithheldTotal() + (item.Delegated?.Total ?? Amount.Zero))) + Sum(state.Requesters.Select(item => item.Free + item.Reserved));
            return true;
        }
        catch (OverflowException)
        {
            held = Amount.Zero;
            return false;
        }
    }

    private static Amount Sum(IEnumerable<Amount> amounts) => amounts.Aggregate(Amount.Zero, (sum, amount) => sum + amount);
}
