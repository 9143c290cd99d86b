using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <content>What the network takes of the stake: a part of what stood at a fault, or an amount of it.</content>
public sealed partial class StakeAccount
{
    /// <summary>Takes a part of the owner's own stake that stood at the fault.</summary>
    /// <param name="fault">The epoch of the fault, inside the liability window or held.</param>
    /// <param name="fraction">The part of what stood then.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account, what was due and what was taken.</returns>
    /// <exception cref="StakeRefusedException">
    /// The fault lies in the future, or beyond the liability window and is not held, or the present epoch is before the account's history.
    /// </exception>
    public StakeSlash Slash(Epoch fault, Proportion fraction, Epoch now, StakingRules rules) => Slash(Owner, fault, fraction, now, rules);

    /// <summary>Takes a part of the stake that stood behind an operator at the operator's fault, wherever it is now.</summary>
    /// <param name="operatorId">Whose fault it was.</param>
    /// <param name="fault">The epoch of the fault, inside the liability window or held.</param>
    /// <param name="fraction">The part of what stood then.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>
    /// The new account, what was due (rounded up: 5 % of 101 units is 6) and what was taken: nothing of an account in which nothing
    /// stood then. A hold on the fault stays until it is released.
    /// </returns>
    /// <exception cref="StakeRefusedException">
    /// The fault lies in the future, or beyond the liability window and is not held, or the present epoch is before the account's history.
    /// </exception>
    public StakeSlash Slash(ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now, StakingRules rules)
    {
        RequireChargeable(operatorId, fault, now, rules);
        Amount standing = StandingAt(operatorId, fault);
        return Collect(new FaultStake(operatorId, fault, []), standing, standing.Multiply(fraction, Rounding.Up), now, rules);
    }

    /// <summary>Takes an amount from the stake that stood behind an operator at the operator's fault, wherever it is now.</summary>
    /// <param name="operatorId">Whose fault it was.</param>
    /// <param name="fault">The epoch of the fault, inside the liability window or held.</param>
    /// <param name="due">The penalty in base units; what exceeds the stake is the shortfall.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new account, what was due and what was taken. A hold on the fault stays until it is released.</returns>
    /// <exception cref="StakeRefusedException">
    /// The fault lies in the future, or beyond the liability window and is not held, or the present epoch is before the account's history.
    /// </exception>
    public StakeSlash Slash(ParticipantId operatorId, Epoch fault, Amount due, Epoch now, StakingRules rules)
    {
        return Slash(new FaultStake(operatorId, fault, []), due, now, rules);
    }

    /// <summary>Takes an amount from the stake that answers for a fault.</summary>
    internal StakeSlash Slash(in FaultStake stake, Amount due, Epoch now, StakingRules rules)
    {
        RequireChargeable(stake.Operator, stake.Fault, now, rules);
        return Collect(stake, stake.In(this), due, now, rules);
    }

    /// <summary>Takes what is due from the tranches that stood there, in proportion to what is left of them.</summary>
    private StakeSlash Collect(in FaultStake stake, Amount standing, Amount due, Epoch now, StakingRules rules)
    {
        RequireForward(now);
        StakeAccount pruned = Prune(now, rules);
        Amount available = Amount.Zero;
        foreach (StakeTranche tranche in pruned.Tranches)
        {
            available += stake.Includes(tranche) ? tranche.Remaining : Amount.Zero;
        }

        Amount taken = Amount.Min(due, available);
        if (taken.IsZero)
        {
            return new StakeSlash(pruned, standing, due, Amount.Zero);
        }

        ImmutableArray<StakeTranche>.Builder tranches = ImmutableArray.CreateBuilder<StakeTranche>(pruned.Tranches.Length);
        Amount reached = Amount.Zero;
        Amount assigned = Amount.Zero;
        foreach (StakeTranche tranche in pruned.Tranches)
        {
            // Cumulative rounding: the parts sum to the whole, and none exceeds what is left of its tranche.
            reached += stake.Includes(tranche) ? tranche.Remaining : Amount.Zero;
            Amount upToHere = taken.Multiply(reached.Units, available.Units, Rounding.Up);
            tranches.Add(upToHere == assigned ? tranche : StakeTranches.Depart(tranche, upToHere - assigned, now));
            assigned = upToHere;
        }

        return new StakeSlash(pruned.With(tranches.MoveToImmutable(), now, rules), standing, due, taken);
    }

    private void RequireChargeable(ParticipantId operatorId, Epoch fault, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireOperator(operatorId);
        if (fault > now)
        {
            throw Refused(StakeRefusal.FaultInFuture, $"A fault of epoch {fault} cannot be charged in epoch {now}, before it happened; expected an epoch up to {now}.");
        }

        if (rules.IsExpired(fault, now) && !IsHeld(operatorId, fault))
        {
            throw Refused(
                StakeRefusal.FaultExpired,
                $"A fault of {operatorId} in epoch {fault} cannot be charged to {Owner} in epoch {now}: it is not held, and the liability window of "
                    + $"{Prose.Epochs(rules.LiabilityWindow)} has closed; expected a later fault, or one that is held.");
        }
    }
}
