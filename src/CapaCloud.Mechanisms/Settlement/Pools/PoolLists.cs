using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Lists with an entry for each further pool, by name: adding two of them up gives the same in any order and grouping.</summary>
internal static class PoolLists
{
    public static ImmutableArray<PoolWeight> Sum(ImmutableArray<PoolWeight> left, ImmutableArray<PoolWeight> right) => Merge(left, right, static one => one.Pool, PoolWeight.Sum);

    public static ImmutableArray<PoolChange> Sum(ImmutableArray<PoolChange> left, ImmutableArray<PoolChange> right) => Merge(left, right, static one => one.Pool, PoolChange.Sum);

    /// <summary>Returns the balances after what came in and was paid; a pool in which nothing is left is not in the list.</summary>
    /// <exception cref="OverflowException">More was paid than was there.</exception>
    public static ImmutableArray<PoolAmount> After(ImmutableArray<PoolAmount> before, ImmutableArray<PoolChange> changes)
    {
        if (changes.IsEmpty)
        {
            return before;
        }

        SortedDictionary<string, Amount> balances = new(StringComparer.Ordinal);
        foreach (PoolAmount one in before)
        {
            balances[one.Pool] = one.Amount;
        }

        foreach (PoolChange change in changes)
        {
            balances[change.Pool] = balances.GetValueOrDefault(change.Pool) + change.In - change.Out;
        }

        return [.. balances.Where(static one => !one.Value.IsZero).Select(static one => new PoolAmount(one.Key, one.Value))];
    }

    /// <summary>Returns what lies in a pool.</summary>
    public static Amount BalanceOf(ImmutableArray<PoolAmount> balances, string pool)
    {
        foreach (PoolAmount one in balances)
        {
            if (one.Pool == pool)
            {
                return one.Amount;
            }
        }

        return Amount.Zero;
    }

    private static ImmutableArray<T> Merge<T>(ImmutableArray<T> left, ImmutableArray<T> right, Func<T, string> poolOf, Func<T, T, T> sum)
    {
        if (left.IsEmpty || right.IsEmpty)
        {
            return left.IsEmpty ? right : left;
        }

        ImmutableArray<T>.Builder merged = ImmutableArray.CreateBuilder<T>(Math.Max(left.Length, right.Length));
        for (int one = 0, other = 0; one < left.Length || other < right.Length;)
        {
            int order = one == left.Length ? 1 : other == right.Length ? -1 : string.CompareOrdinal(poolOf(left[one]), poolOf(right[other]));
            T item = order <= 0 ? left[one++] : right[other++];
            merged.Add(order == 0 ? sum(item, right[other++]) : item);
        }

        return merged.DrainToImmutable();
    }
}
