namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>The largest shortfall of each inequality in each cell of the grid, for every state of pending work.</summary>
internal sealed class CellShortfalls(int states, int across, int up)
{
    private readonly int _columns = Math.Max(1, across - 1);
    private readonly int _rows = Math.Max(1, up - 1);
    private readonly Shortfall[] _cells = [.. Enumerable.Repeat(Shortfall.None, states * Math.Max(1, across - 1) * Math.Max(1, up - 1))];

    /// <summary>Gets the largest over all cells.</summary>
    public Shortfall Largest => _cells.Aggregate((left, right) => Shortfall.Max(left, right));

    public void Take(int state, int column, int row, in Shortfall found)
    {
        ref Shortfall cell = ref _cells[Index(state, column, row)];
        cell = Shortfall.Max(cell, found);
    }

    public void Take(CellShortfalls other)
    {
        for (int index = 0; index < _cells.Length; index++)
        {
            _cells[index] = Shortfall.Max(_cells[index], other._cells[index]);
        }
    }

    /// <summary>The largest of the up to four cells around a crossing of the grid.</summary>
    public Shortfall Around(int state, int column, int row)
    {
        Shortfall largest = Shortfall.None;
        for (int x = Math.Max(0, column - 1); x <= Math.Min(column, _columns - 1); x++)
        {
            for (int y = Math.Max(0, row - 1); y <= Math.Min(row, _rows - 1); y++)
            {
                largest = Shortfall.Max(largest, _cells[Index(state, x, y)]);
            }
        }

        return largest;
    }

    private int Index(int state, int column, int row) => (((state * _columns) + column) * _rows) + row;
}
