using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <content>What waits for a decision: the stake that stood at a fault is kept, and so is all that is known about it.</content>
public sealed partial class StakeAccount
{
    /// <summary>Keeps all of the owner's own stake that stood at a fault until it is released.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The account with the hold; this very instance when the fault is held already or nothing stood at it.</returns>
    /// <exception cref="StakeRefusedException">The fault lies in the future, or beyond the liability window and is not held.</exception>
    public StakeAccount Hold(Epoch fault, Epoch now, StakingRules rules) => Hold(Owner, fault, now, rules);

    /// <summary>Keeps all the stake that stood behind an operator at its fault until it is released: it can move, but it cannot be withdrawn.</summary>
    /// <param name="operatorId">Whose fault it is said to be.</param>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>
    /// The account with the hold; this very instance when the fault is held already or nothing stood at it. Takes time in proportion to
    /// the tranches and the holds.
    /// </returns>
    /// <exception cref="StakeRefusedException">The fault lies in the future, or beyond the liability window and is not held.</exception>
    public StakeAccount Hold(ParticipantId operatorId, Epoch fault, Epoch now, StakingRules rules)
    {
        RequireChargeable(operatorId, fault, now, rules);
        StakeHold hold = new(operatorId, fault);
        int position = Holds.BinarySearch(hold);
        return position >= 0 || StandingAt(operatorId, fault).IsZero ? this : new StakeAccount(this, Tranches, Holds.Insert(~position, hold));
    }

    /// <summary>Lets go of the owner's own stake that was held for a fault.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The account as if the fault had never been held; this very instance when it is not.</returns>
    public StakeAccount Release(Epoch fault, Epoch now, StakingRules rules) => Release(Owner, fault, now, rules);

    /// <summary>Lets go of the stake that was held for an operator's fault.</summary>
    /// <param name="operatorId">Whose fault it was said to be.</param>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The account as if the fault had never been held; this very instance when it is not.</returns>
    public StakeAccount Release(ParticipantId operatorId, Epoch fault, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        int position = Holds.BinarySearch(new StakeHold(operatorId, fault));
        return position < 0 ? this : new StakeAccount(this, Tranches, Holds.RemoveAt(position)).Prune(now, rules);
    }

    /// <summary>Tells whether the owner's own stake is held for a fault.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <returns><see langword="true"/> from the hold to the release, when something stood at the fault.</returns>
    public bool IsHeld(Epoch fault) => IsHeld(Owner, fault);

    /// <summary>Tells whether stake is held for an operator's fault.</summary>
    /// <param name="operatorId">Whose fault it is said to be.</param>
    /// <param name="fault">The epoch of the fault.</param>
    /// <returns><see langword="true"/> from the hold to the release, when something stood at the fault.</returns>
    public bool IsHeld(ParticipantId operatorId, Epoch fault) => Holds.BinarySearch(new StakeHold(operatorId, fault)) >= 0;

    /// <summary>Returns what could be withdrawn in an epoch.</summary>
    /// <param name="now">The epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>What is released, not held, and can be charged for no fault any more, in base units.</returns>
    public Amount WithdrawableAt(Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        Amount total = Amount.Zero;
        foreach (StakeTranche tranche in Tranches)
        {
            total += CanLeave(tranche, now, rules) ? tranche.Remaining : Amount.Zero;
        }

        return total;
    }

    /// <summary>
    /// Also when the rules had a shorter window when it was unbonded: what a fault can still be charged to does not leave.
    /// </summary>
    private bool CanLeave(in StakeTranche tranche, Epoch now, StakingRules rules) =>
        tranche.Release is { } release && release <= now && rules.IsExpired(tranche.UnbondedAt, now) && !IsHeld(tranche);

    private bool IsHeld(in StakeTranche tranche)
    {
        if (Holds.IsEmpty)
        {
            return false;
        }

        if (HoldsWithin(tranche.Operator, tranche.Since, tranche.IsBonded ? Epoch.MaxValue : tranche.UnbondedAt))
        {
            return true;
        }

        foreach (StandingInterval interval in tranche.Earlier)
        {
            if (HoldsWithin(interval.Operator, interval.Since, interval.Until))
            {
                return true;
            }
        }

        return false;
    }

    private bool HoldsWithin(ParticipantId operatorId, Epoch since, Epoch until)
    {
        int position = Holds.BinarySearch(new StakeHold(operatorId, since));
        position = position < 0 ? ~position : position;
        return position < Holds.Length && Holds[position].Operator == operatorId && Holds[position].Fault <= until;
    }
}
