using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Checked bids in an order that does not depend on arrival: bidders by hash, their bids by value and bundle.</summary>
internal sealed class BundleBook
{
    private const int MaximumBidders = 25;
    private const int MaximumBids = 50;

    private BundleBook(BundleLot lot, BundleBid[] bids, int[] places, int[] bidderOf, int bidders) =>
        (Lot, Bids, Places, BidderOf, Bidders) = (lot, bids, places, bidderOf, bidders);

    public BundleLot Lot { get; }

    public BundleBid[] Bids { get; }

    /// <summary>Gets the position in the caller's list of each bid.</summary>
    public int[] Places { get; }

    public int[] BidderOf { get; }

    public int Bidders { get; }

    public static BundleBook Of(BundleLot lot, ReadOnlySpan<BundleBid> bids, Digest seed)
    {
        RefuseBad(lot, bids);
        BundleBid[] all = bids.ToArray();
        int[] places = [.. Enumerable.Range(0, all.Length)
            .OrderBy(place => TieKey.Of(seed, all[place].Bidder))
            .ThenByDescending(place => all[place].Value)
            .ThenBy(place => all[place].Goods)
            .ThenBy(place => all[place].Units)];
        BundleBid[] sorted = [.. places.Select(place => all[place])];
        int[] bidderOf = new int[sorted.Length];
        for (int bid = 1; bid < sorted.Length; bid++)
        {
            bidderOf[bid] = bidderOf[bid - 1] + (sorted[bid].Bidder == sorted[bid - 1].Bidder ? 0 : 1);
        }

        return new BundleBook(lot, sorted, places, bidderOf, sorted.Length == 0 ? 0 : bidderOf[^1] + 1);
    }

    public BigInteger[] Values() => [.. Bids.Select(bid => (BigInteger)bid.Value.Units)];

    /// <summary>The awards by the caller's order, from the winning bid of each bidder and what each bidder pays.</summary>
    public BundleOutcome Outcome(int[] winning, Func<int, Amount> paymentOf)
    {
        BundleAward[] awards = new BundleAward[Bids.Length];
        Amount value = Amount.Zero;
        foreach (int bid in winning)
        {
            awards[Places[bid]] = new BundleAward(true, paymentOf(bid));
            value += Bids[bid].Value;
        }

        return new BundleOutcome([.. awards], value);
    }

    private static void RefuseBad(BundleLot lot, ReadOnlySpan<BundleBid> bids)
    {
        if (bids.Length > MaximumBids)
        {
            throw new BidRefusedException(
                BidRefusal.TooManyBids, MaximumBids, $"There {Prose.Are(bids.Length, "bid")} for bundles; expected at most 50, which can be decided exactly.");
        }

        HashSet<ParticipantId> bidders = [];
        HashSet<(ParticipantId, UInt128, ulong)> bundles = [];
        for (int position = 0; position < bids.Length; position++)
        {
            BundleBid bid = bids[position];
            string place = $"Bid {DecimalText.Format((uint)position)}";
            if (bid.Bidder.IsNone)
            {
                throw new BidRefusedException(BidRefusal.NoBidder, position, $"{place} names nobody; expected a bidder.");
            }

            if (!lot.Holds(bid))
            {
                throw new BidRefusedException(BidRefusal.NotInLot, position, $"{place} of {bid.Bidder} is for nothing, or for goods or units that are not in the lot.");
            }

            if (!Worth.Fits(1, bid.Value))
            {
                throw new BidRefusedException(BidRefusal.WorthTooLarge, position, $"{place} of {bid.Bidder} is worth {bid.Value}; expected at most 2^96 - 1 base units.");
            }

            if (!bundles.Add((bid.Bidder, bid.Goods, bid.Units)))
            {
                throw new BidRefusedException(BidRefusal.DuplicatedBid, position, $"{place}: {bid.Bidder} bids twice for the same bundle; expected one value for each.");
            }

            if (bidders.Add(bid.Bidder) && bidders.Count > MaximumBidders)
            {
                throw new BidRefusedException(
                    BidRefusal.TooManyBidders, position, "There are more than 25 bidders for bundles; expected at most 25, which can be decided exactly.");
            }
        }
    }
}
