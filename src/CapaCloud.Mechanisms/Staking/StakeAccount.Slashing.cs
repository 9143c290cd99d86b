using System.Collections.Immutable;
using CapaCloud.Mechanisms.Hashing;
using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking;

/// <content>What the network does with the stake: slash at once, or hold, then overturn or confirm.</content>
public sealed partial class StakeAccount
{
    /// <summary>Takes a part of the owner's own stake that stood at the fault.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="fraction">The part of what stood then.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <param name="destination">Where the money goes.</param>
    /// <returns>The new account, what was due and what was taken.</returns>
    /// <exception cref="StakeRefusedException">The account is closed, or the fault lies in the future or beyond the liability window.</exception>
    public StakeSlash Slash(Epoch fault, Proportion fraction, Epoch now, StakingRules rules, LedgerAccount destination) =>
        Slash(Owner, fault, fraction, now, rules, destination);

    /// <summary>Takes a part of the stake that stood behind an operator at the operator's fault, wherever it is now.</summary>
    /// <param name="operatorId">Whose fault it was.</param>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="fraction">The part of what stood then.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <param name="destination">Where the money goes.</param>
    /// <returns>The new account, what was due (rounded up: 5 % of 101 units is 6) and what was taken.</returns>
    /// <exception cref="StakeRefusedException">The account is closed, or the fault lies in the future or beyond the liability window.</exception>
    public StakeSlash Slash(
        ParticipantId operatorId, Epoch fault, Proportion fraction, Epoch now, StakingRules rules, LedgerAccount destination)
    {
        RequireChargeable(fault, now, rules);
        Amount standing = StandingAt(operatorId, fault);
        return Prune(now, rules).Collect(operatorId, fault, standing, standing.Multiply(fraction, Rounding.Up), now, rules, destination);
    }

    /// <summary>Takes an amount from the stake that stood behind an operator at the operator's fault, wherever it is now.</summary>
    /// <param name="operatorId">Whose fault it was.</param>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="due">The penalty in base units; what exceeds the stake is the shortfall.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <param name="destination">Where the money goes.</param>
    /// <returns>The new account, what was due and what was taken.</returns>
    /// <exception cref="StakeRefusedException">The account is closed, or the fault lies in the future or beyond the liability window.</exception>
    public StakeSlash Slash(ParticipantId operatorId, Epoch fault, Amount due, Epoch now, StakingRules rules, LedgerAccount destination)
    {
        RequireChargeable(fault, now, rules);
        return Prune(now, rules).Collect(operatorId, fault, StandingAt(operatorId, fault), due, now, rules, destination);
    }

    /// <summary>Announces a penalty that waits out its appeal: nothing is taken, and what it may take cannot be withdrawn.</summary>
    /// <param name="hold">The penalty.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The account with the penalty pending.</returns>
    /// <exception cref="StakeRefusedException">
    /// The account is closed, the fault lies in the future or beyond the liability window, or a penalty of that key is pending already.
    /// </exception>
    public StakeAccount Hold(StakeHold hold, Epoch now, StakingRules rules)
    {
        RequireChargeable(hold.Fault, now, rules);
        if (PositionOf(hold.Key) >= 0)
        {
            throw Refused(StakeRefusal.AlreadyPending, $"The penalty {hold.Key} is already pending against {Owner}.");
        }

        return new StakeAccount(Owner, Lots, [.. Holds.Add(hold).OrderBy(item => item.Key)]);
    }

    /// <summary>Tells whether a penalty is pending.</summary>
    /// <param name="key">The key of the penalty.</param>
    /// <returns><see langword="true"/> from its announcement until it is overturned or confirmed.</returns>
    public bool IsPending(Digest key) => PositionOf(key) >= 0;

    /// <summary>Forgets a pending penalty: the account is what it would be had it never been announced.</summary>
    /// <param name="key">The key of the penalty.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The account.</returns>
    /// <exception cref="StakeRefusedException">No penalty of that key is pending.</exception>
    public StakeAccount Overturn(Digest key, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return Without(RequirePending(key)).Prune(now, rules);
    }

    /// <summary>Takes a pending penalty, also when the liability window has closed meanwhile.</summary>
    /// <param name="key">The key of the penalty.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <param name="destination">Where the money goes.</param>
    /// <returns>The new account, what was due and what was taken.</returns>
    /// <exception cref="StakeRefusedException">No penalty of that key is pending.</exception>
    public StakeSlash Confirm(Digest key, Epoch now, StakingRules rules, LedgerAccount destination) =>
        Confirm(key, Holds[RequirePending(key)].Fraction, now, rules, destination);

    /// <summary>Takes at most what a pending penalty held: the ruling found it smaller.</summary>
    /// <param name="key">The key of the penalty.</param>
    /// <param name="fraction">The part of what stood at the fault that is taken; at most the part that was held.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <param name="destination">Where the money goes.</param>
    /// <returns>The new account, what was due and what was taken.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More would be taken than was held.</exception>
    /// <exception cref="StakeRefusedException">No penalty of that key is pending.</exception>
    public StakeSlash Confirm(Digest key, Proportion fraction, Epoch now, StakingRules rules, LedgerAccount destination)
    {
        ArgumentNullException.ThrowIfNull(rules);
        int position = RequirePending(key);
        RequireForward(now);
        StakeHold hold = Holds[position];
        if (fraction > hold.Fraction)
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), $"A part of {fraction} cannot be taken: the pending penalty {key} held {hold.Fraction}.");
        }

        Amount standing = StandingAt(hold.Operator, hold.Fault);
        return Prune(now, rules).Without(position).Collect(
            hold.Operator, hold.Fault, standing, standing.Multiply(fraction, Rounding.Up), now, rules, destination);
    }

    /// <summary>Takes what is due from the tranches that stood there, in proportion to what is left of them.</summary>
    private StakeSlash Collect(
        ParticipantId operatorId, Epoch fault, Amount standing, Amount due, Epoch now, StakingRules rules, LedgerAccount destination)
    {
        Amount available = Amount.Zero;
        foreach (StakeLot lot in Lots)
        {
            available += lot.StoodAt(operatorId, fault) ? lot.Remaining : Amount.Zero;
        }

        Amount taken = Amount.Min(due, available);
        if (taken.IsZero)
        {
            return new StakeSlash(this, standing, due, Amount.Zero, null);
        }

        ImmutableArray<StakeLot>.Builder lots = ImmutableArray.CreateBuilder<StakeLot>(Lots.Length);
        Amount reached = Amount.Zero;
        Amount assigned = Amount.Zero;
        foreach (StakeLot lot in Lots)
        {
            // Cumulative rounding: the parts sum to the whole, and none exceeds what is left of its tranche.
            reached += lot.StoodAt(operatorId, fault) ? lot.Remaining : Amount.Zero;
            Amount upToHere = taken.Multiply(reached.Units, available.Units, Rounding.Up);
            lots.Add(upToHere == assigned ? lot : StakeLots.Depart(lot, upToHere - assigned, now));
            assigned = upToHere;
        }

        Posting posting = new(LedgerAccount.Stake(Owner), destination, taken, PostingReason.Slash);
        return new StakeSlash(With(lots.MoveToImmutable(), now, rules), standing, due, taken, posting);
    }

    private StakeAccount Without(int hold) => new(Owner, Lots, Holds.RemoveAt(hold));

    private int PositionOf(Digest key)
    {
        for (int index = 0; index < Holds.Length; index++)
        {
            if (Holds[index].Key == key)
            {
                return index;
            }
        }

        return -1;
    }

    private int RequirePending(Digest key)
    {
        int position = PositionOf(key);
        return position >= 0 ? position : throw Refused(StakeRefusal.NotPending, $"No penalty {key} is pending against {Owner}.");
    }

    private void RequireChargeable(Epoch fault, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        if (fault > now)
        {
            throw Refused(StakeRefusal.FaultInFuture, $"A fault of epoch {fault} cannot be charged in epoch {now}, before it happened.");
        }

        if (rules.IsExpired(fault, now))
        {
            throw Refused(
                StakeRefusal.FaultExpired,
                $"A fault of epoch {fault} cannot be charged in epoch {now}: the liability window of {rules.LiabilityWindow} epochs has closed.");
        }

        if (IsClosed)
        {
            throw Refused(StakeRefusal.AccountClosed, $"The stake account of {Owner} is closed: there is nothing that could be charged.");
        }

        RequireForward(now);
    }
}
