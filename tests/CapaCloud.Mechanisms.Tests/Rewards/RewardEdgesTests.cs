using System.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Tests.Rewards;

/// <summary>Rewards at their edges: ties among many, orders that anyone can recompute, shares of nothing.</summary>
public sealed class RewardEdgesTests
{
    [Theory]
    [InlineData(DivisorMethod.SainteLague)]
    [InlineData(DivisorMethod.DHondt)]
    [InlineData(DivisorMethod.HuntingtonHill)]
    [InlineData(DivisorMethod.Adams)]
    [InlineData(DivisorMethod.Dean)]
    public void Divisor_manyEqualClaims_thoseWithTheSmallestKeysGoFirst_howeverOftenItIsAsked(DivisorMethod method)
    {
        // More claims than fit on the stack: what an earlier division left in a rented buffer must not decide.
        const int Claims = 700;
        UInt128[] weights = [.. Enumerable.Repeat((UInt128)5, Claims)];
        for (int turn = 0; turn < 4; turn++)
        {
            UInt128[] keys = [.. Enumerable.Range(1, Claims).Select(number => (UInt128)((number * (turn + 3) * 7919) % 104_729))];
            Amount[] shares = new Amount[Claims];
            new DivisorSplitter(method).Split(Amount.Of((2 * Claims) + 123), weights, TieBreak.ByKeys(keys), shares);
            int[] more = [.. Enumerable.Range(0, Claims).Where(claim => shares[claim] == Amount.Of(3))];
            Assert.Equal(keys.Order().Take(123), more.Select(claim => keys[claim]).Order());
            Assert.All(shares, share => Assert.InRange(share, Amount.Of(2), Amount.Of(3)));
        }
    }

    /// <summary>Pools up to the largest amount, over every method: the sum is the pool and no claim would rather have another's unit.</summary>
    [Theory]
    [InlineData(DivisorMethod.SainteLague)]
    [InlineData(DivisorMethod.DHondt)]
    [InlineData(DivisorMethod.HuntingtonHill)]
    [InlineData(DivisorMethod.Adams)]
    [InlineData(DivisorMethod.Dean)]
    public void Divisor_everyPoolAndMinimum_isWhatGivingUnitByUnitGives(DivisorMethod method)
    {
        Random random = new(3);
        for (int trial = 0; trial < 300; trial++)
        {
            int claims = random.Next(1, 7), pool = random.Next(0, 60);
            uint minimum = (uint)random.Next(0, 4);
            UInt128[] weights = [.. Enumerable.Range(0, claims).Select(_ => (UInt128)random.Next(0, random.Next(2) == 0 ? 4 : 1_000))];
            if (weights.All(weight => weight == 0) || minimum * (uint)weights.Count(weight => weight != 0) > pool)
            {
                continue;
            }

            UInt128[] keys = [.. Enumerable.Range(0, claims).Select(claim => (UInt128)((claim * 31) + 7))];
            Amount[] shares = new Amount[claims];
            new DivisorSplitter(method, Amount.Of(minimum)).Split(Amount.Of((UInt128)pool), weights, TieBreak.ByKeys(keys), shares);
            Assert.Equal(UnitByUnit(method, pool, minimum, weights, keys), shares.Select(share => (int)share.Units));
        }
    }

    [Fact]
    public void Divisor_theLargestPool_isDividedToTheUnit()
    {
        foreach (DivisorMethod method in Enum.GetValues<DivisorMethod>())
        {
            Amount[] shares = new Amount[3];
            new DivisorSplitter(method).Split(Amount.MaxValue, [1, 1, 1], TieBreak.ByKeys([1, 2, 3]), shares);
            Assert.Equal([Amount.Of(UInt128.MaxValue / 3), Amount.Of(UInt128.MaxValue / 3), Amount.Of(UInt128.MaxValue / 3)], shares);
            new DivisorSplitter(method).Split(Amount.Of(UInt128.MaxValue - 4), [1, 2, UInt128.MaxValue / 4], TieBreak.ByKeys([1, 2, 3]), shares);
            Assert.Equal(UInt128.MaxValue - 4, shares[0].Units + shares[1].Units + shares[2].Units);
        }
    }

    [Fact]
    public void SplitGain_ofACap_isOneUnitMoreThanTheCap_orOne()
    {
        Assert.Equal(Amount.Of(51), new CappedSplitter(Proportion.Half).SplitGain(Amount.Of(100)));
        Assert.Equal(Amount.Of(51), new CappedSplitter(Proportion.Half).SplitGain(Amount.Of(101)));
        Assert.Equal(Amount.One, new CappedSplitter(Proportion.One).SplitGain(Amount.Of(100)));
        Assert.Equal(Amount.One, new CappedSplitter(Proportion.Zero).SplitGain(Amount.Of(100)));
    }

    [Fact]
    public void Promises_ofAConstantMultiplier_areThatItNeverJumpsAndNeverFalls()
    {
        Assert.Equal(RewardMultiplierPromises.Continuous | RewardMultiplierPromises.Monotone, new ConstantMultiplier(Ratio.Of(2)).Promises);
        Assert.Equal(Ratio.Zero, new ConstantMultiplier(Ratio.Of(2)).Steepness);
    }

    /// <summary>Who brings no fees or no stake gets no rebate, also where the other one alone decides.</summary>
    [Theory]
    [InlineData(0U, 1U)]
    [InlineData(1U, 1U)]
    [InlineData(1U, 2U)]
    public void Rebate_withoutFeesOrWithoutStake_isNothing(uint numerator, uint denominator)
    {
        CobbDouglasRebate rebate = new(numerator, denominator);
        Assert.Equal(Amount.Zero, rebate.Reward(Amount.Of(1_000), 0, 10, 5, 10));
        Assert.Equal(Amount.Zero, rebate.Reward(Amount.Of(1_000), 5, 10, 0, 10));
        Assert.Equal(Amount.Zero, rebate.Reward(Amount.Of(1_000), 0, 0, 5, 10));
        Assert.Equal(Amount.Zero, rebate.Reward(Amount.Of(1_000), 5, 10, 0, 0));
        Assert.Equal(Amount.Of(1_000), rebate.Reward(Amount.Of(1_000), 10, 10, 10, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => rebate.Reward(Amount.Of(1_000), 11, 10, 5, 10));
        Assert.Throws<ArgumentOutOfRangeException>(() => rebate.Reward(Amount.Of(1_000), 5, 10, 11, 10));
    }

    /// <summary>The order of a sample from its rule: words of SHA-256 over seed, sample and counter, and the draw of Fisher and Yates.</summary>
    [Fact]
    public void Shapley_orders_canBeRecomputedByAnyone()
    {
        Digest seed = Digest.Parse(new string('7', 64));
        for (ulong sample = 0; sample < 5; sample++)
        {
            for (int players = 1; players <= 40; players += 13)
            {
                int[] order = [.. Enumerable.Range(0, players)], expected = [.. order];
                SeededOrder.Shuffle(seed, sample, order);
                IEnumerator<ulong> words = Words(seed, sample).GetEnumerator();
                for (int last = players - 1; last > 0; last--)
                {
                    BigInteger limit = last + 1, excess = BigInteger.Pow(2, 64) % limit, product;
                    do
                    {
                        words.MoveNext();
                        product = words.Current * limit;
                    }
                    while (product % BigInteger.Pow(2, 64) < excess);

                    int other = (int)(product >> 64);
                    (expected[last], expected[other]) = (expected[other], expected[last]);
                }

                Assert.Equal(expected, order);
            }
        }
    }

    [Theory]
    [InlineData(0, 1, 1, "players")]
    [InlineData(1, 0, 1, "samples")]
    [InlineData(1, 1, 0, "confidenceBits")]
    [InlineData(1, 1, 257, "confidenceBits")]
    public void ErrorBound_ofNothing_isRefusedByName(int players, int samples, int confidence, string name)
    {
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => ShapleySampled.RelativeErrorBound(players, samples, confidence)).ParamName);
        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => ShapleySampled.ErrorBound(10, players, samples, confidence)).ParamName);
    }

    /// <summary>The bound is the root of (1 + ceiling(log2 n) + bits) ln 2 / (2 samples), rounded up.</summary>
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(2, 10, 3)]
    [InlineData(3, 1_000, 10)]
    [InlineData(64, 7, 256)]
    [InlineData(65, int.MaxValue, 20)]
    public void ErrorBound_isTheRoot_roundedUp(int players, int samples, int confidence)
    {
        BigInteger bits = 1 + confidence;
        for (BigInteger reach = 1; reach < players; reach *= 2)
        {
            bits++;
        }

        BigInteger one = Proportion.PartsPerOne, scaled = bits * 693_147_181 * one * one, under = (BigInteger)2 * samples * 1_000_000_000;
        BigInteger squared = (scaled + under - 1) / under, bound = (BigInteger)ShapleySampled.RelativeErrorBound(players, samples, confidence).Parts;
        Assert.True(bound * bound >= squared, $"{bound} is too small");
        Assert.True((bound - 1) * (bound - 1) < squared, $"{bound} is too large");
    }

    private static IEnumerable<ulong> Words(Digest seed, ulong sample)
    {
        for (ulong counter = 0; ; counter++)
        {
            Digest block = Block(seed, sample, counter);
            yield return (ulong)(block.Upper >> 64);
            yield return (ulong)(block.Upper & ulong.MaxValue);
            yield return (ulong)(block.Lower >> 64);
            yield return (ulong)(block.Lower & ulong.MaxValue);
        }
    }

    private static Digest Block(Digest seed, ulong sample, ulong counter)
    {
        CanonicalEncoder encoder = new(stackalloc byte[256], "capacloud/shapley-order/v1"u8);
        encoder.Append(seed);
        encoder.Append(sample);
        encoder.Append(counter);
        return encoder.Hash();
    }

    /// <summary>The definition: first the minimum, then each unit to the claim with the largest weight / divisor, the smaller key where that is equal.</summary>
    private static int[] UnitByUnit(DivisorMethod method, int pool, uint minimum, UInt128[] weights, UInt128[] keys)
    {
        int[] shares = [.. weights.Select(weight => weight == 0 ? 0 : (int)minimum)];
        while (shares.Sum() < pool)
        {
            int best = -1;
            for (int claim = 0; claim < weights.Length; claim++)
            {
                best = weights[claim] != 0 && (best < 0 || GoesBefore(claim, best)) ? claim : best;
            }

            shares[best]++;
        }

        return shares;

        bool GoesBefore(int claim, int other)
        {
            // weight^2 / divisor^2, which is whole above and below for every method; a divisor of 0 goes before all others, the heavier first.
            (BigInteger over, BigInteger under) = Squared(shares[claim], weights[claim]);
            (BigInteger otherOver, BigInteger otherUnder) = Squared(shares[other], weights[other]);
            int order = under.IsZero && otherUnder.IsZero ? weights[claim].CompareTo(weights[other])
                : under.IsZero || otherUnder.IsZero ? (under.IsZero ? 1 : -1)
                : (over * otherUnder).CompareTo(otherOver * under);
            return order != 0 ? order > 0 : keys[claim] < keys[other];
        }

        (BigInteger Over, BigInteger Under) Squared(int units, UInt128 weight)
        {
            BigInteger own = (BigInteger)weight * weight, has = units;
            return method switch
            {
                DivisorMethod.SainteLague => (own, ((2 * has) + 1) * ((2 * has) + 1)),
                DivisorMethod.DHondt => (own, (has + 1) * (has + 1)),
                DivisorMethod.HuntingtonHill => (own, has * (has + 1)),
                DivisorMethod.Adams => (own, has * has),
                // 2 s (s + 1) / (2 s + 1)
                _ => (own * ((2 * has) + 1) * ((2 * has) + 1), 4 * has * has * (has + 1) * (has + 1)),
            };
        }
    }
}
