using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.Livepeer;

/// <summary>How a Livepeer gateway chooses an orchestrator: by price, stake and luck, after two filters.</summary>
/// <remarks>
/// <code>
/// P(i) = stakeWeight * stake(i) / sum of stakes
///      + priceWeight * e^(-price(i) / factor) / sum of e^(-price / factor)
///      + randomWeight / n
/// </code>
/// In binary64, as upstream: a gateway's own choice, which moves no money and which nobody else recomputes. The performance filter
/// fails open (when nobody passes, everybody stays; who has no score is not filtered when nobody has one), the price filter closed.
/// Source: go-livepeer, server/selection_algorithm.go.
/// </remarks>
public static class LivepeerSelection
{
    /// <summary>Returns how likely each orchestrator is chosen.</summary>
    /// <param name="stakes">The stakes.</param>
    /// <param name="prices">The prices.</param>
    /// <param name="stakeWeight">The weight of stake; the three weights sum to 1.</param>
    /// <param name="priceWeight">The weight of price.</param>
    /// <param name="randomWeight">The weight of luck.</param>
    /// <param name="priceFactor">How fast a higher price loses, above 0.</param>
    /// <returns>The probabilities, in the order given.</returns>
    /// <exception cref="ArgumentException">The lists are not of the same length.</exception>
    public static ImmutableArray<double> Probabilities(
        ReadOnlySpan<double> stakes, ReadOnlySpan<double> prices, double stakeWeight, double priceWeight, double randomWeight, double priceFactor)
    {
        if (stakes.Length != prices.Length)
        {
            throw new ArgumentException($"Expected as many prices as stakes, got {prices.Length} and {stakes.Length}.", nameof(prices));
        }

        double stakeSum = 0, priceSum = 0;
        for (int node = 0; node < stakes.Length; node++)
        {
            stakeSum += stakes[node];
            priceSum += Math.Exp(-prices[node] / priceFactor);
        }

        var result = ImmutableArray.CreateBuilder<double>(stakes.Length);
        for (int node = 0; node < stakes.Length; node++)
        {
            double byPrice = priceSum > 0 ? Math.Exp(-prices[node] / priceFactor) / priceSum : 1.0 / stakes.Length;
            double byStake = stakeSum > 0 ? stakes[node] / stakeSum : 1.0 / stakes.Length;
            result.Add((stakeWeight * byStake) + (priceWeight * byPrice) + (randomWeight / stakes.Length));
        }

        return result.MoveToImmutable();
    }

    /// <summary>Returns who passes the filters.</summary>
    /// <param name="nodes">The orchestrators.</param>
    /// <param name="performance">Their scores, as far as known.</param>
    /// <param name="leastPerformance">The least score that passes.</param>
    /// <param name="prices">Their prices, as far as known.</param>
    /// <param name="mostPrice">The highest price that passes, or null for any.</param>
    /// <param name="ignorePriceWhenNobodyPasses">Whether the price filter fails open.</param>
    /// <returns>Those that pass, in the order given.</returns>
    /// <exception cref="ArgumentNullException">A table is null.</exception>
    public static ImmutableArray<string> Filter(
        ImmutableArray<string> nodes,
        IReadOnlyDictionary<string, double> performance,
        double leastPerformance,
        IReadOnlyDictionary<string, double> prices,
        double? mostPrice,
        bool ignorePriceWhenNobodyPasses)
    {
        ArgumentNullException.ThrowIfNull(performance);
        ArgumentNullException.ThrowIfNull(prices);
        ImmutableArray<string> good = nodes;
        if (performance.Count > 0 && leastPerformance > 0)
        {
            ImmutableArray<string> passing = [.. nodes.Where(node => performance.TryGetValue(node, out double score) && score >= leastPerformance)];
            good = passing.IsEmpty ? nodes : passing;
        }

        if (mostPrice is not { } most)
        {
            return good;
        }

        ImmutableArray<string> affordable = [.. good.Where(node => prices.TryGetValue(node, out double price) && price <= most)];
        return affordable.IsEmpty && ignorePriceWhenNobodyPasses ? good : affordable;
    }
}
