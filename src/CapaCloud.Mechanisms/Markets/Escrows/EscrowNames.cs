namespace CapaCloud.Mechanisms.Escrow;

/// <summary>Finds a name in a list that is in order of names.</summary>
internal static class EscrowNames
{
    /// <summary>The index, or the complement of the index at which it would stand.</summary>
    public static int IndexOf<T>(ReadOnlySpan<T> list, TaskId id, Func<T, TaskId> nameOf)
    {
        (int low, int high) = (0, list.Length - 1);
        while (low <= high)
        {
            int middle = low + ((high - low) / 2);
            int order = nameOf(list[middle]).CompareTo(id);
            if (order == 0)
            {
                return middle;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return ~low;
    }
}
