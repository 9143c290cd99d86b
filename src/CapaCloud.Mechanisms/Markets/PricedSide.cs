using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>One side at a given price: its best units trade, and each bidder pays what the others lose by that.</summary>
internal static class PricedSide
{
    public static bool IsWilling(Bid bid, MarketSide side, Amount price) =>
        side == MarketSide.Sell ? bid.UnitPrice <= price : bid.UnitPrice >= price;

    public static ImmutableArray<Award> Trade(ReadOnlySpan<Bid> bids, MarketSide side, Amount price, UInt128 units, Digest seed)
    {
        OrderLadder ladder = new(bids, side);
        ulong[] served = new ulong[bids.Length];
        int cut = Serve(ladder, side, price, units, seed, served);
        UInt128[] fees = Fees(ladder, bids, side, price, cut, served);
        Award[] awards = new Award[bids.Length];
        for (int position = 0; position < bids.Length; position++)
        {
            UInt128 atPrice = served[position] * price.Units;
            awards[position] = new Award(
                served[position], Amount.Of(side == MarketSide.Buy ? atPrice + fees[position] : atPrice - fees[position]));
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(awards);
    }

    /// <summary>Serves the best first; returns the first rank with units left over.</summary>
    private static int Serve(OrderLadder ladder, MarketSide side, Amount price, UInt128 units, Digest seed, ulong[] served)
    {
        for (int rank = 0; rank < ladder.Count && IsWilling(ladder.At(rank), side, price);)
        {
            int end = ladder.EndOfGroup(rank);
            UInt128 wanted = UInt128.Zero;
            for (int member = rank; member < end; member++)
            {
                wanted += ladder.At(member).Quantity;
            }

            ladder.ServeGroup(rank, end, UInt128.Min(units, wanted), seed, served);
            if (wanted > units)
            {
                return rank;
            }

            units -= wanted;
            rank = end;
        }

        return ladder.Count;
    }

    /// <summary>The gain that the best units left over, of others, would have made in place of each bidder's; written at its bids in their order.</summary>
    private static UInt128[] Fees(OrderLadder ladder, ReadOnlySpan<Bid> bids, MarketSide side, Amount price, int cut, ulong[] served)
    {
        UInt128[] fees = new UInt128[bids.Length];
        if (cut >= ladder.Count)
        {
            return fees;
        }

        Dictionary<ParticipantId, List<int>> own = [];
        for (int rank = 0; rank < ladder.Count; rank++)
        {
            int position = ladder.Position(rank);
            if (served[position] > 0)
            {
                (CollectionsMarshal.GetValueRefOrAddDefault(own, bids[position].Bidder, out _) ??= []).Add(position);
            }
        }

        foreach ((ParticipantId bidder, List<int> positions) in own)
        {
            UInt128 units = UInt128.Zero;
            foreach (int position in positions)
            {
                units += served[position];
            }

            UInt128 fee = Displaced(ladder, bidder, side, price, cut, units, served);
            foreach (int position in positions)
            {
                // Each bid carries at most what it gains; the best bids first.
                fees[position] = UInt128.Min(fee, Gain(bids[position], side, price) * served[position]);
                fee -= fees[position];
            }
        }

        return fees;
    }

    private static UInt128 Displaced(OrderLadder ladder, ParticipantId bidder, MarketSide side, Amount price, int cut, UInt128 units, ulong[] served)
    {
        UInt128 sum = UInt128.Zero;
        for (int rank = cut; rank < ladder.Count && units > UInt128.Zero && IsWilling(ladder.At(rank), side, price); rank++)
        {
            Bid bid = ladder.At(rank);
            if (bid.Bidder != bidder)
            {
                UInt128 taken = UInt128.Min(units, bid.Quantity - served[ladder.Position(rank)]);
                sum += taken * Gain(bid, side, price);
                units -= taken;
            }
        }

        return sum;
    }

    private static UInt128 Gain(Bid bid, MarketSide side, Amount price) =>
        side == MarketSide.Buy ? bid.UnitPrice.Units - price.Units : price.Units - bid.UnitPrice.Units;
}
