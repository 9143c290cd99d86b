using CapaCloud.Mechanisms.Markets;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>A lot, a few bids, and a number for the law to choose by.</summary>
internal sealed record AuctionCase(Lot Lot, Bid[] Bids, uint Choice)
{
    public Digest Seed => Digest.Parse($"{Choice:x64}");

    /// <summary>Draws few bidders and low prices, so that there are ties and the marginal bid matters.</summary>
    /// <param name="oneUnit">Whether each bidder makes one bid for one unit.</param>
    public static Arbitrary<AuctionCase> Arbitrary(bool oneUnit) => Arb.From(Draw(oneUnit), Smaller);

    public AuctionOutcome Clear(IAuction rule) => rule.Clear(Lot, Bids, Seed);

    /// <summary>The side on which the bidders stand.</summary>
    public MarketSide Bidding => Lot.Side == MarketSide.Sell ? MarketSide.Buy : MarketSide.Sell;

    public override string ToString() => $"{Lot.Side} {Lot.Quantity} at {Lot.Limit}: [{string.Join(", ", Bids.Select(MarketText.Of))}], choice = {Choice}";

    /// <summary>Draws bids of one side; no bidder twice at one price.</summary>
    internal static Gen<Bid[]> DrawBids(string prefix, int most, bool oneUnit, bool oneBid) =>
        from count in Gen.Choose(0, most)
        from bids in Gen.ArrayOf(
            from bidder in Gen.Choose(0, most - 1)
            from quantity in oneUnit ? Gen.Constant(1) : Gen.Choose(1, 4)
            from price in Gen.Choose(0, 9)
            select new Bid(ParticipantId.Of($"{prefix}{bidder}"), (ulong)quantity, Amount.Of((UInt128)price)),
            count)
        select oneBid ? [.. bids.DistinctBy(bid => bid.Bidder)] : (Bid[])[.. bids.DistinctBy(bid => (bid.Bidder, bid.UnitPrice))];

    internal static IEnumerable<Bid[]> Smaller(Bid[] bids)
    {
        for (int position = 0; position < bids.Length; position++)
        {
            yield return [.. bids[..position], .. bids[(position + 1)..]];
        }

        for (int position = 0; position < bids.Length; position++)
        {
            if (bids[position].Quantity > 1)
            {
                yield return [.. bids[..position], bids[position] with { Quantity = bids[position].Quantity - 1 }, .. bids[(position + 1)..]];
            }
        }
    }

    private static Gen<AuctionCase> Draw(bool oneUnit) =>
        from side in Gen.Elements(MarketSide.Sell, MarketSide.Buy)
        from quantity in Gen.Choose(0, oneUnit ? 4 : 8)
        from limit in side == MarketSide.Sell ? Gen.Choose(0, 4) : Gen.Choose(5, 9)
        from bids in DrawBids("b", 5, oneUnit, oneUnit)
        from choice in Gen.Choose(0, int.MaxValue)
        select new AuctionCase(new Lot(side, (ulong)quantity, Amount.Of((UInt128)limit)), bids, (uint)choice);

    private static IEnumerable<AuctionCase> Smaller(AuctionCase whole)
    {
        foreach (Bid[] bids in Smaller(whole.Bids))
        {
            yield return whole with { Bids = bids };
        }

        if (whole.Lot.Quantity > 0)
        {
            yield return whole with { Lot = new Lot(whole.Lot.Side, whole.Lot.Quantity - 1, whole.Lot.Limit) };
        }
    }
}
