using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// What a set of bids can be worth at most together: bids are covered with groups of which at most one bid wins; a group costs its largest part. Where units are short, a
/// price is put on them: the bids are covered with what they are worth beyond their units, and the room left is added at that price.
/// </summary>
internal sealed class BundleBound<T>(ulong[] excludes, T[] values, ulong[] units, int[] byDensity)
    where T : struct, IBinaryInteger<T>
{
    private readonly T[] _rest = new T[values.Length];

    public T Of(ulong open, ulong room)
    {
        for (ulong bids = open; bids != 0; bids &= bids - 1)
        {
            int bid = BitOperations.TrailingZeroCount(bids);
            _rest[bid] = values[bid];
        }

        T covered = Cover(open);
        T price = Price(open, room, covered);
        if (T.IsZero(price))
        {
            return covered;
        }

        ulong dear = 0;
        for (ulong bids = open; bids != 0; bids &= bids - 1)
        {
            int bid = BitOperations.TrailingZeroCount(bids);
            T cost = price * T.CreateChecked(units[bid]);
            if (values[bid] > cost)
            {
                _rest[bid] = values[bid] - cost;
                dear |= 1UL << bid;
            }
        }

        return T.Min(covered, (price * T.CreateChecked(room)) + Cover(dear));
    }

    /// <summary>The price of a unit at which the dearest bids fill the room; zero when all fit, or when the room at that price is worth more than the cover.</summary>
    private T Price(ulong open, ulong room, T covered)
    {
        ulong left = room;
        foreach (int bid in byDensity)
        {
            if ((open >> bid & 1) == 0)
            {
                continue;
            }

            if (units[bid] > left)
            {
                T price = values[bid] / T.CreateChecked(units[bid]);
                return price > covered / T.CreateChecked(room) ? T.Zero : price;
            }

            left -= units[bid];
        }

        return T.Zero;
    }

    private T Cover(ulong bids)
    {
        T sum = T.Zero;
        while (bids != 0)
        {
            int least = Extreme(bids, largest: false);
            T part = _rest[least];
            sum += part;
            ulong group = 1UL << least, candidates = excludes[least] & bids;
            while (candidates != 0)
            {
                int next = Extreme(candidates, largest: true);
                group |= 1UL << next;
                candidates &= excludes[next];
            }

            for (ulong members = group; members != 0; members &= members - 1)
            {
                int member = BitOperations.TrailingZeroCount(members);
                _rest[member] -= part;
                bids &= T.IsZero(_rest[member]) ? ~(1UL << member) : ulong.MaxValue;
            }
        }

        return sum;
    }

    private int Extreme(ulong bids, bool largest)
    {
        int found = BitOperations.TrailingZeroCount(bids);
        for (ulong rest = bids & (bids - 1); rest != 0; rest &= rest - 1)
        {
            int bid = BitOperations.TrailingZeroCount(rest);
            found = (largest ? _rest[bid] > _rest[found] : _rest[bid] < _rest[found]) ? bid : found;
        }

        return found;
    }
}
