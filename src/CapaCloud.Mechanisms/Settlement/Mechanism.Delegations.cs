using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms;

/// <content>What operators and their delegators do between two settlements.</content>
public sealed partial class Mechanism
{
    /// <summary>Opens a participant to delegations at a commission, or announces another commission.</summary>
    /// <param name="state">The state.</param>
    /// <param name="operatorId">The participant.</param>
    /// <param name="rate">The part of the delegators' rewards that it keeps. A lower rate counts from the next epoch on, a higher one after the policy's notice.</param>
    /// <returns>The new state. No money moves.</returns>
    /// <exception cref="StakeRefusedException">The policy has no delegations, or the rate is outside its bounds, a step too large, or too soon.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the participant.</exception>
    public NetworkState SetCommission(NetworkState state, ParticipantId operatorId, Proportion rate)
    {
        DelegationPolicy rules = RequireDelegation(state);
        operatorId = state.HolderOf(operatorId);
        ParticipantState before = state.StateOf(operatorId);
        if (before.Delegated is { } open)
        {
            return state.With(before with { Delegated = open with { Commission = open.Commission.ChangeTo(rate, state.Epoch) } });
        }

        if (rate > rules.CommissionAtMost || rate < rules.CommissionAtLeast)
        {
            throw new StakeRefusedException(
                StakeRefusal.ChangeTooLarge, $"'{operatorId}' asks for a commission of {rate}; expected from {rules.CommissionAtLeast} to {rules.CommissionAtMost}.");
        }

        Commission commission = Bounded(new Commission { Rate = rate, ChangedAt = state.Epoch }, rules);
        return state.With(before with { Delegated = DelegatedStake.Open(operatorId, commission, state.Epoch) });
    }

    /// <summary>Puts stake behind an operator. It answers for the operator's faults from this epoch on, and earns from the next.</summary>
    /// <param name="state">The state.</param>
    /// <param name="delegator">Whose stake it is; it need not be a participant.</param>
    /// <param name="operatorId">The operator.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The new state and the posting.</returns>
    /// <exception cref="StakeRefusedException">The operator takes no delegations, it is the delegator itself, the amount is too small, or the pool refuses it.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the operator.</exception>
    public StateChange DelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount)
    {
        (delegator, operatorId) = Holders(state, delegator, operatorId);
        return Moved(
            Joined(state, delegator, operatorId, amount),
            new Posting(LedgerAccount.Wallet(delegator), LedgerAccount.DelegationPool(operatorId), amount, PostingReason.Delegation));
    }

    /// <summary>Lets stake leave an operator, the youngest first. It answers for faults up to this epoch until it is released.</summary>
    /// <param name="state">The state.</param>
    /// <param name="delegator">Whose stake it is.</param>
    /// <param name="operatorId">The operator.</param>
    /// <param name="amount">How much, in base units; what stays is nothing or at least the smallest delegation.</param>
    /// <returns>The new state. No money moves until it is withdrawn.</returns>
    /// <exception cref="StakeRefusedException">More than stands there, too little would stay, or the stake covers open work of the operator.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the operator.</exception>
    public NetworkState UndelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount)
    {
        (delegator, operatorId) = Holders(state, delegator, operatorId);
        (ParticipantState before, DelegatedStake delegated) = RequirePool(state, operatorId);
        DelegatedStake after = delegated.Leave(delegator, amount, state.Epoch, MemoryOf(state, before));
        Amount rest = after.StakeOf(delegator);
        if (Policy.Delegation is { } rules && !rest.IsZero && rest < rules.MinimumDelegation)
        {
            throw new StakeRefusedException(
                StakeRefusal.DelegationTooSmall, $"'{delegator}' would keep {Prose.Units(rest)} with '{operatorId}'; expected none or at least {Prose.Units(rules.MinimumDelegation)}.");
        }

        return RequireCover(new StateChange(state.With(before with { Delegated = after }), []), operatorId).State;
    }

    /// <summary>Pays a delegator the stake that has left an operator and that no fault can reach any more.</summary>
    /// <param name="state">The state.</param>
    /// <param name="delegator">Whose stake it is.</param>
    /// <param name="operatorId">The operator.</param>
    /// <returns>The new state and the posting; the same state and none when nothing is released.</returns>
    /// <exception cref="StakeRefusedException">The operator takes no delegations.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the operator.</exception>
    public StateChange WithdrawDelegation(NetworkState state, ParticipantId delegator, ParticipantId operatorId)
    {
        (delegator, operatorId) = Holders(state, delegator, operatorId);
        (NetworkState after, Amount paid) = Released(state, delegator, operatorId);
        return Moved(after, new Posting(LedgerAccount.DelegationPool(operatorId), LedgerAccount.Wallet(delegator), paid, PostingReason.Withdrawal));
    }

    /// <summary>Puts stake that has left one operator and is released behind another, without a way through the wallet.</summary>
    /// <param name="state">The state.</param>
    /// <param name="delegator">Whose stake it is.</param>
    /// <param name="fromOperator">The operator that it has left.</param>
    /// <param name="toOperator">The operator that it joins.</param>
    /// <returns>The new state and the posting.</returns>
    /// <exception cref="ArgumentException">Both operators are one.</exception>
    /// <exception cref="StakeRefusedException">Nothing is released, or the other operator refuses it.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know one of the operators.</exception>
    public StateChange Redelegate(NetworkState state, ParticipantId delegator, ParticipantId fromOperator, ParticipantId toOperator)
    {
        (delegator, fromOperator) = Holders(state, delegator, fromOperator);
        toOperator = state.HolderOf(toOperator);
        if (toOperator == fromOperator)
        {
            throw new ArgumentException($"'{delegator}' moves its stake from '{fromOperator}' to the same operator; expected another one.", nameof(toOperator));
        }

        (NetworkState after, Amount released) = Released(state, delegator, fromOperator);
        return Moved(
            Joined(after, delegator, toOperator, released),
            new Posting(LedgerAccount.DelegationPool(fromOperator), LedgerAccount.DelegationPool(toOperator), released, PostingReason.Redelegation));
    }

    /// <summary>Pays a delegator what its stake has earned in the epochs that are divided.</summary>
    /// <param name="state">The state.</param>
    /// <param name="delegator">Whose reward it is.</param>
    /// <param name="operatorId">The operator.</param>
    /// <returns>The new state and the posting; no posting when nothing is payable. A reward is paid once.</returns>
    /// <exception cref="StakeRefusedException">The operator takes no delegations.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the operator.</exception>
    public StateChange ClaimRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId)
    {
        (delegator, operatorId) = Holders(state, delegator, operatorId);
        (NetworkState after, Amount paid) = Claimed(state, delegator, operatorId);
        return Moved(after, new Posting(LedgerAccount.DelegationPool(operatorId), LedgerAccount.Wallet(delegator), paid, PostingReason.Reward));
    }

    /// <summary>Puts what a delegator's stake has earned behind the same operator.</summary>
    /// <param name="state">The state.</param>
    /// <param name="delegator">Whose reward it is.</param>
    /// <param name="operatorId">The operator.</param>
    /// <returns>The new state. No money leaves the pool, so nothing is posted.</returns>
    /// <exception cref="StakeRefusedException">Less than the smallest delegation has been earned, or the pool refuses it.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the operator.</exception>
    public NetworkState CompoundRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId)
    {
        (delegator, operatorId) = Holders(state, delegator, operatorId);
        (NetworkState after, Amount earned) = Claimed(state, delegator, operatorId);
        return Joined(after, delegator, operatorId, earned);
    }

    internal static Commission Bounded(Commission commission, DelegationPolicy rules) => commission with
    {
        Floor = rules.CommissionAtLeast,
        Ceiling = rules.CommissionAtMost,
        LargestStep = rules.LargestCommissionStep,
        Pause = rules.CommissionPause,
        Notice = rules.CommissionNotice,
    };

    private (ParticipantId Delegator, ParticipantId Operator) Holders(NetworkState state, ParticipantId delegator, ParticipantId operatorId)
    {
        RequireOwn(state);
        return (state.HolderOf(delegator), state.HolderOf(operatorId));
    }

    private NetworkState Joined(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount)
    {
        DelegationPolicy rules = RequireDelegation(state);
        (ParticipantState before, DelegatedStake delegated) = RequirePool(state, operatorId);
        if (delegator.IsNone || delegator == operatorId)
        {
            throw new StakeRefusedException(
                StakeRefusal.OwnDelegation, $"'{delegator}' would delegate to '{operatorId}'; expected somebody else. An operator's own stake is deposited.");
        }

        if (amount < rules.MinimumDelegation)
        {
            throw new StakeRefusedException(
                StakeRefusal.DelegationTooSmall, $"'{delegator}' would delegate {Prose.Units(amount)} to '{operatorId}'; expected at least {Prose.Units(rules.MinimumDelegation)}.");
        }

        return state.With(before with { Delegated = delegated.Join(delegator, amount, state.Epoch, MemoryOf(state, before)) });
    }

    private (NetworkState After, Amount Paid) Released(NetworkState state, ParticipantId delegator, ParticipantId operatorId)
    {
        (ParticipantState before, DelegatedStake delegated) = RequirePool(state, operatorId);
        IReadOnlyCollection<Epoch> held = StakeBehind.Held(before.Cases.AsSpan());
        (DelegatedStake after, Amount paid) = delegated.Withdraw(delegator, state.Epoch, RulesOf(state), MemoryOf(state, before), held);
        return (ReferenceEquals(after, delegated) ? state : state.With(before with { Delegated = after }), paid);
    }

    private (NetworkState After, Amount Paid) Claimed(NetworkState state, ParticipantId delegator, ParticipantId operatorId)
    {
        (ParticipantState before, DelegatedStake delegated) = RequirePool(state, operatorId);
        (DelegatedStake after, Amount paid) = delegated.Claim(delegator);
        return (state.With(before with { Delegated = after }), paid);
    }

    private StakingRules MemoryOf(NetworkState state, in ParticipantState participant) =>
        StakeBehind.Memory(RulesOf(state), StakeBehind.Held(participant.Cases.AsSpan()), state.Epoch);

    private DelegationPolicy RequireDelegation(NetworkState state)
    {
        RequireOwn(state);
        return Policy.Delegation ?? throw new StakeRefusedException(StakeRefusal.NoDelegation, $"The policy '{Policy.Name}' has no delegations; expected one with rules for them.");
    }

    private (ParticipantState Operator, DelegatedStake Delegated) RequirePool(NetworkState state, ParticipantId operatorId)
    {
        RequireOwn(state);
        ParticipantState participant = state.StateOf(operatorId);
        return participant.Delegated is { } delegated
            ? (participant, delegated)
            : throw new StakeRefusedException(StakeRefusal.NoDelegation, $"'{operatorId}' takes no delegations; expected an operator that has set a commission.");
    }

    private static StateChange Moved(NetworkState state, Posting posting) =>
        posting.Amount.IsZero ? new StateChange(state, []) : new StateChange(state with { Books = state.Books.With(posting) }, [posting]);
}
