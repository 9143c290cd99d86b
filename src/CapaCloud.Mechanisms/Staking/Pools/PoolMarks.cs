using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Staking;

/// <summary>What shares were worth, epoch by epoch: the last mark that is not after an epoch holds for it.</summary>
internal static class PoolMarks
{
    /// <summary>What some shares were worth in an epoch, everything counted that was taken in it or later.</summary>
    public static Amount WorthAt(ImmutableArray<PoolMark> marks, Epoch fault, UInt128 shares)
    {
        for (int index = marks.Length - 1; index >= 0; index--)
        {
            if (marks[index].Epoch <= fault)
            {
                return marks[index].WorthAt(fault, shares);
            }
        }

        return Amount.Zero;
    }

    /// <summary>Forgets all marks before the last one that holds at the horizon.</summary>
    public static ImmutableArray<PoolMark> Prune(ImmutableArray<PoolMark> marks, Epoch horizon)
    {
        int first = 0;
        while (first + 1 < marks.Length && marks[first + 1].Epoch <= horizon)
        {
            first++;
        }

        return first == 0 ? marks : marks[first..];
    }
}
