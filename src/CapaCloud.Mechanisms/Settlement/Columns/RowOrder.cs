using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Where everybody stands by name, once those who joined since the last settlement are put among the rows.</summary>
/// <param name="newcomers">The rows before which newcomers stand, ascending.</param>
internal readonly struct RowOrder(List<int> newcomers)
{
    /// <summary>Returns the order of a network and the part of it that is awake.</summary>
    public static RowOrder Of(ImmutableArray<int> rows) => new([.. rows.Where(static row => row < 0).Select(static row => ~row)]);

    /// <summary>Gets a value indicating whether nobody joined, so that the place of each is its row.</summary>
    public bool IsRows => newcomers.Count == 0;

    /// <summary>Returns the place of a row.</summary>
    public int PlaceOf(int row)
    {
        if (IsRows)
        {
            return row;
        }

        // The first newcomer that stands after the row.
        int low = 0, high = newcomers.Count;
        while (low < high)
        {
            int middle = low + ((high - low) / 2);
            (low, high) = newcomers[middle] <= row ? (middle + 1, high) : (low, middle);
        }

        return row + low;
    }

    /// <summary>Returns the place of each of an awake part, in which newcomers stand in their order.</summary>
    public static int[] PlacesOf(ImmutableArray<int> rows)
    {
        int[] places = new int[rows.Length];
        for (int index = 0, joined = 0; index < places.Length; index++)
        {
            places[index] = rows[index] < 0 ? ~rows[index] + joined++ : rows[index] + joined;
        }

        return places;
    }

    /// <summary>Returns a column by place of one by row, with room for the newcomers; the very column when there is none.</summary>
    public T[] Spread<T>(T[] byRow)
    {
        if (IsRows)
        {
            return byRow;
        }

        T[] byPlace = new T[byRow.Length + newcomers.Count];
        int from = 0;
        for (int joined = 0; joined <= newcomers.Count; joined++)
        {
            int to = joined < newcomers.Count ? newcomers[joined] : byRow.Length;
            Array.Copy(byRow, from, byPlace, from + joined, to - from);
            from = to;
        }

        return byPlace;
    }
}
