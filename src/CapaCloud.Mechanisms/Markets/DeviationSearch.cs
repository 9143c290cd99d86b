using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Finds out how much any bidder could have gained by another bid, by clearing the market again with every bid that can matter.</summary>
/// <remarks>
/// <code>
/// prices     = zero, and for each price of another bid, and the limit: one below, itself, one above; for a score, the price that scores as the other bid does
/// quantities = the true one; or every one from 1 to one above what the other side has, and of too many a part: evenly spaced below, by halves above
/// together   = for a bidder of 2 or 3 bids every combination of those prices, while there are at most MostCombinations, quantities as made
/// </code>
/// Between two neighbouring prices of others nothing changes but the bidder's own payment, which moves one way; so the best of all prices is
/// among those tried, and the search is exact in the price for every rule of this library; a rule of one's own must compare bids by price. Each bid is taken as the truth, and one bidder
/// deviates alone: with one of its bids, and then with the prices of all of them. Units that a buyer gets beyond its true quantity are worth nothing to it; a seller that is awarded more than it has
/// could not deliver, and such a bid is passed over. Not tried: several quantities at once, more bids or fewer than were made, and what several bidders gain together. It clears the market about three times for each pair of bids: use it on the market as it is up to
/// some hundreds of bids, and on chosen bids beyond that. Pure and deterministic.
/// </remarks>
public static partial class DeviationSearch
{
    /// <summary>The largest quantity of which every smaller one is tried.</summary>
    public const ulong MostQuantities = 64;

    /// <summary>The largest number of larger quantities of which every one is tried; of more, so many, by halves.</summary>
    public const ulong MostLargerQuantities = 16;

    /// <summary>The most bids of one bidder that are tried together.</summary>
    public const int MostBidsTogether = 3;

    /// <summary>The most combinations of prices that are tried for the bids of one bidder; a bidder with more is searched bid by bid.</summary>
    public const ulong MostCombinations = 20_000;

    /// <summary>Searches an auction with one auctioneer.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="lot">What is sold or bought.</param>
    /// <param name="bids">The bids, taken as the truth.</param>
    /// <param name="seed">The seed of the market.</param>
    /// <param name="quantities">Whether smaller and larger quantities are tried too.</param>
    /// <param name="only">The positions of the bids to search; null for all.</param>
    /// <param name="together">Whether the bids of a bidder with several are tried together too.</param>
    /// <param name="mostQuantities">The largest quantity of which every smaller one is tried, at least 1; it bounds the larger ones too, to <see cref="MostLargerQuantities"/> at most.</param>
    /// <returns>What could have been gained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    /// <exception cref="BidRefusedException">The rule refuses the bids as they are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not one of a bid, or no quantity is to be tried.</exception>
    public static DeviationReport Search(
        IAuction rule, Lot lot, ReadOnlySpan<Bid> bids, Digest seed, bool quantities = false, IReadOnlyCollection<int>? only = null, bool together = true, ulong mostQuantities = MostQuantities)
    {
        ArgumentNullException.ThrowIfNull(rule);
        MarketSide side = lot.Side == MarketSide.Sell ? MarketSide.Buy : MarketSide.Sell;
        Func<Bid, Bid, UInt128?>? priceLike = rule is ScoredAuction scored ? (own, other) => scored.PriceLike(other, own.Bidder, side) : null;
        DeviationTrials trials = new(side, bids.ToArray(), [lot.Limit.Units], _ => lot.Quantity, Quantities(quantities, mostQuantities), together, priceLike);
        return Report([trials.Run(all => [.. rule.Clear(lot, all, seed).Awards], only)]);
    }

    /// <summary>Searches a market with many sellers and buyers.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="offers">The offers, taken as the truth.</param>
    /// <param name="requests">The requests, taken as the truth.</param>
    /// <param name="seed">The seed of the market.</param>
    /// <param name="quantities">Whether smaller and larger quantities are tried too.</param>
    /// <param name="onlyOffers">The positions of the offers to search; null for all.</param>
    /// <param name="onlyRequests">The positions of the requests to search; null for all.</param>
    /// <param name="together">Whether the bids of a bidder with several are tried together too.</param>
    /// <param name="mostQuantities">The largest quantity of which every smaller one is tried, at least 1; it bounds the larger ones too, to <see cref="MostLargerQuantities"/> at most.</param>
    /// <returns>What could have been gained.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="rule"/> is null.</exception>
    /// <exception cref="BidRefusedException">The rule refuses the bids as they are.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not one of a bid, or no quantity is to be tried.</exception>
    public static DeviationReport Search(
        IDoubleAuction rule,
        ReadOnlySpan<Bid> offers,
        ReadOnlySpan<Bid> requests,
        Digest seed,
        bool quantities = false,
        IReadOnlyCollection<int>? onlyOffers = null,
        IReadOnlyCollection<int>? onlyRequests = null,
        bool together = true,
        ulong mostQuantities = MostQuantities)
    {
        ArgumentNullException.ThrowIfNull(rule);
        Bid[] asks = offers.ToArray(), wants = requests.ToArray();
        DeviationTrials selling = new(MarketSide.Sell, asks, [.. wants.Select(bid => bid.UnitPrice.Units)], _ => UnitsOf(wants), Quantities(quantities, mostQuantities), together);
        DeviationTrials buying = new(MarketSide.Buy, wants, [.. asks.Select(bid => bid.UnitPrice.Units)], _ => UnitsOf(asks), Quantities(quantities, mostQuantities), together);
        return Report(
        [
            selling.Run(all => [.. rule.Clear(all, wants, seed).Offers], onlyOffers),
            buying.Run(all => [.. rule.Clear(asks, all, seed).Requests], onlyRequests),
        ]);
    }

    private static DeviationQuantities? Quantities(bool quantities, ulong most)
    {
        ArgumentOutOfRangeException.ThrowIfZero(most, "mostQuantities");
        return quantities ? new DeviationQuantities(most) : null;
    }

    private static UInt128 UnitsOf(IEnumerable<Bid> bids) => bids.Aggregate(UInt128.Zero, static (sum, bid) => sum + bid.Quantity);

    private static DeviationReport Report(DeviationTrials.Result[] results)
    {
        ImmutableArray<Deviation>.Builder profitable = ImmutableArray.CreateBuilder<Deviation>();
        List<JointDeviation> together = [];
        (int searched, ulong cleared, bool everyQuantity, bool everyLarger, bool everyTogether) = (0, 0, true, true, true);
        foreach (DeviationTrials.Result result in results)
        {
            profitable.AddRange(result.Profitable);
            searched += result.Searched;
            cleared += result.Cleared;
            everyQuantity &= result.EveryQuantity;
            everyLarger &= result.EveryLargerQuantity;
            everyTogether &= result.EveryBidTogether;
            together.AddRange(result.Together);
        }

        profitable.Sort((left, right) =>
        {
            int gain = right.Gain.CompareTo(left.Gain);
            int name = gain != 0 ? gain : left.TrueBid.Bidder.CompareTo(right.TrueBid.Bidder);
            return name != 0 ? name : left.TrueBid.UnitPrice.CompareTo(right.TrueBid.UnitPrice);
        });
        return new DeviationReport(
            profitable.ToImmutable(),
            searched,
            cleared,
            everyPrice: true,
            everyQuantity,
            everyLarger,
            everyTogether,
            [.. together.OrderByDescending(static item => item.Gain).ThenBy(static item => item.TrueBids[0].Bidder)]);
    }
}
