using System.Numerics;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// Tests an auction of your own on drawn small markets: nobody pays more than its bid, money adds up, and, where it promises so, no bidder gains by misreporting its value.
/// </summary>
/// <remarks>
/// No formula. Some hold for every rule: no unit and no money out of nothing, nobody worse off than by its bid, no order of arrival. The others are
/// tested when the rule promises them; truthfulness by every other bid there is, on small markets.
/// </remarks>
public static class AuctionLaws
{
    /// <summary>Returns the laws that a rule must keep: the general ones, and one for each promise.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="oneUnit">Whether the rule takes one bid for one unit from each bidder.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(IAuction rule, bool oneUnit = false)
    {
        ArgumentNullException.ThrowIfNull(rule);
        List<Law> laws =
        [
            Of("within-lot", "no more units than the lot has, and none beyond a bid", item => IsWithinLot(rule, item)),
            Of("individually-rational", "nobody pays more or receives less than it bid, nor beyond the limit", item => IsRational(rule, item)),
            Of("permutation", "reordering the bids reorders the awards", item => IsEquivariant(rule, item)),
            Of("search-is-exact", "the search for deviations finds the largest gain that there is", item => SearchIsExact(rule, item)),
        ];
        Add(AuctionPromises.EqualTreatment, "equal-treatment", "equal bids get the same but for one unit", item => MarketPayoff.TreatsEqualsEqually(item.Bids, item.Clear(rule).Awards));
        Add(AuctionPromises.TruthfulInPrice, "truthful-price", "no other price gains", item => Gain(rule, item, quantities: false).IsZero);
        Add(AuctionPromises.TruthfulInQuantity, "truthful-quantity", "no other price and smaller quantity gains", item => Gain(rule, item, quantities: true).IsZero);
        Add(AuctionPromises.Efficient, "efficient", "no other assignment is worth more", item => IsEfficient(rule, item));
        Add(AuctionPromises.OnePrice, "one-price", "all pay one price, and no better bid is left out", item => HasOnePrice(rule, item));
        Add(AuctionPromises.InCore, "in-core", "no group would rather trade with the auctioneer alone", item => IsInCore(rule, item));
        return laws;

        Law Of(string name, string statement, Func<AuctionCase, bool> holds) => Law.Of(name, statement, AuctionCase.Arbitrary(oneUnit), holds);

        void Add(AuctionPromises promise, string name, string statement, Func<AuctionCase, bool> holds)
        {
            if (rule.Promises.HasFlag(promise))
            {
                laws.Add(Of(name, statement, holds));
            }
        }
    }

    private static bool IsWithinLot(IAuction rule, AuctionCase item)
    {
        AuctionOutcome outcome = item.Clear(rule);
        return outcome.Awards.Length == item.Bids.Length
            && outcome.Quantity <= item.Lot.Quantity
            && outcome.Awards.Zip(item.Bids).All(pair => pair.First.Quantity <= pair.Second.Quantity);
    }

    private static bool IsRational(IAuction rule, AuctionCase item) => item.Clear(rule).Awards.Zip(item.Bids).All(pair =>
    {
        (Award award, Bid bid) = pair;
        BigInteger atBid = (BigInteger)bid.UnitPrice.Units * award.Quantity, atLimit = (BigInteger)item.Lot.Limit.Units * award.Quantity;
        (BigInteger least, BigInteger most) = item.Lot.Side == MarketSide.Sell ? (atLimit, atBid) : (atBid, atLimit);
        return award.Payment.Units >= least && award.Payment.Units <= most;
    });

    private static bool IsEquivariant(IAuction rule, AuctionCase item)
    {
        int[] order = MarketPayoff.Order(item.Bids.Length, item.Choice);
        AuctionOutcome reordered = (item with { Bids = MarketPayoff.Reordered(item.Bids, order) }).Clear(rule);
        return reordered.Awards.SequenceEqual(MarketPayoff.Reordered(item.Clear(rule).Awards, order));
    }

    private static bool SearchIsExact(IAuction rule, AuctionCase item)
    {
        DeviationReport report = DeviationSearch.Search(rule, item.Lot, item.Bids, item.Seed, together: false);
        return (BigInteger)(report.Largest?.Gain.Units ?? UInt128.Zero) == Gain(rule, item, quantities: false);
    }

    private static BigInteger Gain(IAuction rule, AuctionCase item, bool quantities) => MarketPayoff.LargestGain(
        item.Bidding,
        item.Bids,
        UInt128.Max(item.Lot.Limit.Units, MarketPayoff.Highest(item.Bids)),
        quantities,
        bids => (item with { Bids = bids }).Clear(rule).Awards);

    private static bool IsEfficient(IAuction rule, AuctionCase item) =>
        Welfare(item, item.Clear(rule).Awards) == Best(item, item.Bids);

    private static BigInteger Welfare(AuctionCase item, IReadOnlyList<Award> awards) =>
        item.Bids.Zip(awards).Aggregate(BigInteger.Zero, (sum, pair) => sum + (Distance(item, pair.First) * pair.Second.Quantity));

    /// <summary>The greatest total distance to the limit that the lot carries: the best single units.</summary>
    private static BigInteger Best(AuctionCase item, IEnumerable<Bid> bids) =>
        bids.SelectMany(bid => Enumerable.Repeat(Distance(item, bid), (int)bid.Quantity))
            .Where(distance => distance.Sign > 0)
            .OrderDescending()
            .Take((int)item.Lot.Quantity)
            .Aggregate(BigInteger.Zero, (sum, distance) => sum + distance);

    private static BigInteger Distance(AuctionCase item, Bid bid)
    {
        BigInteger above = (BigInteger)bid.UnitPrice.Units - item.Lot.Limit.Units;
        return item.Lot.Side == MarketSide.Sell ? above : -above;
    }

    private static bool HasOnePrice(IAuction rule, AuctionCase item)
    {
        AuctionOutcome outcome = item.Clear(rule);
        if (outcome.UnitPrice is not { } price)
        {
            return outcome.Quantity == 0;
        }

        return item.Bids.Zip(outcome.Awards).All(pair =>
            pair.Second.Payment.Units == pair.Second.Quantity * price.Units
            && ((item.Lot.Side == MarketSide.Sell ? pair.First.UnitPrice <= price : pair.First.UnitPrice >= price) || pair.Second.Quantity == pair.First.Quantity));
    }

    private static bool IsInCore(IAuction rule, AuctionCase item)
    {
        AuctionOutcome outcome = item.Clear(rule);
        ParticipantId[] bidders = [.. item.Bids.Select(bid => bid.Bidder).Distinct()];
        BigInteger[] surplus = [.. bidders.Select(bidder => MarketPayoff.Of(item.Bidding, item.Bids, outcome.Awards, bidder))];
        BigInteger atLimit = (BigInteger)item.Lot.Limit.Units * outcome.Quantity;
        BigInteger auctioneer = item.Lot.Side == MarketSide.Sell ? outcome.Total.Units - atLimit : atLimit - outcome.Total.Units;
        return Enumerable.Range(0, 1 << bidders.Length).All(group =>
        {
            BigInteger together = auctioneer + surplus.Where((_, index) => (group >> index & 1) == 1).Aggregate(BigInteger.Zero, (sum, own) => sum + own);
            return together >= Best(item, item.Bids.Where(bid => (group >> Array.IndexOf(bidders, bid.Bidder) & 1) == 1));
        });
    }
}
