using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Staking;

/// <content>Rewards: an epoch's reward belongs to who stood in it, in whatever order the calls of the epoch come.</content>
public sealed partial record OperatorPool
{
    /// <summary>Adds the reward of the present epoch for those who stood in it: who joined before, and who left in it.</summary>
    /// <remarks>
    /// <code>
    /// earning(member) = its worth, if it joined before now and stands or left in now;   else 0
    /// gain(member)    = amount * earning(member) / sum of earning
    /// </code>
    /// In base units. Who joins in an epoch earns for the epochs after it, who leaves in one earns up to it, and the order of the calls within the epoch changes nothing but roundings:
    /// 9 units over 900 that stood and 100 that joined in the same epoch are 9 for the first and nothing for the others. Gains round down; what is left goes to the layer that
    /// began last and earns. The virtual shares of a layer own no more than a few units of it: when a reward makes a unit of stake worth four times as much as when its shares were
    /// last counted, the layer is counted in finer shares first, while they fit in 124 bits (2^104 units, or 2^76 in a layer that was counted anew before and has lost members since);
    /// beyond that the virtual shares own up to <c>R / (s + 1)</c> of a reward of R over a stake of s, which the last member of the layer takes. Takes a step for each layer and exit, and for each holding that joined in this very epoch; for each holding of a layer
    /// that is counted anew. The reward of an epoch that is over cannot be added
    /// here, because stake has moved since: <c>DelegatorRewards</c> pays as late as one likes, beside the stake.
    /// </remarks>
    /// <param name="amount">How much, in base units.</param>
    /// <param name="now">The present epoch, for which it was earned.</param>
    /// <param name="rules">The network's rules.</param>
    /// <returns>The pool afterwards, and what it could not take because nobody earns: the caller names where that goes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rules"/> is null.</exception>
    /// <exception cref="StakeRefusedException">An epoch in the past.</exception>
    public (OperatorPool Pool, Amount Refused) Reward(Amount amount, Epoch now, StakingRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        RequireForward(now);
        OperatorPool pool = Prune(now, rules) with { Latest = now };
        PoolNewcomers newcomers = PoolNewcomers.Of(pool.Holdings, pool.FirstFrom(now), pool.IndexAt(now));
        Amount[] exits = [.. pool.Exits.Select(exit => exit.EarnsIn(now) ? exit.Assets : Amount.Zero)];
        Amount[] layers = [.. pool.Layers.Select((layer, index) => index == newcomers.Layer ? layer.WorthWithout(newcomers.Shares) : layer.Pot.Assets)];
        Amount earning = exits.Concat(layers).Aggregate(Amount.Zero, (sum, one) => sum + one), left = amount;
        if (earning.IsZero || amount.IsZero)
        {
            return (pool, amount);
        }

        int lastLayer = Array.FindLastIndex(layers, one => !one.IsZero), lastExit = lastLayer >= 0 ? -1 : Array.FindLastIndex(exits, one => !one.IsZero);
        ImmutableArray<PoolExit>.Builder rewarded = pool.Exits.ToBuilder();
        for (int index = 0; index < exits.Length; index++)
        {
            Amount part = index == lastExit ? left : PartOf(exits[index]);
            bool fits = part < Amount.MaxValue - exits[index];
            rewarded[index] = fits && !part.IsZero ? rewarded[index].Reward(part, now) : rewarded[index];
            left -= fits ? part : Amount.Zero;
        }

        pool = pool with { Exits = rewarded.ToImmutable() };
        for (int index = layers.Length - 1; index >= 0; index--)
        {
            // From the last to the first, because a layer may become two.
            Amount part = index == lastLayer ? left - Others(index) : PartOf(layers[index]);
            if (!part.IsZero && part < Amount.MaxValue - pool.Layers[index].Pot.Assets)
            {
                pool = index == newcomers.Layer ? pool.RewardBeside(newcomers, part, now) : pool.RewardAll(index, part, now);
                left -= part;
            }
        }

        return (pool, left);

        Amount PartOf(Amount earns) => Amount.Of(MultiplyDivide.Down(amount.Units, earns.Units, earning.Units));

        Amount Others(int last) => layers.Take(last).Aggregate(Amount.Zero, (sum, one) => sum + PartOf(one));
    }

    /// <summary>Adds a reward to a layer of which some joined in this epoch: they keep what they brought, in fewer shares, or in a layer of their own.</summary>
    private OperatorPool RewardBeside(in PoolNewcomers newcomers, Amount reward, Epoch now)
    {
        UInt128 times = Layers[newcomers.Layer].Finer(reward, newcomers.Shares);
        OperatorPool finer = Finer(newcomers.Layer, times);
        PoolNewcomers theirs = newcomers with { Shares = newcomers.Shares * times };
        PoolLayer layer = finer.Layers[newcomers.Layer];
        return theirs.CanBeDiluted(layer, reward, now)
            ? finer.Diluted(theirs, layer, reward, now)
            : Parted(newcomers, Layers[newcomers.Layer], now).RewardAll(newcomers.Layer, reward, now);
    }

    /// <summary>Adds a reward to a layer of which nobody joined in this epoch.</summary>
    private OperatorPool RewardAll(int index, Amount reward, Epoch now)
    {
        OperatorPool pool = Finer(index, Layers[index].Finer(reward, UInt128.Zero));
        return pool with { Layers = pool.Layers.SetItem(index, pool.Layers[index].Reward(reward, now)) };
    }

    /// <summary>The same pool, a layer counted in finer shares: beside more of them the virtual ones own less of a reward.</summary>
    private OperatorPool Finer(int index, UInt128 times)
    {
        if (times == UInt128.One)
        {
            return this;
        }

        ImmutableList<PoolHolding>.Builder holdings = Holdings.ToBuilder();
        int end = index + 1 < Layers.Length ? FirstFrom(Layers[index + 1].From) : Holdings.Count;
        for (int position = FirstFrom(Layers[index].From); position < end; position++)
        {
            holdings[position] = holdings[position] with { PotShares = holdings[position].PotShares * times };
        }

        return this with { Layers = Layers.SetItem(index, Layers[index].Times(times)), Holdings = holdings.ToImmutable() };
    }

    private OperatorPool Diluted(in PoolNewcomers newcomers, PoolLayer layer, Amount reward, Epoch now)
    {
        PoolDilution dilution = PoolDilution.Of(layer.Pot, newcomers.Shares, reward);
        ImmutableList<PoolHolding>.Builder holdings = Holdings.ToBuilder();
        UInt128 shares = UInt128.Zero;
        for (int position = newcomers.First; position < Holdings.Count; position++)
        {
            UInt128 part = dilution.SharesOf(holdings[position].PotShares);
            holdings[position] = holdings[position] with { PotShares = part };
            shares += part;
        }

        return this with { Layers = Layers.SetItem(newcomers.Layer, layer.Dilute(newcomers.Shares, shares, reward, now)), Holdings = holdings.ToImmutable() };
    }

    /// <summary>Who joined in this epoch moves to a layer that begins with it, each with what its shares were worth, as if it had joined there.</summary>
    private OperatorPool Parted(in PoolNewcomers newcomers, PoolLayer layer, Epoch now)
    {
        ImmutableList<PoolHolding>.Builder holdings = Holdings.ToBuilder();
        UInt128 each = layer.Pot.Assets.Units >> 100 == UInt128.Zero ? DelegationPool.VirtualShares : UInt128.One;
        UInt128 worth = UInt128.Zero;
        for (int position = newcomers.First; position < Holdings.Count; position++)
        {
            UInt128 units = layer.Pot.WorthOf(holdings[position].PotShares).Units;
            holdings[position] = holdings[position] with { PotShares = units * each };
            worth += units;
        }

        DelegationPool own = new(Amount.Of(worth), worth * each);
        return this with
        {
            Layers = [.. Layers[..newcomers.Layer], layer.Without(newcomers.Shares, own.Assets, now), layer.Beginning(own, newcomers.Shares, now), .. Layers[(newcomers.Layer + 1)..]],
            Holdings = holdings.ToImmutable(),
        };
    }
}
