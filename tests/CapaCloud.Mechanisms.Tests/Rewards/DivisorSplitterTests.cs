using System.Numerics;
using CapaCloud.Mechanisms.Rewards;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Rewards;

public sealed class DivisorSplitterTests
{
    /// <summary>Wikipedia's examples of the D'Hondt and Sainte-Laguë methods.</summary>
    [Fact]
    public void Split_textbookElections_match()
    {
        Assert.Equal<ulong[]>([4, 3, 1, 0], SplitCases.Split(new DivisorSplitter(DivisorMethod.DHondt), 8, [100_000, 80_000, 30_000, 20_000]));
        Assert.Equal<ulong[]>([3, 2, 2], SplitCases.Split(new DivisorSplitter(DivisorMethod.SainteLague), 7, [53_000, 24_000, 23_000]));
    }

    /// <summary>Unit by unit with integers without bounds: priorities as fractions, squared for Huntington-Hill.</summary>
    [Property(MaxTest = 120)]
    public void Split_anyWeights_equalsGivingUnitByUnit(byte pool, UInt128[] drawn, byte method, byte minimum)
    {
        UInt128[] weights = SplitCases.Fit([.. drawn.Take(9)]);
        UInt128[] keys = SplitCases.Keys(weights.Length, pool);
        DivisorMethod chosen = (DivisorMethod)(method % 5);
        uint least = minimum % 4u;
        Amount[] shares = new Amount[weights.Length];
        DivisorSplitter splitter = new(chosen, Amount.Of(least));
        int claims = weights.Count(weight => weight != UInt128.Zero);
        if (claims == 0 || pool < claims * least)
        {
            return;
        }

        splitter.Split(Amount.Of(pool), weights, TieBreak.ByKeys(keys), shares);
        UInt128[] actual = [.. shares.Select(share => share.Units)];
        Assert.Equal(UnitByUnit(chosen, pool, least, weights, keys), actual);
    }

    /// <summary>
    /// A pool too large to give out unit by unit: no unit may rank below one that was not given, at any width of pool and weight.
    /// </summary>
    [Property(MaxTest = 200)]
    public void Split_hugePool_noUnitRanksBelowOneNotGiven(UInt128 pool, UInt128[] drawn, byte method)
    {
        UInt128[] weights = [.. SplitCases.Fit(drawn).Where(weight => weight != UInt128.Zero)];
        DivisorMethod chosen = (DivisorMethod)(method % 5);
        if (weights.Length == 0)
        {
            return;
        }

        Amount[] shares = new Amount[weights.Length];
        new DivisorSplitter(chosen).Split(Amount.Of(pool), weights, TieBreak.ByKeys(SplitCases.Keys(weights.Length, method)), shares);
        Assert.Equal((BigInteger)pool, shares.Aggregate(BigInteger.Zero, (sum, share) => sum + share.Units));
        for (int claim = 0; claim < weights.Length; claim++)
        {
            for (int other = 0; other < weights.Length && !shares[claim].IsZero; other++)
            {
                (BigInteger lastUp, BigInteger lastDown) = Priority(chosen, weights[claim], (BigInteger)shares[claim].Units - 1);
                (BigInteger nextUp, BigInteger nextDown) = Priority(chosen, weights[other], shares[other].Units);
                Assert.True(lastDown.IsZero || lastUp * nextDown >= nextUp * lastDown, $"{chosen}: {claim} has a unit that {other} ranks higher for");
            }
        }
    }

    [Theory]
    [InlineData(DivisorMethod.SainteLague)]
    [InlineData(DivisorMethod.DHondt)]
    [InlineData(DivisorMethod.HuntingtonHill)]
    [InlineData(DivisorMethod.Adams)]
    [InlineData(DivisorMethod.Dean)]
    public void Split_manyClaims_usesPooledSpaceAndSums(DivisorMethod method)
    {
        UInt128[] weights = [.. Enumerable.Range(0, 3_000).Select(claim => (UInt128)((claim * 7_919 % 1_009) + 1))];
        Amount[] shares = new Amount[weights.Length];
        Amount pool = Amount.Of(1_000_003);
        RewardSplit split = new DivisorSplitter(method).Split(pool, weights, TieBreak.ByKeys(SplitCases.Keys(weights.Length, 5)), shares);
        Assert.Equal(pool, split.Distributed);
        Assert.Equal(pool, shares.Aggregate(Amount.Zero, (sum, share) => sum + share));
    }

    /// <summary>A share may be further than a unit from its quota: the price of having no Alabama paradox.</summary>
    [Fact]
    public void Split_dHondt_canLeaveTheQuota() =>
        Assert.Equal<ulong[]>([92, 4, 4], SplitCases.Split(new DivisorSplitter(DivisorMethod.DHondt), 100, [905, 47, 48]));

    /// <summary>
    /// 6, 6, 2 from 10 to 11: the largest-remainder method takes a unit from the third claim, this one does not.
    /// </summary>
    [Fact]
    public void Split_alabama_nobodyLoses()
    {
        Assert.Equal<ulong[]>([4, 4, 2], SplitCases.Split(new DivisorSplitter(DivisorMethod.HuntingtonHill), 10, [6, 6, 2]));
        Assert.Equal<ulong[]>([5, 4, 2], SplitCases.Split(new DivisorSplitter(DivisorMethod.HuntingtonHill), 11, [6, 6, 2]));
    }

    [Fact]
    public void Split_unknownMethod_isRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new DivisorSplitter((DivisorMethod)9));

    private static UInt128[] UnitByUnit(DivisorMethod method, uint pool, uint minimum, UInt128[] weights, UInt128[] keys)
    {
        UInt128[] shares = [.. weights.Select(weight => weight == UInt128.Zero ? UInt128.Zero : minimum)];
        for (uint left = pool - (uint)shares.Sum(share => (long)share); left > 0; left--)
        {
            int best = -1;
            for (int claim = 0; claim < weights.Length; claim++)
            {
                if (weights[claim] != UInt128.Zero && (best < 0 || GoesBefore(claim, best)))
                {
                    best = claim;
                }
            }

            shares[best]++;
        }

        return shares;

        bool GoesBefore(int claim, int other)
        {
            (BigInteger up, BigInteger down) = Priority(method, weights[claim], shares[claim]);
            (BigInteger otherUp, BigInteger otherDown) = Priority(method, weights[other], shares[other]);
            int order = down.IsZero && otherDown.IsZero ? up.CompareTo(otherUp) : (up * otherDown).CompareTo(otherUp * down);
            return order > 0 || (order == 0 && keys[claim] < keys[other]);
        }
    }

    private static (BigInteger Up, BigInteger Down) Priority(DivisorMethod method, BigInteger weight, BigInteger units) => method switch
    {
        DivisorMethod.SainteLague => (weight, (2 * units) + 1),
        DivisorMethod.DHondt => (weight, units + 1),
        DivisorMethod.HuntingtonHill => (weight * weight, units * (units + 1)),
        DivisorMethod.Adams => (weight, units),
        _ => (weight * ((2 * units) + 1), 2 * units * (units + 1)),
    };
}
