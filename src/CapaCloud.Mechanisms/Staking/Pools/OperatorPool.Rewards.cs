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
    /// began last and earns. Takes a step for each layer and exit, and for each holding that joined in this very epoch. The reward of an epoch that is over cannot be added
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
                pool = index == newcomers.Layer ? pool.RewardBeside(newcomers, part, now) : pool with { Layers = pool.Layers.SetItem(index, pool.Layers[index].Reward(part, now)) };
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
        PoolLayer layer = Layers[newcomers.Layer];
        return newcomers.CanBeDiluted(layer, reward, now) ? Diluted(newcomers, layer, reward, now) : Parted(newcomers, layer, reward, now);
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
    private OperatorPool Parted(in PoolNewcomers newcomers, PoolLayer layer, Amount reward, Epoch now)
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
            Layers = [.. Layers[..newcomers.Layer], layer.Without(newcomers.Shares, own.Assets, now).Reward(reward, now), layer.Beginning(own, newcomers.Shares, now), .. Layers[(newcomers.Layer + 1)..]],
            Holdings = holdings.ToImmutable(),
        };
    }
}
