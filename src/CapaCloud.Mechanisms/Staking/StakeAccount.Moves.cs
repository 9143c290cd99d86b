using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <content>What the owner does with the stake: deposit, unbond, cancel, redelegate, withdraw.</content>
public sealed partial class StakeAccount
{
    /// <summary>Puts money in, which stands behind the owner itself from this epoch on.</summary>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account, and the posting from the owner's wallet to its stake.</returns>
    /// <exception cref="StakeRefusedException">
    /// Nothing to move, below the minimum bond, too many tranches, overflow, or an epoch in the past.
    /// </exception>
    public StakeChange Deposit(Amount amount, Epoch now, StakingRules rules) => Deposit(amount, Owner, now, rules);

    /// <summary>Puts money in, which stands behind an operator from this epoch on: a delegation.</summary>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="operatorId">Behind whom it stands.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account, and the posting from the owner's wallet to its stake.</returns>
    /// <exception cref="ArgumentException">The operator is nobody.</exception>
    /// <exception cref="StakeRefusedException">
    /// Nothing to move, below the minimum bond, too many tranches, overflow, or an epoch in the past.
    /// </exception>
    public StakeChange Deposit(Amount amount, ParticipantId operatorId, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireOperator(operatorId);
        RequireSomething(amount, "deposited");
        RequireForward(now);
        RequireRoom(amount);
        RequireMinimum(BondedWith(operatorId) + amount, operatorId, rules);
        StakeTranche tranche = new() { Remaining = amount, Operator = operatorId, Since = now };
        StakeAccount account = Bounded(With(Tranches.Add(tranche), now, rules), rules);
        return new StakeChange(account, amount, new Posting(LedgerAccount.Wallet(Owner), LedgerAccount.Stake(Owner), amount, PostingReason.Deposit));
    }

    /// <summary>Starts the release of some of the stake that stands behind the owner itself.</summary>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="now">The present epoch, the last in which it stands.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account.</returns>
    /// <exception cref="StakeRefusedException">
    /// Nothing to move, more than is bonded, a rest below the minimum bond, too many tranches, or a release epoch beyond time.
    /// </exception>
    public StakeChange Unbond(Amount amount, Epoch now, StakingRules rules) => Unbond(amount, Owner, now, rules);

    /// <summary>Starts the release of some of the stake that stands behind an operator; what came last leaves first.</summary>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="operatorId">Behind whom it stands.</param>
    /// <param name="now">The present epoch, the last in which it stands.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account. It can be withdrawn from <c>now + max(UnbondingPeriod, LiabilityWindow)</c> on.</returns>
    /// <exception cref="StakeRefusedException">
    /// Nothing to move, more than is bonded, a rest below the minimum bond, too many tranches, or a release epoch beyond time. Unbonding
    /// all of it is never refused for the number of tranches.
    /// </exception>
    public StakeChange Unbond(Amount amount, ParticipantId operatorId, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Amount rest = RequireBonded(amount, operatorId, now, "unbonded");
        if (!rest.IsZero)
        {
            RequireMinimum(rest, operatorId, rules);
        }

        Epoch release = ReleaseAfter(now, rules);
        ImmutableArray<StakeTranche> tranches = Prune(now, rules).MoveBonded(amount, operatorId, part => part with { UnbondedAt = now, Release = release });
        StakeAccount account = With(tranches, now, rules);
        return new StakeChange(rest.IsZero ? account : Bounded(account, rules), amount, null);
    }

    /// <summary>Takes back the release of stake: it stands again behind the operator behind whom it stood; what was unbonded last comes back first.</summary>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account. For the epochs in between the stake is not liable.</returns>
    /// <exception cref="StakeRefusedException">Nothing to move, more than is unbonding, a bond below the minimum, or too many tranches.</exception>
    public StakeChange CancelUnbonding(Amount amount, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireSomething(amount, "bonded again");
        RequireForward(now);
        if (amount > Unbonding)
        {
            throw Refused(StakeRefusal.MoreThanUnbonding, $"{Prose.Units(amount, "was", "were")} to be bonded again, but {Owner} has only {Prose.Units(Unbonding)} unbonding; expected at most that.");
        }

        List<StakeTranche> tranches = new(Tranches.Length + 1);
        HashSet<ParticipantId> operators = [];
        Amount missing = amount;
        foreach (StakeTranche tranche in Prune(now, rules).Tranches.Reverse())
        {
            Amount part = tranche.IsBonded ? Amount.Zero : Amount.Min(missing, tranche.Remaining);
            if (part.IsZero)
            {
                tranches.Add(tranche);
                continue;
            }

            (StakeTranche back, StakeTranche rest) = StakeTranches.Split(tranche, part);
            tranches.Add(StakeTranches.StandAgain(back, tranche.Operator, now));
            tranches.Add(rest);
            operators.Add(tranche.Operator);
            missing -= part;
        }

        StakeAccount account = Bounded(With([.. tranches], now, rules), rules);
        account.RequireMinimum(operators, rules);
        return new StakeChange(account, amount, null);
    }

    /// <summary>Moves stake from behind one operator to behind another, at once; it stays liable for the faults of the first.</summary>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="from">Behind whom it stands.</param>
    /// <param name="to">Behind whom it is to stand.</param>
    /// <param name="now">The present epoch: the last behind the first operator and the first behind the second.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account.</returns>
    /// <exception cref="ArgumentException">An operator is nobody, or both are the same.</exception>
    /// <exception cref="StakeRefusedException">Nothing to move, more than is bonded there, a bond below the minimum, or too many tranches.</exception>
    public StakeChange Redelegate(Amount amount, ParticipantId from, ParticipantId to, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireOperator(to);
        if (from == to)
        {
            throw new ArgumentException($"Stake that stands behind {from} cannot be redelegated to {to}; expected another operator.", nameof(to));
        }

        Amount rest = RequireBonded(amount, from, now, "redelegated");
        if (!rest.IsZero)
        {
            RequireMinimum(rest, from, rules);
        }

        RequireMinimum(BondedWith(to) + amount, to, rules);
        ImmutableArray<StakeTranche> tranches = Prune(now, rules).MoveBonded(amount, from, part => StakeTranches.StandAgain(part, to, now));
        return new StakeChange(Bounded(With(tranches, now, rules), rules), amount, null);
    }

    /// <summary>Takes out all that is released and not held: of what is held, nothing leaves.</summary>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account, this very instance when nothing was released, and the posting from the stake to the owner's wallet.</returns>
    /// <exception cref="StakeRefusedException">An epoch in the past.</exception>
    public StakeChange Withdraw(Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireForward(now);
        StakeAccount pruned = Prune(now, rules);
        Amount withdrawn = pruned.WithdrawableAt(now, rules);
        if (withdrawn.IsZero)
        {
            return new StakeChange(this, Amount.Zero, null);
        }

        ImmutableArray<StakeTranche>.Builder tranches = ImmutableArray.CreateBuilder<StakeTranche>(pruned.Tranches.Length);
        foreach (StakeTranche tranche in pruned.Tranches)
        {
            tranches.Add(pruned.CanLeave(tranche, now, rules) ? StakeTranches.Depart(tranche, tranche.Remaining, now) : tranche);
        }

        Posting posting = new(LedgerAccount.Stake(Owner), LedgerAccount.Wallet(Owner), withdrawn, PostingReason.Withdrawal);
        return new StakeChange(With(tranches.MoveToImmutable(), now, rules), withdrawn, posting);
    }

    private static void RequireOperator(ParticipantId operatorId)
    {
        if (operatorId.IsNone)
        {
            throw new ArgumentException("Stake must stand behind somebody.", nameof(operatorId));
        }
    }

    private void RequireSomething(Amount amount, string what)
    {
        if (amount.IsZero)
        {
            throw Refused(StakeRefusal.NothingToMove, $"0 units of {Owner} were to be {what}; expected at least 1.");
        }
    }

    private void RequireMinimum(Amount bonded, ParticipantId operatorId, StakingRules rules)
    {
        if (bonded < rules.MinimumBond)
        {
            throw Refused(
                StakeRefusal.BelowMinimumBond,
                $"{Prose.Units(bonded)} of {Owner} would stand behind {operatorId}; expected none or at least {Prose.Units(rules.MinimumBond)}.");
        }
    }

    /// <summary>The tranches that stand come first, by operator: one pass counts what stands behind each.</summary>
    private void RequireMinimum(HashSet<ParticipantId> operators, StakingRules rules)
    {
        Amount bonded = Amount.Zero;
        for (int index = 0; index < Tranches.Length && Tranches[index].IsBonded; index++)
        {
            ParticipantId operatorId = Tranches[index].Operator;
            bonded += Tranches[index].Remaining;
            if (index + 1 < Tranches.Length && Tranches[index + 1].IsBonded && Tranches[index + 1].Operator == operatorId)
            {
                continue;
            }

            if (operators.Contains(operatorId))
            {
                RequireMinimum(bonded, operatorId, rules);
            }

            bonded = Amount.Zero;
        }
    }

    private Amount RequireBonded(Amount amount, ParticipantId operatorId, Epoch now, string what)
    {
        RequireSomething(amount, what);
        RequireForward(now);
        Amount bonded = BondedWith(operatorId);
        return amount > bonded
            ? throw Refused(
                StakeRefusal.MoreThanBonded,
                $"{Prose.Units(amount, "was", "were")} to be {what}, but {Owner} has only {Prose.Units(bonded)} bonded with {operatorId}; expected at most that.")
            : bonded - amount;
    }

    /// <summary>Refuses a deposit that could make what stood in some epoch exceed an amount.</summary>
    private void RequireRoom(Amount amount)
    {
        Amount room = Amount.MaxValue - amount;
        foreach (StakeTranche tranche in Tranches)
        {
            Amount original = tranche.OriginalAt(default);
            if (original > room)
            {
                throw Refused(
                    StakeRefusal.StakeOverflow,
                    $"A deposit of {Prose.Units(amount)} on top of {Prose.Units(Total)} of {Owner} exceeds the largest amount, 2^128 - 1 units; expected at most that together.");
            }

            room -= original;
        }
    }

    private Epoch ReleaseAfter(Epoch now, StakingRules rules) =>
        rules.ReleaseDelay.Epochs > ulong.MaxValue - now.Number
            ? throw Refused(
                StakeRefusal.ReleaseBeyondTime,
                $"Stake of {Owner} unbonded in epoch {now} would be released {Prose.Epochs(rules.ReleaseDelay)} later, after the last epoch, 2^64 - 1; expected one that comes before.")
            : now + rules.ReleaseDelay;

    private StakeAccount Bounded(StakeAccount account, StakingRules rules)
    {
        int tranches = account.Tranches.Length;
        foreach (StakeTranche tranche in account.Tranches)
        {
            tranches = Math.Max(tranches, tranche.Earlier.Length + 1);
        }

        return tranches > rules.MaximumTranches && tranches > Tranches.Length
            ? throw Refused(
                StakeRefusal.TooManyTranches,
                $"The stake of {Owner} would have {Prose.Count(tranches, "tranche")} with different histories; expected at most {rules.MaximumTranches}. "
                    + "Move all of it, or wait until older ones have left the liability window.")
            : account;
    }

    private ImmutableArray<StakeTranche> MoveBonded(Amount amount, ParticipantId operatorId, Func<StakeTranche, StakeTranche> move)
    {
        List<StakeTranche> tranches = new(Tranches.Length + 1);
        Amount missing = amount;
        foreach (StakeTranche tranche in Tranches.Reverse())
        {
            Amount part = tranche.IsBonded && tranche.Operator == operatorId ? Amount.Min(missing, tranche.Remaining) : Amount.Zero;
            if (part.IsZero)
            {
                tranches.Add(tranche);
                continue;
            }

            (StakeTranche moved, StakeTranche rest) = StakeTranches.Split(tranche, part);
            tranches.Add(move(moved));
            tranches.Add(rest);
            missing -= part;
        }

        return [.. tranches];
    }
}
