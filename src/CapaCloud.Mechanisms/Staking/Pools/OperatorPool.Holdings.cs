using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Staking;

/// <content>Who holds what: shares leave once, claims are paid once, and layers that no fault tells apart become one.</content>
public sealed partial record OperatorPool
{
    /// <summary>How many liability windows after their division two layers become one, even when a fault could still tell them apart.</summary>
    private const ulong WindowsApart = 8;

    private int PositionOf(in PoolShare share)
    {
        int position = Holdings.BinarySearch(new PoolHolding(share.Number, default, default, default), PoolHolding.ByNumber);
        if (position >= 0 && Holdings[position].Joined == share.Joined && share.Shares <= Holdings[position].Shares)
        {
            return position;
        }

        string asked = $"{Prose.Count(share.Shares, "share")} of holding {share.Number}, which joined in epoch {share.Joined}, were asked for";
        throw position >= 0
            ? new StakeRefusedException(
                StakeRefusal.MoreThanHeld,
                $"{asked}; the pool of {OperatorId} knows {DecimalText.Format(Holdings[position].Shares)} of it, which joined in epoch {Holdings[position].Joined}; expected at most those, of that epoch.")
            : NotThere(share.Number, asked);
    }

    private int PositionOf(in PoolClaim claim)
    {
        int position = Claims.BinarySearch(claim, PoolClaim.ByNumber);
        if (position >= 0 && Claims[position] == claim)
        {
            return position;
        }

        string asked = $"Claim {claim.Number} of {Prose.Units(claim.Units)} unbonded in epoch {claim.Unbonded} was brought";
        throw position >= 0
            ? new StakeRefusedException(
                StakeRefusal.MoreThanHeld,
                $"{asked}; the pool of {OperatorId} gave it out for {Prose.Units(Claims[position].Units)} unbonded in epoch {Claims[position].Unbonded}; expected the claim as it was given out.")
            : NotThere(claim.Number, asked);
    }

    /// <summary>The least shares of a holding that are worth an amount, which is at most what the holding is worth.</summary>
    internal UInt128 SharesFor(in PoolShare share, Amount amount)
    {
        PoolHolding held = Holdings[PositionOf(share)];
        DelegationPool pot = Layers[IndexAt(held.Joined)].Pot;
        if (amount >= pot.WorthOf(held.PartOf(share.Shares)))
        {
            return share.Shares;
        }

        UInt128 part = MultiplyDivide.Up(amount.Units, pot.Shares + DelegationPool.VirtualShares, pot.Assets.Units + UInt128.One);
        return UInt128.Min(share.Shares, MultiplyDivide.Up(part, held.Shares, held.PotShares));
    }

    /// <summary>The same pool under another name of its operator.</summary>
    internal OperatorPool Renamed(ParticipantId operatorId) => new(operatorId, Layers, Exits, Settled, Latest, Holdings, Claims, Given);

    private StakeRefusedException NotThere(ulong number, string asked) => number < Given
        ? new StakeRefusedException(StakeRefusal.AlreadySpent, $"{asked}; the pool of {OperatorId} gave that number out, and it was spent or lost everything; expected one that is still held.")
        : new StakeRefusedException(StakeRefusal.NeverGiven, $"{asked}; the pool of {OperatorId} has given out numbers below {Given} only; expected one of them.");

    /// <summary>
    /// Makes one layer of two neighbours when no fault that divided them can be charged any more and, in every epoch that can, a share of the one was worth the same part
    /// of a share of the other as today: then every fault takes from both alike. While earlier faults still move them apart they stay two, for eight windows at most.
    /// </summary>
    private OperatorPool Join(Epoch now, StakingRules rules)
    {
        OperatorPool pool = this;
        int index = 0;
        while (index + 1 < pool.Layers.Length && HavePassed(2, pool.Layers[index + 1].From, now, rules))
        {
            (PoolLayer older, PoolLayer newer) = (pool.Layers[index], pool.Layers[index + 1]);
            bool isJoined = older.CanJoin(newer)
                && (older.IsWorthAPartOf(newer, rules.EarliestChargeable(now)) || HavePassed(WindowsApart, newer.From, now, rules));
            (pool, index) = isJoined ? (pool.JoinNext(index), Math.Max(index - 1, 0)) : (pool, index + 1);
        }

        return pool;
    }

    private static bool HavePassed(ulong windows, Epoch from, Epoch now, StakingRules rules) => from <= now && now.Since(from).Epochs / windows >= rules.LiabilityWindow.Epochs;

    /// <summary>The poorer of the two takes shares of the richer: nobody's shares are counted anew more often than the logarithm of what the pool holds.</summary>
    private OperatorPool JoinNext(int index)
    {
        PoolLayer older = Layers[index], newer = Layers[index + 1];
        bool isOlderRicher = older.Pot.Assets >= newer.Pot.Assets;
        (PoolLayer rich, PoolLayer poor) = isOlderRicher ? (older, newer) : (newer, older);
        UInt128 issued = poor.Pot.Assets.IsZero
            ? UInt128.Zero
            : MultiplyDivide.Down(poor.Pot.Assets.Units, rich.Pot.Shares + DelegationPool.VirtualShares, rich.Pot.Assets.Units + UInt128.One);
        int first = isOlderRicher ? FirstFrom(newer.From) : FirstFrom(older.From);
        int end = isOlderRicher ? (Layers.Length > index + 2 ? FirstFrom(Layers[index + 2].From) : Holdings.Count) : FirstFrom(newer.From);
        ImmutableList<PoolHolding>.Builder holdings = Holdings.ToBuilder();
        UInt128 shares = UInt128.Zero;
        Dictionary<Epoch, UInt128> joins = [];
        for (int position = end - 1; position >= first; position--)
        {
            UInt128 part = MultiplyDivide.Down(holdings[position].PotShares, issued, poor.Pot.Shares);
            shares += part;
            joins[holdings[position].Joined] = joins.GetValueOrDefault(holdings[position].Joined) + part;
            if (part == UInt128.Zero)
            {
                holdings.RemoveAt(position);
            }
            else
            {
                holdings[position] = holdings[position] with { PotShares = part };
            }
        }

        PoolLayer joined = new(
            older.From,
            new DelegationPool(rich.Pot.Assets + poor.Pot.Assets, rich.Pot.Shares + shares),
            [.. isOlderRicher ? rich.Joins : [], .. Scaled(poor, joins), .. isOlderRicher ? [] : rich.Joins],
            rich.Marks);
        return this with { Layers = [.. Layers[..index], joined, .. Layers[(index + 2)..]], Holdings = holdings.ToImmutable() };
    }

    /// <summary>Who joined lately, in the shares that its holdings have now: whoever joined can leave with all of them.</summary>
    private static IEnumerable<PoolJoin> Scaled(PoolLayer layer, Dictionary<Epoch, UInt128> shares) =>
        layer.Joins.Select(join => join with { Shares = shares.GetValueOrDefault(join.Epoch) }).Where(join => join.Shares != UInt128.Zero);

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
