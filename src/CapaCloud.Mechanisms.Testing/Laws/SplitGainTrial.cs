using System.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>One attempt to gain by holding the same weight under other names.</summary>
internal readonly record struct SplitGainTrial(BigInteger Gain, int Identities)
{
    /// <summary>
    /// Some of the claims, chosen by the case, belong to one owner, who spreads their weight anew over up to eight names.
    /// </summary>
    public static SplitGainTrial Of(IRewardSplitter splitter, SplitCase item)
    {
        Random random = new((int)item.Choice);
        int mine = random.Next(0, item.Weights.Length + 1);
        UInt128 weight = item.Weights.Take(mine).Aggregate(UInt128.Zero, (sum, part) => sum + part);
        UInt128[] parts = Spread(weight, random.Next(1, 9), random);
        bool isInFront = random.Next(2) == 0;
        UInt128[] others = item.Weights[mine..];
        ParticipantId[] names = item.Names, fresh = [.. Enumerable.Range(0, parts.Length).Select(part => ParticipantId.Of($"alias{part}"))];
        UInt128[] before = item.Split(splitter);
        UInt128[] after = isInFront
            ? item.Split(splitter, item.Pool, [.. parts, .. others], [.. fresh, .. names[mine..]], out _)
            : item.Split(splitter, item.Pool, [.. others, .. parts], [.. names[mine..], .. fresh], out _);
        UInt128[] earned = isInFront ? after[..parts.Length] : after[others.Length..];
        return new SplitGainTrial(Sum(earned) - Sum(before[..mine]), int.Max(mine, parts.Length));
    }

    private static UInt128[] Spread(UInt128 weight, int count, Random random)
    {
        bool isEven = random.Next(3) == 0;
        UInt128[] parts = new UInt128[count];
        UInt128 left = weight;
        for (int part = 0; part < count - 1; part++)
        {
            parts[part] = isEven ? weight / (uint)count : left / (UInt128)random.Next(1, 6);
            left -= parts[part];
        }

        parts[^1] = left;
        return parts;
    }

    private static BigInteger Sum(UInt128[] values) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + value);
}
