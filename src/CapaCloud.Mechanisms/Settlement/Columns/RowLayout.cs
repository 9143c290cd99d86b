namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives newcomers a row and takes away those of the forgotten: every table once, in pieces.</summary>
internal static class RowLayout
{
    /// <summary>Returns the rows with some more and some less; the new ones say nothing yet.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="newcomers">The new names in ascending order.</param>
    /// <param name="places">Before which row each stands.</param>
    /// <param name="forgotten">The rows that are not needed any more, ascending.</param>
    public static RestingRows With(RestingRows rows, List<ParticipantId> newcomers, List<int> places, List<int> forgotten)
    {
        if (newcomers.Count == 0 && forgotten.Count == 0)
        {
            return rows;
        }

        int length = rows.Names.Length + newcomers.Count - forgotten.Count;
        ParticipantId[] names = Moved(rows.Names, length, places, forgotten)!;
        for (int index = 0; index < newcomers.Count; index++)
        {
            names[places[index] + index - Before(forgotten, places[index])] = newcomers[index];
        }

        return new RestingRows(
            names,
            rows.AsOf,
            [.. Enumerable.Range(0, RowNumber.WideTables).Select(number => Moved(rows.Wide(number), length, places, forgotten))],
            [.. Enumerable.Range(0, RowNumber.NarrowTables).Select(number => Moved(rows.Narrow(number), length, places, forgotten))],
            Moved(rows.Memories(), length, places, forgotten),
            rows.Unbonding);
    }

    /// <summary>Returns how many of an ascending list are below a number.</summary>
    public static int Before(List<int> ascending, int number)
    {
        int found = ascending.BinarySearch(number);
        return found >= 0 ? found : ~found;
    }

    private static T[]? Moved<T>(T[]? table, int length, List<int> places, List<int> forgotten)
    {
        if (table is null)
        {
            return null;
        }

        T[] moved = new T[length];
        for (int row = 0, to = 0, newcomer = 0, gone = 0; row < table.Length || newcomer < places.Count;)
        {
            int end = int.Min(newcomer < places.Count ? places[newcomer] : table.Length, gone < forgotten.Count ? forgotten[gone] : table.Length);
            Array.Copy(table, row, moved, to, end - row);
            to += end - row;
            row = end;
            while (newcomer < places.Count && places[newcomer] == row)
            {
                newcomer++;
                to++;
            }

            if (gone < forgotten.Count && forgotten[gone] == row)
            {
                gone++;
                row++;
            }
        }

        return moved;
    }
}
