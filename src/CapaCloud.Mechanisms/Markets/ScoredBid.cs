using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A bid with its weight; ordered by exact cross products.</summary>
internal readonly record struct ScoredBid(int Position, UInt128 Price, UInt128 Weight, UInt128 Key)
{
    /// <summary>By price / weight, the lowest first.</summary>
    public static int LowestFirst(ScoredBid left, ScoredBid right) =>
        Order(UInt256.Multiply(left.Price, right.Weight), UInt256.Multiply(right.Price, left.Weight), left.Key, right.Key);

    /// <summary>By price * weight, the highest first.</summary>
    public static int HighestFirst(ScoredBid left, ScoredBid right) =>
        Order(UInt256.Multiply(right.Price, right.Weight), UInt256.Multiply(left.Price, left.Weight), left.Key, right.Key);

    /// <summary>The worst price with which this bid is still before the best loser.</summary>
    public UInt128 Threshold(ScoredBid loser, Lot lot)
    {
        // At equal scores the smaller key wins.
        bool winsTies = Key < loser.Key;
        if (lot.Side == MarketSide.Buy)
        {
            if (!MultiplyDivide.TryDivide(loser.Price, Weight, loser.Weight, out UInt128 highest, out UInt128 rest))
            {
                return lot.Limit.Units;
            }

            return UInt128.Min(lot.Limit.Units, rest == UInt128.Zero && !winsTies ? highest - UInt128.One : highest);
        }

        // The winner's own price reached it, so this quotient fits.
        UInt128 lowest = MultiplyDivide.Divide(loser.Price, loser.Weight, Weight, out UInt128 remainder);
        return UInt128.Max(lot.Limit.Units, remainder == UInt128.Zero && winsTies ? lowest : lowest + UInt128.One);
    }

    private static int Order(UInt256 left, UInt256 right, UInt128 leftKey, UInt128 rightKey)
    {
        int upper = left.Upper.CompareTo(right.Upper);
        int lower = upper != 0 ? upper : left.Lower.CompareTo(right.Lower);
        return lower != 0 ? lower : leftKey.CompareTo(rightKey);
    }
}
