using System.Numerics;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// Tests a double auction of your own on drawn small markets: nobody trades at a loss, money adds up, and, where it promises so, nobody gains by misreporting a price.
/// </summary>
/// <remarks>
/// No formula. Some hold for every rule: units and money balance, nobody worse off than by its bid, no order of arrival. The others are tested when the
/// rule promises them; truthfulness by every other bid there is, on small markets.
/// </remarks>
public static class DoubleAuctionLaws
{
    /// <summary>Returns the laws that a rule must keep: the general ones, and one for each promise.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="oneUnit">Whether every bid is for one unit; a rule may promise more in such markets.</param>
    /// <param name="alsoPromised">What the rule promises in such markets beyond its own promises.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(IDoubleAuction rule, bool oneUnit = false, AuctionPromises alsoPromised = AuctionPromises.None)
    {
        ArgumentNullException.ThrowIfNull(rule);
        List<Law> laws =
        [
            Of("balances", "as many units are sold as bought, and buyers pay for all that sellers receive", item => Balances(rule, item)),
            Of("individually-rational", "no buyer pays more and no seller receives less than it bid", item => IsRational(rule, item)),
            Of("permutation", "reordering the bids reorders the awards", item => IsEquivariant(rule, item)),
            Of("search-is-exact", "the search for deviations finds the largest gain that there is", item => SearchIsExact(rule, item)),
        ];
        Add(AuctionPromises.EqualTreatment, "equal-treatment", "equal bids get the same but for one unit", item => TreatsEqualsEqually(rule, item));
        Add(AuctionPromises.TruthfulInPrice, "truthful-price", "no other price gains", item => Gain(rule, item, quantities: false).IsZero);
        Add(AuctionPromises.TruthfulInQuantity, "truthful-quantity", "no other price and smaller quantity gains", item => Gain(rule, item, quantities: true).IsZero);
        Add(AuctionPromises.Efficient, "efficient", "no other trade is worth more", item => IsEfficient(rule, item));
        Add(AuctionPromises.OnePrice, "one-price", "all trade at one price, and no better bid is left out", item => HasOnePrice(rule, item));
        Add(AuctionPromises.BudgetBalanced, "budget-balanced", "nothing stays with the market", item => item.Clear(rule).Surplus.IsZero);
        Add(AuctionPromises.InCore, "in-core", "no group would rather trade among itself", item => IsInCore(rule, item));
        return laws;

        Law Of(string name, string statement, Func<DoubleAuctionCase, bool> holds) =>
            Law.Of(name, statement, DoubleAuctionCase.Arbitrary(!rule.TakesSeveralBids, oneUnit), holds);

        void Add(AuctionPromises promise, string name, string statement, Func<DoubleAuctionCase, bool> holds)
        {
            if ((rule.Promises | alsoPromised).HasFlag(promise))
            {
                laws.Add(Of(name, statement, holds));
            }
        }
    }

    private static bool Balances(IDoubleAuction rule, DoubleAuctionCase item)
    {
        DoubleAuctionOutcome outcome = item.Clear(rule);
        return outcome.Offers.Length == item.Offers.Length
            && outcome.Requests.Length == item.Requests.Length
            && Units(outcome.Offers) == Units(outcome.Requests)
            && outcome.Paid >= outcome.Received
            && outcome.Offers.Zip(item.Offers).All(pair => pair.First.Quantity <= pair.Second.Quantity)
            && outcome.Requests.Zip(item.Requests).All(pair => pair.First.Quantity <= pair.Second.Quantity);
    }

    private static BigInteger Units(IEnumerable<Award> awards) => awards.Aggregate(BigInteger.Zero, (sum, award) => sum + award.Quantity);

    private static bool IsRational(IDoubleAuction rule, DoubleAuctionCase item)
    {
        DoubleAuctionOutcome outcome = item.Clear(rule);
        return outcome.Offers.Zip(item.Offers).All(pair => pair.First.Payment.Units >= pair.First.Quantity * pair.Second.UnitPrice.Units)
            && outcome.Requests.Zip(item.Requests).All(pair => pair.First.Payment.Units <= pair.First.Quantity * pair.Second.UnitPrice.Units)
            && outcome.Offers.All(award => award.Quantity > 0 || award.Payment.IsZero);
    }

    private static bool IsEquivariant(IDoubleAuction rule, DoubleAuctionCase item)
    {
        int[] offers = MarketPayoff.Order(item.Offers.Length, item.Choice), requests = MarketPayoff.Order(item.Requests.Length, item.Choice / 2);
        DoubleAuctionOutcome straight = item.Clear(rule);
        DoubleAuctionOutcome reordered = (item with
        {
            Offers = MarketPayoff.Reordered(item.Offers, offers),
            Requests = MarketPayoff.Reordered(item.Requests, requests),
        }).Clear(rule);
        return reordered.Offers.SequenceEqual(MarketPayoff.Reordered(straight.Offers, offers))
            && reordered.Requests.SequenceEqual(MarketPayoff.Reordered(straight.Requests, requests));
    }

    private static bool TreatsEqualsEqually(IDoubleAuction rule, DoubleAuctionCase item)
    {
        DoubleAuctionOutcome outcome = item.Clear(rule);
        return MarketPayoff.TreatsEqualsEqually(item.Offers, outcome.Offers) && MarketPayoff.TreatsEqualsEqually(item.Requests, outcome.Requests);
    }

    private static bool SearchIsExact(IDoubleAuction rule, DoubleAuctionCase item)
    {
        DeviationReport report = DeviationSearch.Search(rule, item.Offers, item.Requests, item.Seed, together: false);
        return (BigInteger)(report.Largest?.Gain.Units ?? UInt128.Zero) == Gain(rule, item, quantities: false);
    }

    private static BigInteger Gain(IDoubleAuction rule, DoubleAuctionCase item, bool quantities)
    {
        UInt128 highest = MarketPayoff.Highest(item.Offers.Concat(item.Requests));
        return BigInteger.Max(
            MarketPayoff.LargestGain(MarketSide.Sell, item.Offers, highest, quantities, offers => (item with { Offers = offers }).Clear(rule).Offers),
            MarketPayoff.LargestGain(MarketSide.Buy, item.Requests, highest, quantities, requests => (item with { Requests = requests }).Clear(rule).Requests));
    }

    private static bool IsEfficient(IDoubleAuction rule, DoubleAuctionCase item)
    {
        DoubleAuctionOutcome outcome = item.Clear(rule);
        return Worth(item.Requests, outcome.Requests) - Worth(item.Offers, outcome.Offers) == Best(item.Offers, item.Requests);
    }

    private static BigInteger Worth(Bid[] bids, IReadOnlyList<Award> awards) =>
        bids.Zip(awards).Aggregate(BigInteger.Zero, (sum, pair) => sum + ((BigInteger)pair.First.UnitPrice.Units * pair.Second.Quantity));

    /// <summary>The worth of trade: the dearest single units against the cheapest, as long as they gain.</summary>
    private static BigInteger Best(IEnumerable<Bid> offers, IEnumerable<Bid> requests) =>
        Prices(requests).OrderDescending().Zip(Prices(offers).Order())
            .Aggregate(BigInteger.Zero, (sum, pair) => sum + BigInteger.Max(0, pair.First - pair.Second));

    private static IEnumerable<BigInteger> Prices(IEnumerable<Bid> bids) =>
        bids.SelectMany(bid => Enumerable.Repeat((BigInteger)bid.UnitPrice.Units, (int)bid.Quantity));

    private static bool HasOnePrice(IDoubleAuction rule, DoubleAuctionCase item)
    {
        DoubleAuctionOutcome outcome = item.Clear(rule);
        if (outcome.OfferPrice is not { } price)
        {
            return outcome.Quantity == UInt128.Zero;
        }

        return outcome.RequestPrice == price
            && outcome.Offers.Concat(outcome.Requests).All(award => award.Payment.Units == award.Quantity * price.Units)
            && item.Offers.Zip(outcome.Offers).All(pair => pair.First.UnitPrice >= price || pair.First.Quantity == pair.Second.Quantity)
            && item.Requests.Zip(outcome.Requests).All(pair => pair.First.UnitPrice <= price || pair.First.Quantity == pair.Second.Quantity);
    }

    private static bool IsInCore(IDoubleAuction rule, DoubleAuctionCase item)
    {
        DoubleAuctionOutcome outcome = item.Clear(rule);
        ParticipantId[] sellers = [.. item.Offers.Select(bid => bid.Bidder).Distinct()], buyers = [.. item.Requests.Select(bid => bid.Bidder).Distinct()];
        BigInteger[] payoffs =
        [
            .. sellers.Select(bidder => MarketPayoff.Of(MarketSide.Sell, item.Offers, outcome.Offers, bidder)),
            .. buyers.Select(bidder => MarketPayoff.Of(MarketSide.Buy, item.Requests, outcome.Requests, bidder)),
        ];
        return Enumerable.Range(0, 1 << payoffs.Length).All(group =>
        {
            BigInteger together = payoffs.Where((_, index) => IsIn(group, index)).Aggregate(BigInteger.Zero, (sum, own) => sum + own);
            return together >= Best(
                item.Offers.Where(bid => IsIn(group, Array.IndexOf(sellers, bid.Bidder))),
                item.Requests.Where(bid => IsIn(group, sellers.Length + Array.IndexOf(buyers, bid.Bidder))));
        });
    }

    private static bool IsIn(int group, int index) => (group >> index & 1) == 1;
}
