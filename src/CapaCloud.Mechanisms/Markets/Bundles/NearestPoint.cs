using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// The point nearest to a reference that satisfies linear constraints: the dual method of Goldfarb and Idnani with the identity as its matrix, in exact
/// fractions. It starts at the reference and repairs one violated constraint after the other; the distance grows each time, so it ends.
/// </summary>
internal sealed class NearestPoint
{
    private readonly List<(Fraction[] Normal, Fraction Least)> _rows;
    private readonly Fraction[] _point;
    private readonly List<int> _active = [];
    private readonly List<Fraction> _multipliers = [];

    private NearestPoint(BigInteger[] reference, List<(Fraction[] Normal, Fraction Least)> rows)
    {
        _rows = rows;
        _point = [.. reference.Select(value => (Fraction)value)];
    }

    public static Fraction[] Of(BigInteger[] reference, List<(Fraction[] Normal, Fraction Least)> rows)
    {
        NearestPoint search = new(reference, rows);
        while (search.Violated() is >= 0 and int row)
        {
            search.Repair(row);
        }

        return search._point;
    }

    private static Fraction Dot(Fraction[] left, Fraction[] right)
    {
        Fraction sum = default;
        for (int index = 0; index < left.Length; index++)
        {
            sum += left[index] * right[index];
        }

        return sum;
    }

    private int Violated() => _rows.FindIndex(row => (Dot(row.Normal, _point) - row.Least).Sign < 0);

    private void Repair(int row)
    {
        Fraction[] normal = _rows[row].Normal;
        Fraction own = default;
        while (true)
        {
            Fraction[] shares = Shares(normal);
            Fraction[] direction = Direction(normal, shares);
            Fraction slope = Dot(direction, normal);
            int blocking = Blocking(shares);
            Fraction? toBlock = blocking < 0 ? null : _multipliers[blocking] / shares[blocking];
            Fraction? toRow = slope.Sign == 0 ? null : (_rows[row].Least - Dot(normal, _point)) / slope;
            if (toBlock is null && toRow is null)
            {
                throw new InvalidOperationException("The core is never empty; its constraints contradict each other.");
            }

            bool reaches = toRow is { } step && (toBlock is null || !(toBlock.Value < step));
            Fraction length = reaches ? toRow!.Value : toBlock!.Value;
            if (toRow is not null)
            {
                for (int index = 0; index < _point.Length; index++)
                {
                    _point[index] += length * direction[index];
                }
            }

            for (int index = 0; index < shares.Length; index++)
            {
                _multipliers[index] -= length * shares[index];
            }

            own += length;
            if (reaches)
            {
                _active.Add(row);
                _multipliers.Add(own);
                return;
            }

            _active.RemoveAt(blocking);
            _multipliers.RemoveAt(blocking);
        }
    }

    private int Blocking(Fraction[] shares)
    {
        int blocking = -1;
        for (int index = 0; index < shares.Length; index++)
        {
            if (shares[index].Sign > 0
                && (blocking < 0 || _multipliers[index] / shares[index] < _multipliers[blocking] / shares[blocking]))
            {
                blocking = index;
            }
        }

        return blocking;
    }

    private Fraction[] Direction(Fraction[] normal, Fraction[] shares)
    {
        Fraction[] direction = [.. normal];
        for (int active = 0; active < shares.Length; active++)
        {
            Fraction[] other = _rows[_active[active]].Normal;
            for (int index = 0; index < direction.Length; index++)
            {
                direction[index] -= shares[active] * other[index];
            }
        }

        return direction;
    }

    /// <summary>The normal as a sum of the active ones, as near as they come: the normal equations, by elimination.</summary>
    private Fraction[] Shares(Fraction[] normal)
    {
        int count = _active.Count;
        Fraction[][] table = [.. _active.Select(row =>
            (Fraction[])[.. _active.Select(other => Dot(_rows[row].Normal, _rows[other].Normal)), Dot(_rows[row].Normal, normal)])];
        for (int column = 0; column < count; column++)
        {
            int pivot = Array.FindIndex(table, column, row => row[column].Sign != 0);
            (table[column], table[pivot]) = (table[pivot], table[column]);
            for (int row = 0; row < count; row++)
            {
                if (row == column || table[row][column].Sign == 0)
                {
                    continue;
                }

                Fraction factor = table[row][column] / table[column][column];
                for (int index = column; index <= count; index++)
                {
                    table[row][index] -= factor * table[column][index];
                }
            }
        }

        return [.. Enumerable.Range(0, count).Select(index => table[index][count] / table[index][index])];
    }
}
