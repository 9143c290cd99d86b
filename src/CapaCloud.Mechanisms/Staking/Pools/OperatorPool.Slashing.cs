using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

public sealed partial record OperatorPool
{
    /// <summary>Takes a part of what stood behind the operator at its fault, from those who stood then and from nobody else.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="fraction">The part of what stood then.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The new pool, what stood, what was due (rounded up: 5 % of 101 units is 6) and what was taken.</returns>
    /// <exception cref="StakeRefusedException">The fault lies in the future or beyond the liability window, or an epoch in the past.</exception>
    public PoolSlash Slash(Epoch fault, Proportion fraction, Epoch now, StakingRules rules)
    {
        RequireChargeable(fault, now, rules);
        return Prune(now, rules).Charge(fault, !fraction.IsZero, stood => stood.Multiply(fraction, Rounding.Up), now, losses: null);
    }

    /// <summary>Takes an amount from those who stood behind the operator at its fault, each in proportion to what it had there then.</summary>
    /// <param name="fault">The epoch of the fault.</param>
    /// <param name="due">The penalty in base units; more than stood then counts as all of it.</param>
    /// <param name="now">The present epoch.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>
    /// The new pool, what stood, what was due and what was taken. What one group can no longer pay is not asked of another. The parts are rounded so that
    /// they add up: of 5 units due by two groups that had 50 each, the first pays 3.
    /// </returns>
    /// <exception cref="StakeRefusedException">The fault lies in the future or beyond the liability window, or an epoch in the past.</exception>
    public PoolSlash Slash(Epoch fault, Amount due, Epoch now, StakingRules rules) => Slash(fault, due, now, rules, losses: null);

    internal PoolSlash Slash(Epoch fault, Amount due, Epoch now, StakingRules rules, ICollection<PoolLoss>? losses)
    {
        RequireChargeable(fault, now, rules);
        OperatorPool pool = Prune(now, rules);
        Amount standing = pool.StandingAt(fault), all = Amount.Min(due, standing), reached = Amount.Zero, assigned = Amount.Zero;
        return pool.Charge(fault, !all.IsZero, PartOf, now, losses);

        Amount PartOf(Amount stood)
        {
            reached += stood;
            Amount upToHere = all.IsZero ? Amount.Zero : all.Multiply(reached.Units, standing.Units, Rounding.Up), part = upToHere - assigned;
            assigned = upToHere;
            return part;
        }
    }

    private PoolSlash Charge(Epoch fault, bool costs, Func<Amount, Amount> penaltyOf, Epoch now, ICollection<PoolLoss>? losses)
    {
        Amount standing = Amount.Zero, due = Amount.Zero, taken = Amount.Zero;
        ImmutableArray<PoolExit>.Builder exits = Exits.ToBuilder();
        for (int index = 0; index < exits.Count; index++)
        {
            PoolExit exit = exits[index];
            exits[index] = exit with { Assets = exit.Assets - Take(exit.StandingAt(fault), exit.Assets) };
        }

        ImmutableArray<PoolLayer>.Builder layers = ImmutableArray.CreateBuilder<PoolLayer>(Layers.Length + 1);
        foreach (PoolLayer layer in Layers)
        {
            UInt128 later = layer.JoinedAfter(fault);
            if (layer.From > fault || later == layer.Pot.Shares || !costs)
            {
                standing += layer.From > fault ? Amount.Zero : layer.WorthAt(fault, layer.Pot.Shares - later);
                layers.Add(layer);
                continue;
            }

            (PoolLayer earlier, PoolLayer after) = layer.Divide(fault);
            Amount took = Take(earlier.WorthAt(fault, earlier.Pot.Shares), earlier.Pot.Assets);
            losses?.Add(new PoolLoss(layer.From, LastOf(layer, fault), earlier.Pot.Assets - took, earlier.Pot.Assets));
            layers.Add(earlier.Change(earlier.Pot with { Assets = earlier.Pot.Assets - took }, now, took));
            if (later != UInt128.Zero || layer.From == Layers[^1].From)
            {
                // Also when nobody has come yet: who comes now did not lose what these lost, and is not to answer as if it had.
                layers.Add(later == UInt128.Zero ? new PoolLayer(fault.Next, default, [], []) : after);
            }
        }

        return new PoolSlash(this with { Layers = layers.ToImmutable(), Exits = exits.ToImmutable(), Latest = now }, standing, due, taken);

        Amount Take(Amount stood, Amount available)
        {
            Amount penalty = penaltyOf(stood), took = Amount.Min(penalty, available);
            (standing, due, taken) = (standing + stood, due + penalty, taken + took);
            return took;
        }
    }

    /// <summary>The last epoch in which somebody can have joined a layer and have stood at a fault.</summary>
    private Epoch LastOf(PoolLayer layer, Epoch fault)
    {
        int next = Layers.IndexOf(layer) + 1;
        return next < Layers.Length && Layers[next].From <= fault ? Layers[next].From.MinusToZero(EpochSpan.One) : fault;
    }
}
