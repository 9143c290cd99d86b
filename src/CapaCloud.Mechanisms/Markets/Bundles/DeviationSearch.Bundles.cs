using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Markets;

/// <content>Bundles: another value for a bundle, the bundle itself as it is.</content>
public static partial class DeviationSearch
{
    /// <summary>How many values of a bid for a bundle are tried at most, unless the caller says otherwise.</summary>
    public const int MostValues = 256;

    /// <summary>Searches a market for bundles.</summary>
    /// <remarks>
    /// <code>range = 0 to the worth of all other bids + 1, above which nothing changes any more</code>
    /// Every whole value of the range is tried when there are at most so many; the search is exact then. Otherwise evenly spaced ones, what the rule charges the bid and
    /// each other bid's value with their neighbours, and then ever nearer ones around the best so far. Clears the market once for each value.
    /// </remarks>
    /// <param name="rule">The rule.</param>
    /// <param name="lot">What is sold.</param>
    /// <param name="bids">The bids, taken as the truth.</param>
    /// <param name="seed">The seed of the market.</param>
    /// <param name="only">The positions of the bids to search; null for all.</param>
    /// <param name="mostValues">How many values of a bid are tried before the range is only sampled, at least 2.</param>
    /// <returns>What could have been gained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    /// <exception cref="BidRefusedException">The rule refuses the bids as they are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not one of a bid, or fewer than 2 values are to be tried.</exception>
    public static BundleDeviationReport Search(
        IBundleAuction rule, BundleLot lot, ReadOnlySpan<BundleBid> bids, Digest seed, IReadOnlyCollection<int>? only = null, int mostValues = MostValues)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostValues, 2);
        BundleTrials trials = new(rule, lot, bids.ToArray(), seed, (uint)mostValues);
        ImmutableArray<BundleDeviation>.Builder profitable = ImmutableArray.CreateBuilder<BundleDeviation>();
        int searched = 0;
        foreach (int position in only ?? [.. Enumerable.Range(0, bids.Length)])
        {
            if (position < 0 || position >= bids.Length)
            {
                throw new ArgumentOutOfRangeException(nameof(only), $"There is no bid {position}; expected a position from 0 to {bids.Length - 1}.");
            }

            searched++;
            BundleDeviation best = trials.Best(position);
            if (!best.Gain.IsZero)
            {
                profitable.Add(best);
            }
        }

        profitable.Sort((left, right) =>
        {
            int gain = right.Gain.CompareTo(left.Gain);
            int name = gain != 0 ? gain : left.TrueBid.Bidder.CompareTo(right.TrueBid.Bidder);
            int goods = name != 0 ? name : left.TrueBid.Goods.CompareTo(right.TrueBid.Goods);
            return goods != 0 ? goods : left.TrueBid.Units.CompareTo(right.TrueBid.Units);
        });
        return new BundleDeviationReport(profitable.ToImmutable(), searched, trials.Cleared, trials.EveryValue);
    }
}
