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
        StakeLot lot = new() { Remaining = amount, Operator = operatorId, Since = now };
        StakeAccount account = Bounded(With(Lots.Add(lot), now, rules), rules);
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
        ImmutableArray<StakeLot> lots = Prune(now, rules).MoveBonded(amount, operatorId, part => part with { UnbondedAt = now, Release = release });
        StakeAccount account = With(lots, now, rules);
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
            throw Refused(StakeRefusal.MoreThanUnbonding, $"{amount} units were to be bonded again, but only {Unbonding} units of {Owner} are unbonding.");
        }

        List<StakeLot> lots = new(Lots.Length + 1);
        HashSet<ParticipantId> operators = [];
        Amount missing = amount;
        foreach (StakeLot lot in Prune(now, rules).Lots.Reverse())
        {
            Amount part = lot.IsBonded ? Amount.Zero : Amount.Min(missing, lot.Remaining);
            if (part.IsZero)
            {
                lots.Add(lot);
                continue;
            }

            (StakeLot back, StakeLot rest) = StakeLots.Split(lot, part);
            lots.Add(StakeLots.StandAgain(back, lot.Operator, now));
            lots.Add(rest);
            operators.Add(lot.Operator);
            missing -= part;
        }

        StakeAccount account = Bounded(With([.. lots], now, rules), rules);
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
            throw new ArgumentException($"Stake that stands behind {from} cannot be redelegated to {to}.", nameof(to));
        }

        Amount rest = RequireBonded(amount, from, now, "redelegated");
        if (!rest.IsZero)
        {
            RequireMinimum(rest, from, rules);
        }

        RequireMinimum(BondedWith(to) + amount, to, rules);
        ImmutableArray<StakeLot> lots = Prune(now, rules).MoveBonded(amount, from, part => StakeLots.StandAgain(part, to, now));
        return new StakeChange(Bounded(With(lots, now, rules), rules), amount, null);
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

        ImmutableArray<StakeLot>.Builder lots = ImmutableArray.CreateBuilder<StakeLot>(pruned.Lots.Length);
        foreach (StakeLot lot in pruned.Lots)
        {
            lots.Add(pruned.CanLeave(lot, now, rules) ? StakeLots.Depart(lot, lot.Remaining, now) : lot);
        }

        Posting posting = new(LedgerAccount.Stake(Owner), LedgerAccount.Wallet(Owner), withdrawn, PostingReason.Withdrawal);
        return new StakeChange(With(lots.MoveToImmutable(), now, rules), withdrawn, posting);
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
                $"{bonded} units of {Owner} would stand behind {operatorId}; expected none or at least {rules.MinimumBond} units.");
        }
    }

    /// <summary>The tranches that stand come first, by operator: one pass counts what stands behind each.</summary>
    private void RequireMinimum(HashSet<ParticipantId> operators, StakingRules rules)
    {
        Amount bonded = Amount.Zero;
        for (int index = 0; index < Lots.Length && Lots[index].IsBonded; index++)
        {
            ParticipantId operatorId = Lots[index].Operator;
            bonded += Lots[index].Remaining;
            if (index + 1 < Lots.Length && Lots[index + 1].IsBonded && Lots[index + 1].Operator == operatorId)
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
                $"{amount} units were to be {what}, but only {bonded} units of {Owner} are bonded with {operatorId}.")
            : bonded - amount;
    }

    /// <summary>Refuses a deposit that could make what stood in some epoch exceed an amount.</summary>
    private void RequireRoom(Amount amount)
    {
        Amount room = Amount.MaxValue - amount;
        foreach (StakeLot lot in Lots)
        {
            Amount original = lot.OriginalAt(default);
            if (original > room)
            {
                throw Refused(
                    StakeRefusal.StakeOverflow,
                    $"A deposit of {amount} units on top of {Total} units of {Owner} exceeds the largest amount, 2^128 - 1 units.");
            }

            room -= original;
        }
    }

    private Epoch ReleaseAfter(Epoch now, StakingRules rules) =>
        rules.ReleaseDelay.Epochs > ulong.MaxValue - now.Number
            ? throw Refused(
                StakeRefusal.ReleaseBeyondTime,
                $"Stake of {Owner} unbonded in epoch {now} would be released {rules.ReleaseDelay} epochs later, after the last epoch, 2^64 - 1.")
            : now + rules.ReleaseDelay;

    private StakeAccount Bounded(StakeAccount account, StakingRules rules)
    {
        int tranches = account.Lots.Length;
        foreach (StakeLot lot in account.Lots)
        {
            tranches = Math.Max(tranches, lot.Earlier.Length + 1);
        }

        return tranches > rules.MaximumTranches && tranches > Lots.Length
            ? throw Refused(
                StakeRefusal.TooManyTranches,
                $"The stake of {Owner} would have {tranches} tranches with different histories; at most {rules.MaximumTranches} are allowed. "
                    + "Move all of it, or wait until older ones have left the liability window.")
            : account;
    }

    private ImmutableArray<StakeLot> MoveBonded(Amount amount, ParticipantId operatorId, Func<StakeLot, StakeLot> move)
    {
        List<StakeLot> lots = new(Lots.Length + 1);
        Amount missing = amount;
        foreach (StakeLot lot in Lots.Reverse())
        {
            Amount part = lot.IsBonded && lot.Operator == operatorId ? Amount.Min(missing, lot.Remaining) : Amount.Zero;
            if (part.IsZero)
            {
                lots.Add(lot);
                continue;
            }

            (StakeLot moved, StakeLot rest) = StakeLots.Split(lot, part);
            lots.Add(move(moved));
            lots.Add(rest);
            missing -= part;
        }

        return [.. lots];
    }
}
