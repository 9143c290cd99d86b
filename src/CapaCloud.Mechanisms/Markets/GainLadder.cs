namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// The acceptable bids of a lot, the best first by how much better than the limit each is, so that a sale and a purchase are one
/// computation. Bids of one price stand together in any order.
/// </summary>
internal readonly ref struct GainLadder
{
    private readonly Lot _lot;
    private readonly ReadOnlySpan<Bid> _bids;
    private readonly int[] _order;

    public GainLadder(Lot lot, ReadOnlySpan<Bid> bids)
    {
        _lot = lot;
        _bids = bids;
        List<int> accepted = new(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            if (lot.Accepts(bids[position].UnitPrice))
            {
                accepted.Add(position);
            }
        }

        _order = [.. accepted];
        UInt128[] keys = new UInt128[_order.Length];
        for (int rank = 0; rank < _order.Length; rank++)
        {
            keys[rank] = UInt128.MaxValue - lot.Gain(bids[_order[rank]].UnitPrice);
        }

        Array.Sort(keys, _order);
    }

    public int Count => _order.Length;

    public int Position(int rank) => _order[rank];

    public Bid At(int rank) => _bids[_order[rank]];

    public UInt128 Gain(int rank) => _lot.Gain(_bids[_order[rank]].UnitPrice);

    /// <summary>The rank after the last bid of the same price.</summary>
    public int EndOfGroup(int rank)
    {
        int end = rank + 1;
        while (end < _order.Length && _bids[_order[end]].UnitPrice == _bids[_order[rank]].UnitPrice)
        {
            end++;
        }

        return end;
    }

    /// <summary>Serves the best first; the group that the lot does not suffice for shares in proportion. By position of the bid.</summary>
    /// <returns>The first rank that is not served wholly; the count when all are.</returns>
    public int Serve(Digest seed, Span<ulong> served)
    {
        ulong left = _lot.Quantity;
        for (int rank = 0; rank < _order.Length;)
        {
            int end = EndOfGroup(rank);
            UInt128 wanted = UInt128.Zero;
            for (int member = rank; member < end; member++)
            {
                wanted += At(member).Quantity;
            }

            if (wanted > left)
            {
                ServeInPart(rank, end, left, seed, served);
                return rank;
            }

            for (int member = rank; member < end; member++)
            {
                served[_order[member]] = At(member).Quantity;
            }

            left -= (ulong)wanted;
            rank = end;
        }

        return _order.Length;
    }

    private void ServeInPart(int start, int end, ulong available, Digest seed, Span<ulong> served)
    {
        if (available == 0)
        {
            return;
        }

        ulong[] claims = new ulong[end - start], shares = new ulong[end - start];
        for (int member = start; member < end; member++)
        {
            claims[member - start] = At(member).Quantity;
        }

        Rationing.Divide(available, claims, _bids, _order.AsSpan(start, end - start), seed, shares);
        for (int member = start; member < end; member++)
        {
            served[_order[member]] = shares[member - start];
        }
    }
}
