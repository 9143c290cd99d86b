using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.NormalForm;

/// <summary>Solves a square system of linear equations over exact rationals.</summary>
internal static class LinearSystem
{
    /// <summary>Returns the solution, or null when it is not unique. The augmented matrix is overwritten.</summary>
    public static ImmutableArray<Fraction>? Solve(Fraction[,] augmented)
    {
        int size = augmented.GetLength(0);
        for (int column = 0; column < size; column++)
        {
            int pivot = column;
            while (pivot < size && augmented[pivot, column].IsZero)
            {
                pivot++;
            }

            if (pivot == size)
            {
                return null;
            }

            for (int entry = column; entry <= size; entry++)
            {
                (augmented[column, entry], augmented[pivot, entry]) = (augmented[pivot, entry], augmented[column, entry]);
            }

            Eliminate(augmented, column, size);
        }

        return [.. Enumerable.Range(0, size).Select(row => augmented[row, size] / augmented[row, row])];
    }

    private static void Eliminate(Fraction[,] augmented, int column, int size)
    {
        for (int row = 0; row < size; row++)
        {
            if (row == column || augmented[row, column].IsZero)
            {
                continue;
            }

            Fraction factor = augmented[row, column] / augmented[column, column];
            for (int entry = column; entry <= size; entry++)
            {
                augmented[row, entry] -= factor * augmented[column, entry];
            }
        }
    }
}
