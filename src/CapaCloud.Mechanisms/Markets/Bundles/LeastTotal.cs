using System.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// The least total of payments between two bounds under which each group of payers pays enough: the simplex method on the dual, whose origin is
/// feasible, in exact fractions, with Bland's rule so that it ends.
/// </summary>
internal static class LeastTotal
{
    public static Fraction Of(BigInteger[] lowest, BigInteger[] highest, List<(bool[] Payers, BigInteger Least)> groups)
    {
        // Payments are lowest + x. Minimise sum(x): x <= highest - lowest, sum of payers' x >= least - sum of payers' lowest.
        // Dual: maximise b y - u z over y, z >= 0 with, for each payment, sum of y of its groups - z <= 1.
        int rows = lowest.Length, groupCount = groups.Count, columns = groupCount + rows;
        Fraction[,] table = new Fraction[rows + 1, columns + rows + 1];
        BigInteger start = BigInteger.Zero;
        for (int row = 0; row < rows; row++)
        {
            for (int group = 0; group < groupCount; group++)
            {
                table[row, group] = groups[group].Payers[row] ? BigInteger.One : BigInteger.Zero;
            }

            table[row, groupCount + row] = BigInteger.MinusOne;
            table[row, columns + row] = BigInteger.One;
            table[row, columns + rows] = BigInteger.One;
            table[rows, groupCount + row] = highest[row] - lowest[row];
            start += lowest[row];
        }

        for (int group = 0; group < groupCount; group++)
        {
            BigInteger needed = groups[group].Least;
            for (int row = 0; row < rows; row++)
            {
                needed -= groups[group].Payers[row] ? lowest[row] : BigInteger.Zero;
            }

            table[rows, group] = -needed;
        }

        int[] basis = [.. Enumerable.Range(columns, rows)];
        while (Entering(table, rows, columns + rows) is >= 0 and int column)
        {
            Pivot(table, Leaving(table, basis, rows, column, columns + rows), column, basis);
        }

        return start + table[rows, columns + rows];
    }

    private static int Entering(Fraction[,] table, int rows, int width)
    {
        for (int column = 0; column < width; column++)
        {
            if (table[rows, column].Sign < 0)
            {
                return column;
            }
        }

        return -1;
    }

    private static int Leaving(Fraction[,] table, int[] basis, int rows, int column, int width)
    {
        int leaving = -1;
        for (int row = 0; row < rows; row++)
        {
            if (table[row, column].Sign <= 0)
            {
                continue;
            }

            int order = leaving < 0 ? -1 : ((table[row, width] / table[row, column]) - (table[leaving, width] / table[leaving, column])).Sign;
            if (order < 0 || (order == 0 && basis[row] < basis[leaving]))
            {
                leaving = row;
            }
        }

        // Paying one's bid satisfies every group, so the total is bounded and a row always leaves.
        return leaving >= 0 ? leaving : throw new InvalidOperationException("The core is never empty; the groups of payers contradict each other.");
    }

    private static void Pivot(Fraction[,] table, int pivotRow, int column, int[] basis)
    {
        int height = table.GetLength(0), width = table.GetLength(1);
        Fraction pivot = table[pivotRow, column];
        for (int index = 0; index < width; index++)
        {
            table[pivotRow, index] /= pivot;
        }

        for (int row = 0; row < height; row++)
        {
            Fraction factor = table[row, column];
            if (row == pivotRow || factor.Sign == 0)
            {
                continue;
            }

            for (int index = 0; index < width; index++)
            {
                table[row, index] -= factor * table[pivotRow, index];
            }
        }

        basis[pivotRow] = column;
    }
}
