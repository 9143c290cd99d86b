using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// Branch and bound over bids. Two bids exclude each other when they are of one bidder or share a good. A branch takes or leaves the bid that excludes most; where
/// bids that exclude each other do so all together, nothing is left to branch on and the units alone decide. Bounds and that last step keep the work small for every 50 bids.
/// </summary>
internal sealed class BundleSearch<T>
    where T : struct, IBinaryInteger<T>
{
    /// <summary>Binary digits by which values are finer here, so that the price of a unit in a bound may be rounded.</summary>
    public const int Digits = 16;

    private readonly ulong[] _excludes;
    private readonly T[] _values;
    private readonly T[] _unitsAsNumbers;
    private readonly ulong[] _units;
    private readonly int[] _byDensity;
    private readonly ulong _start;
    private readonly ulong _room;
    private readonly BundleBound<T> _bound;
    private T _best;
    private ulong _winning;

    public BundleSearch(BundleBook book, T[] values, T reached)
    {
        int count = book.Bids.Length;
        _values = [.. values.Select(value => value << Digits)];
        _units = [.. book.Bids.Select(bid => bid.Units)];
        _unitsAsNumbers = [.. _units.Select(T.CreateChecked)];
        _room = book.Lot.Units;
        _best = reached << Digits;
        _excludes = new ulong[count];
        for (int bid = 0; bid < count; bid++)
        {
            _start |= values[bid] > T.Zero ? 1UL << bid : 0;
            for (int other = 0; other < count; other++)
            {
                bool together = book.BidderOf[bid] != book.BidderOf[other] && (book.Bids[bid].Goods & book.Bids[other].Goods) == UInt128.Zero;
                _excludes[bid] |= together || bid == other ? 0 : 1UL << other;
            }
        }

        _byDensity = [.. Enumerable.Range(0, count).Where(bid => _units[bid] > 0)];
        _byDensity = [.. _byDensity.OrderBy(bid => bid, Comparer<int>.Create((left, right) => (_values[right] * _unitsAsNumbers[left]).CompareTo(_values[left] * _unitsAsNumbers[right])))];
        _bound = new BundleBound<T>(_excludes, _values, _units, _byDensity);
    }

    public (T Value, int[] Winning) Run()
    {
        Branch(_start, 0, _room, T.Zero);
        return (_best >> Digits, [.. Enumerable.Range(0, _values.Length).Where(bid => (_winning >> bid & 1) == 1)]);
    }

    private void Branch(ulong open, ulong taken, ulong room, T value)
    {
        while (true)
        {
            open = Fitting(open, room);
            if (open == 0)
            {
                Offer(value, taken);
                return;
            }

            if ((value + _bound.Of(open, room)) >> Digits <= _best >> Digits)
            {
                return;
            }

            int bid = Contested(open);
            if (bid < 0)
            {
                (T more, ulong chosen) = BundleUnits<T>.Best(Alternatives(open), _values, _units, room);
                Offer(value + more, taken | chosen);
                return;
            }

            Branch(open & ~(_excludes[bid] | (1UL << bid)), taken | (1UL << bid), room - _units[bid], value + _values[bid]);
            open &= ~(1UL << bid);
        }
    }

    private void Offer(T value, ulong taken)
    {
        if (value > _best)
        {
            (_best, _winning) = (value, taken);
        }
    }

    private ulong Fitting(ulong open, ulong room)
    {
        ulong fitting = open;
        for (ulong rest = open; rest != 0; rest &= rest - 1)
        {
            int bid = BitOperations.TrailingZeroCount(rest);
            fitting &= _units[bid] <= room ? ulong.MaxValue : ~(1UL << bid);
        }

        return fitting;
    }

    /// <summary>The bid that excludes most others, of those among whose excluded two could stand together; -1 when there is none.</summary>
    private int Contested(ulong open)
    {
        (int most, int found) = (0, -1);
        for (ulong rest = open; rest != 0; rest &= rest - 1)
        {
            int bid = BitOperations.TrailingZeroCount(rest);
            ulong excluded = _excludes[bid] & open;
            int count = BitOperations.PopCount(excluded);
            if (count > most && !IsAllTogether(excluded))
            {
                (most, found) = (count, bid);
            }
        }

        return found;
    }

    private bool IsAllTogether(ulong bids)
    {
        for (ulong rest = bids; rest != 0; rest &= rest - 1)
        {
            int bid = BitOperations.TrailingZeroCount(rest);
            if ((bids & ~_excludes[bid]) != 1UL << bid)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The sets of which at most one bid wins, when no bid is contested.</summary>
    private List<ulong> Alternatives(ulong open)
    {
        List<ulong> sets = [];
        while (open != 0)
        {
            int bid = BitOperations.TrailingZeroCount(open);
            ulong set = (_excludes[bid] & open) | (1UL << bid);
            sets.Add(set);
            open &= ~set;
        }

        return sets;
    }
}
