using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>
/// What an owner can gain by holding the same weight under other names: every way to hold 1 to 6 under one to three names,
/// turned into ways with more or fewer names, against every pair of others up to 5, for pools up to 11, with the tie-break for
/// and against it. The table of docs/modules/rewards.md has these figures.
/// </summary>
public sealed class SplitGainSearchTests
{
    private static readonly UInt128[][] Holdings = [.. Enumerable.Range(1, 6).SelectMany(weight => Partitions(weight))];

    public static TheoryData<IRewardSplitter, int, int> Gains => new()
    {
        { new FloorSplitter(), 0, 2 },
        { new LargestRemainderSplitter(), 1, 1 },
        { new CumulativeRoundingSplitter(), 1, 1 },
        { new DivisorSplitter(DivisorMethod.SainteLague), 2, 2 },
        { new DivisorSplitter(DivisorMethod.DHondt), 1, 2 },
        { new DivisorSplitter(DivisorMethod.HuntingtonHill), 2, 1 },
        { new DivisorSplitter(DivisorMethod.Adams), 2, 1 },
        { new DivisorSplitter(DivisorMethod.Dean), 2, 1 },
        { new CappedSplitter(Proportion.Percent(30)), 6, 0 },
        { new MinimumShareSplitter(Amount.Of(2)), 4, 1 },
    };

    /// <summary>The most found by splitting one name into two or three, and by merging two or three into one.</summary>
    [Theory]
    [MemberData(nameof(Gains))]
    public void SplitGain_exhaustiveSearch_isWithinWhatIsStated(IRewardSplitter splitter, int bySplitting, int byMerging)
    {
        (int split, int merged) = Search(splitter);
        Assert.Equal((bySplitting, byMerging), (split, merged));
    }

    private static (int Split, int Merged) Search(IRewardSplitter splitter)
    {
        int split = int.MinValue, merged = int.MinValue;
        for (uint pool = 0; pool <= 11; pool++)
        {
            long stated = (long)splitter.SplitGain(Amount.Of(pool)).Units;
            for (uint one = 0; one <= 5; one++)
            {
                for (uint other = one; other <= 5; other++)
                {
                    foreach (var held in Earned(splitter, pool, [one, other]).GroupBy(item => Sum(item.Names)))
                    {
                        foreach ((UInt128[] before, int worst, _) in held)
                        {
                            foreach ((UInt128[] after, _, int best) in held.Where(item => item.Names.Length != before.Length))
                            {
                                int gain = best - worst;
                                Assert.True(
                                    gain <= stated * int.Max(before.Length, after.Length),
                                    $"{splitter} {pool}: [{string.Join(' ', before)}] to [{string.Join(' ', after)}] against {one}, {other} gains {gain}");
                                split = before.Length == 1 && after.Length > 1 ? int.Max(split, gain) : split;
                                merged = after.Length == 1 && before.Length > 1 ? int.Max(merged, gain) : merged;
                            }
                        }
                    }
                }
            }
        }

        return (split, merged);
    }

    /// <summary>What each way to hold a weight earns, with the tie-break and the position against it, and for it.</summary>
    private static List<(UInt128[] Names, int Worst, int Best)> Earned(IRewardSplitter splitter, uint pool, UInt128[] others)
    {
        List<(UInt128[] Names, int Worst, int Best)> earned = [];
        foreach (UInt128[] names in Holdings)
        {
            int first = Mine(SplitCases.Split(splitter, pool, [.. names, .. others])[..names.Length]);
            int last = Mine(SplitCases.Split(splitter, pool, [.. others, .. names])[others.Length..]);
            earned.Add((names, int.Min(first, last), int.Max(first, last)));
        }

        return earned;
    }

    private static int Mine(ulong[] shares) => shares.Sum(share => (int)share);

    private static UInt128 Sum(UInt128[] names) => names.Aggregate(UInt128.Zero, (sum, name) => sum + name);

    private static IEnumerable<UInt128[]> Partitions(int weight)
    {
        yield return [(UInt128)weight];
        for (int first = 1; first < weight; first++)
        {
            yield return [(UInt128)first, (UInt128)(weight - first)];
            for (int second = 1; second < weight - first; second++)
            {
                yield return [(UInt128)first, (UInt128)second, (UInt128)(weight - first - second)];
            }
        }
    }
}
