using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// Serves the best bids first under a cap for each bidder and each group. Caps of disjoint groups are a laminar family, so taking the
/// best first is the greatest total (a greedy algorithm on a polymatroid).
/// </summary>
internal sealed class CappedService
{
    private readonly ulong _quantity;
    private readonly Bid[] _bids;
    private readonly int[] _order;
    private readonly UInt128[] _gains;
    private readonly int[] _ends;
    private readonly int[] _bidderOf;
    private readonly List<int>[] _bidsOf;
    private readonly int[] _groupOf;
    private readonly ulong[] _capOfGroup;
    private readonly ulong? _cap;

    public CappedService(
        Lot lot, ReadOnlySpan<Bid> bids, GainLadder ladder, ulong? cap, ImmutableArray<CapacityGroup> groups, Dictionary<ParticipantId, int> groupOf)
    {
        (_quantity, _cap, _bids) = (lot.Quantity, cap, bids.ToArray());
        _capOfGroup = [.. groups.Select(group => group.MaximumQuantity)];
        (_order, _gains, _ends) = (new int[ladder.Count], new UInt128[ladder.Count], new int[ladder.Count]);
        for (int rank = 0; rank < ladder.Count; rank++)
        {
            (_order[rank], _gains[rank]) = (ladder.Position(rank), ladder.Gain(rank));
            _ends[rank] = rank > 0 && _ends[rank - 1] > rank ? _ends[rank - 1] : ladder.EndOfGroup(rank);
        }

        _bidderOf = new int[bids.Length];
        Dictionary<ParticipantId, int> numbers = new(bids.Length);
        List<List<int>> bidsOf = [];
        for (int position = 0; position < bids.Length; position++)
        {
            if (!numbers.TryGetValue(bids[position].Bidder, out int number))
            {
                numbers[bids[position].Bidder] = number = bidsOf.Count;
                bidsOf.Add([]);
            }

            bidsOf[number].Add(position);
            _bidderOf[position] = number;
        }

        _bidsOf = [.. bidsOf];
        _groupOf = [.. bidsOf.Select(own => groupOf.TryGetValue(_bids[own[0]].Bidder, out int group) ? group : -1)];
        foreach (List<int> own in _bidsOf)
        {
            // The order of a bidder's own bids is by price, never by arrival.
            own.Sort((left, right) => _bids[left].UnitPrice.CompareTo(_bids[right].UnitPrice));
        }
    }

    public int Bidders => _bidsOf.Length;

    public bool HasCaps => _cap is not null || _capOfGroup.Length > 0;

    public int BidderOf(int position) => _bidderOf[position];

    public IReadOnlyList<int> BidsOf(int bidder) => _bidsOf[bidder];

    /// <summary>Serves everybody but one bidder and returns the total gain.</summary>
    public UInt128 Serve(Digest seed, int except, Span<ulong> served)
    {
        served.Clear();
        ulong left = _quantity;
        ulong[] had = new ulong[Bidders], groups = [.. _capOfGroup];
        UInt128 welfare = UInt128.Zero;
        for (int rank = 0; rank < _order.Length && left > 0; rank = _ends[rank])
        {
            ulong[] claims = Claims(rank, except, had, groups, seed);
            ulong[] shares = new ulong[claims.Length];
            Rationing.Divide(left, claims, _bids, _order.AsSpan(rank, claims.Length), seed, shares);
            for (int member = 0; member < shares.Length; member++)
            {
                int position = _order[rank + member], bidder = _bidderOf[position];
                served[position] = shares[member];
                had[bidder] += shares[member];
                left -= shares[member];
                welfare += _gains[rank] * shares[member];
                if (_groupOf[bidder] >= 0)
                {
                    groups[_groupOf[bidder]] -= shares[member];
                }
            }
        }

        return welfare;
    }

    /// <summary>The gain that the best units left unserved would have made in place of a bidder's; without caps.</summary>
    public UInt128 Displaced(GainLadder ladder, ReadOnlySpan<ulong> served, int bidder, ulong units)
    {
        UInt128 sum = UInt128.Zero;
        int first = FirstUnserved(ladder, served);
        for (int rank = first; rank < ladder.Count && units > 0; rank++)
        {
            int position = _order[rank];
            if (_bidderOf[position] != bidder)
            {
                ulong taken = ulong.Min(units, _bids[position].Quantity - served[position]);
                sum += _gains[rank] * taken;
                units -= taken;
            }
        }

        return sum;
    }

    private int FirstUnserved(GainLadder ladder, ReadOnlySpan<ulong> served)
    {
        // Bids are served best first, so a search by halves finds the first price that is not served wholly.
        int low = 0, high = ladder.Count;
        while (low < high)
        {
            int middle = (low + high) / 2, start = middle;
            while (start > 0 && _gains[start - 1] == _gains[middle])
            {
                start--;
            }

            bool whole = true;
            for (int rank = start; rank < _ends[start]; rank++)
            {
                whole &= served[_order[rank]] == _bids[_order[rank]].Quantity;
            }

            (low, high) = whole ? (_ends[start], high) : (low, start);
        }

        return low;
    }

    /// <summary>What each bid of one price may still get: within its bidder's cap, and within its group's.</summary>
    private ulong[] Claims(int start, int except, ulong[] had, ulong[] groups, Digest seed)
    {
        int count = _ends[start] - start;
        ulong[] claims = new ulong[count];
        for (int member = 0; member < count; member++)
        {
            int position = _order[start + member], bidder = _bidderOf[position];
            ulong wanted = bidder == except ? 0 : _bids[position].Quantity;
            claims[member] = _cap is { } cap ? ulong.Min(wanted, cap - had[bidder]) : wanted;
        }

        for (int group = 0; group < groups.Length; group++)
        {
            int[] members = [.. Enumerable.Range(0, count).Where(member => _groupOf[_bidderOf[_order[start + member]]] == group)];
            ulong[] own = [.. members.Select(member => claims[member])], shares = new ulong[members.Length];
            Rationing.Divide(groups[group], own, _bids, [.. members.Select(member => _order[start + member])], seed, shares);
            for (int index = 0; index < members.Length; index++)
            {
                claims[members[index]] = shares[index];
            }
        }

        return claims;
    }
}
