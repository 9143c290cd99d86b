using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// The greatest total value of bids that fit together, at most one of each bidder: branch and bound over bidders. The first best assignment found
/// in the book's order is taken, so the seed decides among equals.
/// </summary>
internal sealed class BestAssignment
{
    private readonly BundleBook _book;
    private readonly BigInteger[] _values;
    private readonly bool[] _isIn;
    private readonly int[] _byDensity;
    private readonly List<int> _chosen = [];
    private readonly int[] _firstOf;
    private BigInteger _best = BigInteger.MinusOne;
    private int[] _winning = [];

    private BestAssignment(BundleBook book, BigInteger[] values, Func<int, bool> isIn)
    {
        (_book, _values) = (book, values);
        _isIn = [.. Enumerable.Range(0, book.Bids.Length).Select(bid => isIn(book.BidderOf[bid]) && values[bid].Sign > 0)];
        _firstOf = new int[book.Bidders + 1];
        _firstOf[book.Bidders] = book.Bids.Length;
        for (int bid = book.Bids.Length - 1; bid >= 0; bid--)
        {
            _firstOf[book.BidderOf[bid]] = bid;
        }

        _byDensity = [.. Enumerable.Range(0, book.Bids.Length).Where(bid => _isIn[bid] && book.Bids[bid].Units > 0)];
        Array.Sort(_byDensity, (left, right) =>
            (values[right] * book.Bids[left].Units).CompareTo(values[left] * book.Bids[right].Units));
    }

    /// <summary>Returns the value and the winning bids of the bidders that are in.</summary>
    public static (BigInteger Value, int[] Winning) Of(BundleBook book, BigInteger[] values, Func<int, bool> isIn)
    {
        BestAssignment search = new(book, values, isIn);
        search.Branch(0, UInt128.Zero, book.Lot.Units, BigInteger.Zero);
        return (search._best, search._winning);
    }

    private void Branch(int bidder, UInt128 taken, ulong left, BigInteger value)
    {
        if (value > _best)
        {
            _best = value;
            _winning = [.. _chosen];
        }

        if (bidder == _book.Bidders || value + Bound(bidder, taken, left) <= _best)
        {
            return;
        }

        for (int bid = _firstOf[bidder]; bid < _firstOf[bidder + 1]; bid++)
        {
            if (Fits(bid, taken, left))
            {
                _chosen.Add(bid);
                Branch(bidder + 1, taken | _book.Bids[bid].Goods, left - _book.Bids[bid].Units, value + _values[bid]);
                _chosen.RemoveAt(_chosen.Count - 1);
            }
        }

        Branch(bidder + 1, taken, left, value);
    }

    private bool Fits(int bid, UInt128 taken, ulong left) =>
        _isIn[bid] && (_book.Bids[bid].Goods & taken) == UInt128.Zero && _book.Bids[bid].Units <= left;

    /// <summary>What the bidders still to come can add at most: the best bid of each; and no more than the goods and units that are left carry.</summary>
    private BigInteger Bound(int bidder, UInt128 taken, ulong left)
    {
        BigInteger each = BigInteger.Zero;
        for (int later = bidder; later < _book.Bidders; later++)
        {
            BigInteger best = BigInteger.Zero;
            for (int bid = _firstOf[later]; bid < _firstOf[later + 1]; bid++)
            {
                best = Fits(bid, taken, left) && _values[bid] > best ? _values[bid] : best;
            }

            each += best;
        }

        if (each.IsZero)
        {
            return each;
        }

        return BigInteger.Min(each, BigInteger.Min(GoodsBound(bidder, taken, left), UnitsBound(bidder, taken, left)));
    }

    /// <summary>Each bid's value spread over its goods, 16 binary digits, rounded up: a good carries at most the largest part of a bid for it.</summary>
    private BigInteger GoodsBound(int bidder, UInt128 taken, ulong left)
    {
        BigInteger[] parts = new BigInteger[_book.Lot.Goods];
        BigInteger units = BigInteger.Zero;
        for (int bid = _firstOf[bidder]; bid < _book.Bids.Length; bid++)
        {
            if (!Fits(bid, taken, left))
            {
                continue;
            }

            UInt128 goods = _book.Bids[bid].Goods;
            if (goods == UInt128.Zero)
            {
                units += _values[bid];
                continue;
            }

            BigInteger part = ((_values[bid] << 16) / (int)(uint)UInt128.PopCount(goods)) + 1;
            for (int good = 0; good < parts.Length; good++)
            {
                parts[good] = (goods >> good & UInt128.One) == UInt128.One && part > parts[good] ? part : parts[good];
            }
        }

        BigInteger sum = BigInteger.Zero;
        foreach (BigInteger part in parts)
        {
            sum += part;
        }

        return units + (sum >> 16) + 1;
    }

    /// <summary>The units left filled by the dearest units first, a part of a bid allowed; bids without units count whole.</summary>
    private BigInteger UnitsBound(int bidder, UInt128 taken, ulong left)
    {
        BigInteger sum = BigInteger.Zero;
        for (int bid = _firstOf[bidder]; bid < _book.Bids.Length; bid++)
        {
            sum += _book.Bids[bid].Units == 0 && Fits(bid, taken, left) ? _values[bid] : BigInteger.Zero;
        }

        ulong room = left;
        foreach (int bid in _byDensity)
        {
            if (_book.BidderOf[bid] < bidder || !Fits(bid, taken, left))
            {
                continue;
            }

            ulong units = _book.Bids[bid].Units;
            if (units > room)
            {
                return sum + (_values[bid] * room / units) + 1;
            }

            (sum, room) = (sum + _values[bid], room - units);
        }

        return sum;
    }
}
