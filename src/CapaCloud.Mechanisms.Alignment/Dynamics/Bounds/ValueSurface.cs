namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>A function of a reputation: values at the crossings of a grid, and straight in each direction between them.</summary>
/// <remarks>
/// <code>bilinear in each cell of Across[i] .. Across[i+1] by Up[j] .. Up[j+1];  Values[i * Up.Length + j] at its crossings</code>
/// A direction with one line only is not a direction: the value does not depend on it.
/// </remarks>
internal sealed class ValueSurface(double[] across, double[] up, double[] values)
{
    public double[] Across { get; } = across;

    public double[] Up { get; } = up;

    public double[] Values { get; } = values;

    /// <summary>The cell of a line that holds a coordinate; the first or last one for what is beyond.</summary>
    public static int Cell(double[] line, double value)
    {
        if (line.Length < 2)
        {
            return 0;
        }

        int found = Array.BinarySearch(line, value);
        return Math.Clamp(found >= 0 ? found : ~found - 1, 0, line.Length - 2);
    }

    /// <summary>The value at a point, by the patch of a given cell: the same polynomial also just outside of it.</summary>
    public double At(double x, double y, int column, int row)
    {
        double low = Along(x, column, row);
        if (Up.Length < 2)
        {
            return low;
        }

        double part = (y - Up[row]) / (Up[row + 1] - Up[row]);
        return low + (part * (Along(x, column, row + 1) - low));
    }

    public double At(double x, double y) => At(x, y, Cell(Across, x), Cell(Up, y));

    private double Along(double x, int column, int row)
    {
        double left = Values[(column * Up.Length) + row];
        return Across.Length < 2
            ? left
            : left + ((x - Across[column]) / (Across[column + 1] - Across[column]) * (Values[((column + 1) * Up.Length) + row] - left));
    }
}
