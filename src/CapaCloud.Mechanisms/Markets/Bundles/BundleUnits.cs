using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// One bid at most of each of several sets, under a limit of units: each half of the sets is a list of what so many units can be worth, and the two lists are met in the
/// middle. Work for 25 sets of two bids is at most 3^13 steps, whatever the numbers are.
/// </summary>
internal static class BundleUnits<T>
    where T : struct, IBinaryInteger<T>
{
    private readonly record struct Point(ulong Units, T Value, ulong Bids);

    public static (T Value, ulong Bids) Best(List<ulong> sets, T[] values, ulong[] units, ulong room)
    {
        (UInt128 used, T value, ulong bids) = Greatest(sets, values, units);
        if (used <= room)
        {
            return (value, bids);
        }

        (List<Point> one, List<Point> other) = ([new Point(0, T.Zero, 0)], [new Point(0, T.Zero, 0)]);
        foreach (ulong set in sets.OrderByDescending(BitOperations.PopCount))
        {
            (one, other) = one.Count <= other.Count ? (Extended(one, set, values, units, room), other) : (one, Extended(other, set, values, units, room));
        }

        return Met(one, other, room);
    }

    /// <summary>The dearest bid of each set, of equal ones the one with fewest units.</summary>
    private static (UInt128 Units, T Value, ulong Bids) Greatest(List<ulong> sets, T[] values, ulong[] units)
    {
        (UInt128 used, T value, ulong bids) = (UInt128.Zero, T.Zero, 0);
        foreach (ulong set in sets)
        {
            int best = BitOperations.TrailingZeroCount(set);
            for (ulong rest = set & (set - 1); rest != 0; rest &= rest - 1)
            {
                int bid = BitOperations.TrailingZeroCount(rest);
                best = values[bid] > values[best] || (values[bid] == values[best] && units[bid] < units[best]) ? bid : best;
            }

            (used, value, bids) = (used + units[best], value + values[best], bids | (1UL << best));
        }

        return (used, value, bids);
    }

    private static List<Point> Extended(List<Point> points, ulong set, T[] values, ulong[] units, ulong room)
    {
        List<Point> all = points;
        for (ulong rest = set; rest != 0; rest &= rest - 1)
        {
            int bid = BitOperations.TrailingZeroCount(rest);
            all = Merged(all, points, units[bid], values[bid], 1UL << bid, room);
        }

        return all;
    }

    /// <summary>Two lists by rising units, the second moved by a bid; what costs more units and is not worth more is left out.</summary>
    private static List<Point> Merged(List<Point> stay, List<Point> moved, ulong units, T value, ulong bid, ulong room)
    {
        List<Point> merged = new(stay.Count + moved.Count);
        (int left, int right) = (0, 0);
        while (left < stay.Count || right < moved.Count)
        {
            if (right < moved.Count && units > room - moved[right].Units)
            {
                right = moved.Count;
                continue;
            }

            Point next;
            if (right == moved.Count || (left < stay.Count && stay[left].Units <= moved[right].Units + units))
            {
                next = stay[left++];
            }
            else
            {
                Point from = moved[right++];
                next = new Point(from.Units + units, from.Value + value, from.Bids | bid);
            }

            if (merged.Count > 0 && merged[^1].Units == next.Units && next.Value > merged[^1].Value)
            {
                merged[^1] = next;
            }
            else if (merged.Count == 0 || next.Value > merged[^1].Value)
            {
                merged.Add(next);
            }
        }

        return merged;
    }

    private static (T Value, ulong Bids) Met(List<Point> one, List<Point> other, ulong room)
    {
        (T value, ulong bids) = (T.Zero, 0);
        int partner = other.Count - 1;
        foreach (Point point in one)
        {
            while (other[partner].Units > room - point.Units)
            {
                partner--;
            }

            if (point.Value + other[partner].Value > value)
            {
                (value, bids) = (point.Value + other[partner].Value, point.Bids | other[partner].Bids);
            }
        }

        return (value, bids);
    }
}
