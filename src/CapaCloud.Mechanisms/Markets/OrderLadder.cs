namespace CapaCloud.Mechanisms.Markets;

/// <summary>One side of a double auction, the best price first. Bids of one price stand together, ordered by hash on demand.</summary>
internal readonly struct OrderLadder
{
    private readonly Bid[] _bids;
    private readonly int[] _order;

    public OrderLadder(ReadOnlySpan<Bid> bids, MarketSide side)
    {
        _bids = bids.ToArray();
        _order = new int[bids.Length];
        UInt128[] keys = new UInt128[bids.Length];
        for (int position = 0; position < bids.Length; position++)
        {
            _order[position] = position;
            UInt128 price = bids[position].UnitPrice.Units;
            keys[position] = side == MarketSide.Sell ? price : UInt128.MaxValue - price;
        }

        Array.Sort(keys, _order);
    }

    public int Count => _order.Length;

    public int Position(int rank) => _order[rank];

    public Bid At(int rank) => _bids[_order[rank]];

    public UInt128 Price(int rank) => _bids[_order[rank]].UnitPrice.Units;

    public int StartOfGroup(int rank)
    {
        while (rank > 0 && Price(rank - 1) == Price(rank))
        {
            rank--;
        }

        return rank;
    }

    public int EndOfGroup(int rank)
    {
        UInt128 price = Price(rank);
        do
        {
            rank++;
        }
        while (rank < _order.Length && Price(rank) == price);
        return rank;
    }

    /// <summary>Orders the bids of one price by seeded hash, so that who of them is the last to trade does not depend on arrival.</summary>
    public void OrderGroup(int rank, Digest seed)
    {
        int start = StartOfGroup(rank), count = EndOfGroup(rank) - start;
        if (count > 1)
        {
            UInt128[] keys = new UInt128[count];
            for (int member = 0; member < count; member++)
            {
                keys[member] = TieKey.Of(seed, At(start + member).Bidder);
            }

            keys.AsSpan().Sort(_order.AsSpan(start, count));
        }
    }

    /// <summary>Serves ranks before an end wholly, and those of one group in proportion.</summary>
    public void Serve(int wholeBefore, int groupEnd, UInt128 available, Digest seed, Span<ulong> served)
    {
        for (int rank = 0; rank < wholeBefore; rank++)
        {
            served[_order[rank]] = At(rank).Quantity;
        }

        ServeGroup(wholeBefore, groupEnd, available, seed, served);
    }

    /// <summary>Serves the ranks from a start to an end in proportion to their quantities.</summary>
    public void ServeGroup(int start, int end, UInt128 available, Digest seed, Span<ulong> served)
    {
        int count = end - start;
        ulong[] claims = new ulong[count], shares = new ulong[count];
        for (int member = 0; member < count; member++)
        {
            claims[member] = At(start + member).Quantity;
        }

        Rationing.Divide(available, claims, _bids, _order.AsSpan(start, count), seed, shares);
        for (int member = 0; member < count; member++)
        {
            served[_order[start + member]] = shares[member];
        }
    }
}
