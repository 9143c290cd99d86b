using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Staking;

/// <content>What delegators do: join, leave, withdraw; and what the network does to them: slash.</content>
public sealed partial record OperatorPool
{
    /// <summary>Adds a delegation, which stands behind the operator from this epoch on.</summary>
    /// <param name="amount">How much, in base units, not zero.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The pool afterwards and the shares the delegator gets.</returns>
    /// <exception cref="StakeRefusedException">
    /// Nothing to move, worth too few shares, the latest layer is fully slashed, slashed for this very epoch, overflow, or an epoch in the past.
    /// </exception>
    public (OperatorPool Pool, PoolShare Share) Delegate(Amount amount, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireForward(now);
        if (amount.IsZero)
        {
            throw new StakeRefusedException(StakeRefusal.NothingToMove, $"0 units were to be delegated to {OperatorId}; expected at least 1.");
        }

        OperatorPool pool = Prune(now, rules);

        if (!pool.Layers.IsEmpty && pool.Layers[^1].From > now)
        {
            throw new StakeRefusedException(
                StakeRefusal.PoolJustSlashed, $"The pool of {OperatorId} was slashed for a fault of epoch {now}; expected a delegation in epoch {pool.Layers[^1].From} or later.");
        }

        // A layer whose members lost nearly everything is left to them, and who comes now begins another; an empty one begins afresh.
        bool begins = pool.Layers.IsEmpty || (pool.Layers[^1].IsNearlyLost && pool.Layers[^1].From < now);
        PoolLayer layer = begins ? new PoolLayer(pool.Layers.IsEmpty ? Epoch.Zero : now, default, [], []) : pool.Layers[^1];
        layer = layer.Pot.Shares == UInt128.Zero ? layer with { Joins = [], Marks = [] } : layer;
        (DelegationPool pot, UInt128 issued) = layer.Pot.Delegate(amount);
        PoolLayer joined = layer.Grow(pot, now).Join(now, issued);
        ImmutableArray<PoolLayer> layers = begins ? pool.Layers.Add(joined) : pool.Layers.SetItem(pool.Layers.Length - 1, joined);
        PoolHolding holding = new(pool.Given, now, issued, issued);
        return (
            pool with { Layers = layers, Latest = now, Holdings = pool.Holdings.Add(holding), Given = pool.Given + 1 },
            new PoolShare(holding.Number, now, issued));
    }

    /// <summary>Takes shares out: what they are worth waits for its release, and still answers for the epochs in which it stood.</summary>
    /// <param name="share">What the delegator holds.</param>
    /// <param name="shares">How many of the shares leave, not zero.</param>
    /// <param name="now">The present epoch, the last in which they stand.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The pool afterwards, what the delegator still holds, and its claim.</returns>
    /// <exception cref="StakeRefusedException">
    /// Nothing to move, more than is held, shares that have left already or were never given out, a release epoch beyond time, or an epoch in the past.
    /// </exception>
    public (OperatorPool Pool, PoolShare Left, PoolClaim Claim) Undelegate(PoolShare share, UInt128 shares, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireForward(now);
        if (shares == UInt128.Zero || shares > share.Shares)
        {
            throw new StakeRefusedException(
                shares == UInt128.Zero ? StakeRefusal.NothingToMove : StakeRefusal.MoreThanHeld,
                $"{Prose.Count(shares, "share was", "shares were")} to leave the pool of {OperatorId}; expected from 1 to the {Prose.Number(share.Shares)} held.");
        }

        if (rules.ReleaseDelay.Epochs > ulong.MaxValue - now.Number)
        {
            throw new StakeRefusedException(
                StakeRefusal.ReleaseBeyondTime, $"Stake unbonded in epoch {now} would be released {Prose.Epochs(rules.ReleaseDelay)} later, after the last epoch, 2^64 - 1; expected one that comes before.");
        }

        OperatorPool pool = Prune(now, rules);
        int position = pool.PositionOf(share);
        PoolHolding held = pool.Holdings[position];
        UInt128 part = held.PartOf(shares);
        int index = pool.IndexAt(share.Joined);
        PoolLayer layer = pool.Layers[index];
        (DelegationPool pot, Amount paid) = layer.Pot.Redeem(part);

        // Who joined before any chargeable fault is told apart no longer: the layer's beginning stands for the epoch. Who joined in this epoch earns nothing in it, and stays apart.
        Epoch joined = share.Joined > rules.EarliestChargeable(now) || share.Joined == now ? share.Joined : layer.From;
        (ImmutableArray<PoolExit> exits, int number) = Leave(pool.Exits, new PoolExit(joined, now, 0, paid, paid.Units, part, layer.Marks));
        PoolClaim claim = new(pool.Given, joined, now, number, paid.Units, now + rules.ReleaseDelay);
        PoolHolding left = held with { Shares = held.Shares - shares, PotShares = held.PotShares - part };
        OperatorPool after = pool with
        {
            Layers = pool.Layers.SetItem(index, (layer with { Pot = pot }).Leave(share.Joined, part)),
            Exits = exits,
            Latest = now,
            Holdings = left.Shares == UInt128.Zero ? pool.Holdings.RemoveAt(position) : pool.Holdings.SetItem(position, left),
            Claims = pool.Claims.Add(claim),
            Given = pool.Given + 1,
        };
        return (after, share with { Shares = left.Shares }, claim);
    }

    /// <summary>Pays what a claim is worth, once it is released.</summary>
    /// <param name="claim">The claim, all of it.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The pool afterwards and what is paid, in base units, rounded down.</returns>
    /// <exception cref="StakeRefusedException">
    /// It is not released yet, was paid already, was never given out or not like this, or an epoch in the past.
    /// </exception>
    public (OperatorPool Pool, Amount Paid) Withdraw(PoolClaim claim, Epoch now, StakingRules rules) => Withdraw(claim, now, rules, rules);

    /// <summary>Pays a claim by the rules, in a pool that remembers by <paramref name="memory"/>: longer, while a fault is under appeal.</summary>
    internal (OperatorPool Pool, Amount Paid) Withdraw(PoolClaim claim, Epoch now, StakingRules rules, StakingRules memory)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireForward(now);
        int position = PositionOf(claim);
        if (now < claim.Release || now.Since(claim.Unbonded) < rules.LiabilityWindow)
        {
            throw new StakeRefusedException(
                StakeRefusal.NotReleased,
                $"A claim unbonded in epoch {claim.Unbonded} is released in epoch {claim.Release}, and not before faults of its time can no longer be charged, {Prose.Epochs(rules.LiabilityWindow)} after it; expected that time to have passed, and it is epoch {now}.");
        }

        OperatorPool pool = Prune(now, memory);
        pool = pool with { Claims = pool.Claims.RemoveAt(position) };
        int index = pool.ExitOf(claim);
        if (index < 0)
        {
            Amount units = Amount.Of(claim.Units);
            return (pool with { Settled = pool.Settled - units, Latest = now }, units);
        }

        PoolExit exit = pool.Exits[index];
        Amount paid = exit.WorthOf(claim.Units);
        UInt128 shares = claim.Units >= exit.Units ? exit.Shares : MultiplyDivide.Down(exit.Shares, claim.Units, exit.Units);
        PoolExit rest = exit with { Assets = exit.Assets - paid, Units = exit.Units - claim.Units, Shares = exit.Shares - shares };
        return (pool with { Exits = rest.Units == UInt128.Zero ? pool.Exits.RemoveAt(index) : pool.Exits.SetItem(index, rest), Latest = now }, paid);
    }

    /// <summary>Adds what leaves to an exit of the same history that no slash has hit, or begins another.</summary>
    private static (ImmutableArray<PoolExit> Exits, int Number) Leave(ImmutableArray<PoolExit> exits, in PoolExit leaves)
    {
        int number = 0;
        for (int index = 0; index < exits.Length; index++)
        {
            PoolExit exit = exits[index];
            if (exit.Joined != leaves.Joined || exit.Unbonded != leaves.Unbonded)
            {
                continue;
            }

            if (exit.IsWhole && exit.Marks.AsSpan().SequenceEqual(leaves.Marks.AsSpan()))
            {
                return (exits.SetItem(index, exit with { Assets = exit.Assets + leaves.Assets, Units = exit.Units + leaves.Units, Shares = exit.Shares + leaves.Shares }), exit.Number);
            }

            number = Math.Max(number, exit.Number + 1);
        }

        return (exits.Add(leaves with { Number = number }), number);
    }

    private void RequireChargeable(Epoch fault, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireForward(now);
        if (fault > now)
        {
            throw new StakeRefusedException(StakeRefusal.FaultInFuture, $"A fault of epoch {fault} cannot be charged in epoch {now}, before it happened; expected an epoch up to {now}.");
        }

        if (rules.IsExpired(fault, now))
        {
            throw new StakeRefusedException(
                StakeRefusal.FaultExpired, $"A fault of epoch {fault} cannot be charged in epoch {now}: the liability window of {Prose.Epochs(rules.LiabilityWindow)} has closed; expected a later fault.");
        }
    }

    /// <summary>Forgets what no fault can reach any more: marks, joining epochs, empty layers, and exits that were never slashed.</summary>
    internal OperatorPool Prune(Epoch now, StakingRules rules)
    {
        Epoch horizon = rules.EarliestChargeable(now);
        Amount settled = Settled;
        ImmutableArray<PoolExit>.Builder exits = ImmutableArray.CreateBuilder<PoolExit>(Exits.Length);
        foreach (PoolExit exit in Exits)
        {
            bool isPast = exit.Unbonded < horizon;
            if (isPast && exit.IsWhole)
            {
                settled += exit.Assets;
            }
            else
            {
                exits.Add(exit with { Marks = isPast ? [] : PoolMarks.Prune(exit.Marks, horizon) });
            }
        }

        ImmutableArray<PoolLayer>.Builder layers = ImmutableArray.CreateBuilder<PoolLayer>(Layers.Length);
        for (int index = 0; index < Layers.Length; index++)
        {
            if (Layers[index].Pot.Shares != UInt128.Zero || index == Layers.Length - 1)
            {
                layers.Add(Layers[index].Prune(horizon));
            }
        }

        return (this with { Layers = layers.ToImmutable(), Exits = exits.ToImmutable(), Settled = settled }).Join(now, rules);
    }
}
