using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;

namespace CapaCloud.Mechanisms.Presets.Networks.Skip;

/// <summary>The fee market of Skip: a base price whose step is learned, in the decimals of the Cosmos SDK.</summary>
/// <remarks>
/// <code>
/// u = (current - target) / target                price' = max(LowestPrice, price * (1 + rate * u))
/// fill = sum of the window / (Capacity * length) rate'  = min(HighestRate, rate + Increase) if fill &lt;= Margin or fill &gt;= 1 - Margin
///                                                         max(LowestRate, rate * Decrease)  otherwise
/// </code>
/// Products and quotients round half to even in the 18th digit. The core's <c>AdditiveIncreaseController</c> is the same rule with bounded steps. Source:
/// skip-mev/feemarket, with a delta of 0, its default.
/// </remarks>
/// <param name="Capacity">The most that a block can use.</param>
/// <param name="Target">What a block should use, not zero.</param>
/// <param name="Increase">What a nearly full or empty window adds to the rate.</param>
/// <param name="Decrease">What any other window multiplies it by.</param>
/// <param name="Margin">How near to full or empty counts.</param>
/// <param name="LowestRate">The lowest rate.</param>
/// <param name="HighestRate">The highest rate.</param>
/// <param name="LowestPrice">The lowest price.</param>
public sealed record SkipFeeMarket(
    ulong Capacity,
    ulong Target,
    CosmosDecimal Increase,
    CosmosDecimal Decrease,
    CosmosDecimal Margin,
    CosmosDecimal LowestRate,
    CosmosDecimal HighestRate,
    CosmosDecimal LowestPrice)
{
    /// <summary>Returns the rate after a block.</summary>
    /// <param name="rate">The rate before.</param>
    /// <param name="window">What the last blocks used.</param>
    /// <returns>The rate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="window"/> is null.</exception>
    public CosmosDecimal NextRate(CosmosDecimal rate, IReadOnlyList<ulong> window)
    {
        ArgumentNullException.ThrowIfNull(window);
        BigInteger used = window.Aggregate(BigInteger.Zero, (sum, block) => sum + block);
        CosmosDecimal fill = CosmosDecimal.FromInteger(used).Divide(CosmosDecimal.FromInteger((BigInteger)Capacity * window.Count));
        bool isExtreme = fill.CompareTo(Margin) <= 0 || fill.CompareTo(CosmosDecimal.One.Subtract(Margin)) >= 0;
        return isExtreme
            ? CosmosDecimal.Min(HighestRate, rate.Add(Increase))
            : Larger(LowestRate, rate.Multiply(Decrease));
    }

    /// <summary>Returns the price after a block.</summary>
    /// <param name="price">The price before.</param>
    /// <param name="rate">The rate that holds for this step.</param>
    /// <param name="used">What the block used.</param>
    /// <returns>The price.</returns>
    public CosmosDecimal NextPrice(CosmosDecimal price, CosmosDecimal rate, ulong used)
    {
        CosmosDecimal distance = CosmosDecimal.FromInteger((BigInteger)used - Target).Divide(CosmosDecimal.FromInteger(Target));
        return Larger(LowestPrice, price.Multiply(CosmosDecimal.One.Add(rate.Multiply(distance))));
    }

    private static CosmosDecimal Larger(CosmosDecimal left, CosmosDecimal right) => left.CompareTo(right) >= 0 ? left : right;
}
