using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Staking.Pools;

/// <content>Who holds what: shares leave once, claims are paid once, and layers that no fault tells apart become one.</content>
public sealed partial record OperatorPool
{
    private int PositionOf(in PoolShare share)
    {
        int position = Holdings.BinarySearch(new PoolHolding(share.Number, default, default, default), PoolHolding.ByNumber);
        if (position >= 0 && Holdings[position].Joined == share.Joined && share.Shares <= Holdings[position].Shares)
        {
            return position;
        }

        string asked = $"{DecimalText.Format(share.Shares)} shares of holding {share.Number}, which joined in epoch {share.Joined}, were asked for";
        throw position >= 0
            ? new StakeRefusedException(
                StakeRefusal.MoreThanHeld,
                $"{asked}; the pool of {OperatorId} knows {DecimalText.Format(Holdings[position].Shares)} of it, which joined in epoch {Holdings[position].Joined}.")
            : NotThere(share.Number, asked);
    }

    private int PositionOf(in PoolClaim claim)
    {
        int position = Claims.BinarySearch(claim, PoolClaim.ByNumber);
        if (position >= 0 && Claims[position] == claim)
        {
            return position;
        }

        string asked = $"Claim {claim.Number} of {DecimalText.Format(claim.Units)} units unbonded in epoch {claim.Unbonded} was brought";
        throw position >= 0
            ? new StakeRefusedException(
                StakeRefusal.MoreThanHeld,
                $"{asked}; the pool of {OperatorId} gave it out for {DecimalText.Format(Claims[position].Units)} units unbonded in epoch {Claims[position].Unbonded}.")
            : NotThere(claim.Number, asked);
    }

    private StakeRefusedException NotThere(ulong number, string asked) => number < Given
        ? new StakeRefusedException(StakeRefusal.AlreadySpent, $"{asked}; the pool of {OperatorId} gave that number out, and it was spent or lost everything.")
        : new StakeRefusedException(StakeRefusal.NeverGiven, $"{asked}; the pool of {OperatorId} has given out numbers below {Given} only.");

    /// <summary>
    /// Makes one layer of the oldest two for as long as no fault can tell their members apart any more: none that divided them can be charged, and what such faults
    /// took of one of them lies before everything that can. Since then a share of the one has been worth a constant part of a share of the other.
    /// </summary>
    private OperatorPool Join(Epoch now, StakingRules rules)
    {
        OperatorPool pool = this;
        while (pool.Layers.Length > 1 && IsPast(pool.Layers[1].From, now, rules) && pool.Layers[0].CanJoin(pool.Layers[1]))
        {
            pool = pool.JoinOldest();
        }

        return pool;
    }

    private static bool IsPast(Epoch from, Epoch now, StakingRules rules) => from <= now && now.Since(from).Epochs / 2 >= rules.LiabilityWindow.Epochs;

    /// <summary>The poorer of the two takes shares of the richer: nobody's shares are counted anew more often than the logarithm of what the pool holds.</summary>
    private OperatorPool JoinOldest()
    {
        PoolLayer older = Layers[0], newer = Layers[1];
        bool isOlderRicher = older.Pot.Assets >= newer.Pot.Assets;
        (PoolLayer rich, PoolLayer poor) = isOlderRicher ? (older, newer) : (newer, older);
        UInt128 issued = poor.Pot.Assets.IsZero
            ? UInt128.Zero
            : MulDiv.Down(poor.Pot.Assets.Units, rich.Pot.Shares + DelegationPool.VirtualShares, rich.Pot.Assets.Units + UInt128.One);
        int first = isOlderRicher ? FirstFrom(newer.From) : 0;
        int end = isOlderRicher ? (Layers.Length > 2 ? FirstFrom(Layers[2].From) : Holdings.Count) : FirstFrom(newer.From);
        ImmutableList<PoolHolding>.Builder holdings = Holdings.ToBuilder();
        UInt128 shares = UInt128.Zero;
        for (int index = end - 1; index >= first; index--)
        {
            UInt128 part = MulDiv.Down(holdings[index].PotShares, issued, poor.Pot.Shares);
            shares += part;
            if (part == UInt128.Zero)
            {
                holdings.RemoveAt(index);
            }
            else
            {
                holdings[index] = holdings[index] with { PotShares = part };
            }
        }

        PoolLayer joined = new(
            older.From,
            new DelegationPool(rich.Pot.Assets + poor.Pot.Assets, rich.Pot.Shares + shares),
            [.. isOlderRicher ? rich.Joins : [], .. Scaled(poor, shares), .. isOlderRicher ? [] : rich.Joins],
            rich.Marks);
        return this with { Layers = [joined, .. Layers[2..]], Holdings = holdings.ToImmutable() };
    }

    private static IEnumerable<PoolJoin> Scaled(PoolLayer layer, UInt128 shares) =>
        layer.Joins.Select(join => join with { Shares = MulDiv.Down(join.Shares, shares, layer.Pot.Shares) }).Where(join => join.Shares != UInt128.Zero);

    /// <summary>The first holding that joined in an epoch or later: numbers are given out in the order of joining.</summary>
    private int FirstFrom(Epoch epoch)
    {
        (int low, int high) = (0, Holdings.Count);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = Holdings[middle].Joined < epoch ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
