using System.Numerics;
using CapaCloud.Mechanisms.Rewards;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Rewards;

public sealed class ShapleyTests
{
    private static readonly Digest Seed = Digest.Parse(new string('7', 64));

    /// <summary>Shapley and Shubik, 1954: five vetoes of 7 votes, ten members of 1, quota 39.</summary>
    [Fact]
    public void Exact_securityCouncil_matches()
    {
        ShapleyValue[] values = Exact(SecurityCouncil);
        Assert.All(values[..5], value => Assert.Equal("421/2145", value.ToString()));
        Assert.All(values[5..], value => Assert.Equal("4/2145", value.ToString()));
    }

    [Fact]
    public void Exact_twentyPlayers_addUpToTheValueOfAll()
    {
        Game game = new(20, members => (Int128)members.Count * members.Count);
        ShapleyValue[] values = Exact(game);
        Assert.All(values, value => Assert.Equal("20", value.ToString()));
    }

    [Fact]
    public void Exact_costGame_hasNegativeValues() =>
        Assert.Equal(
            ["-3/2", "1/2"], Exact(new Game(2, members => members.FirstWord switch { 1 => -3, 2 => -1, 3 => -1, _ => 0 })).Select(value => value.ToString()));

    /// <summary>Values of 2^96 do not overflow.</summary>
    [Fact]
    public void Exact_largeValues_areExact()
    {
        Int128 large = Int128.One << 96;
        ShapleyValue[] values = Exact(new Game(20, members => members.Contains(3) ? large : members.Count == 0 ? 0 : -large));
        Assert.Equal(BigInteger.Pow(2, 96), Sum(values));
    }

    /// <summary>
    /// The axioms on random games of four: everything is divided, values add over games, and equals get the same.
    /// </summary>
    [Property(MaxTest = 60)]
    public void Exact_randomGames_keepTheAxioms(int seed)
    {
        Random random = new(seed);
        long[] first = [0, .. Enumerable.Range(1, 15).Select(_ => random.NextInt64(-1_000, 1_000))];
        long[] second = [0, .. Enumerable.Range(1, 15).Select(_ => random.NextInt64(-1_000, 1_000))];
        ShapleyValue[] one = Exact(new Game(4, members => first[members.FirstWord]));
        ShapleyValue[] two = Exact(new Game(4, members => second[members.FirstWord]));
        ShapleyValue[] both = Exact(new Game(4, members => first[members.FirstWord] + second[members.FirstWord]));
        Assert.Equal(first[15], Sum(one));
        for (int player = 0; player < 4; player++)
        {
            Assert.Equal(Rational(both[player]), Add(Rational(one[player]), Rational(two[player])));
        }

        // Nobody tells players 0 and 1 apart; player 2 adds nothing.
        ShapleyValue[] symmetric = Exact(new Game(4, members => (Int128)BitOperations.PopCount(members.FirstWord & 3) * first[(int)(members.FirstWord >> 3) + 1]));
        Assert.Equal(symmetric[0], symmetric[1]);
        Assert.Equal("0", symmetric[2].ToString());
    }

    /// <summary>Orders add up exactly; every estimate is within the stated error of the exact value.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(2_000)]
    public void Sampled_securityCouncil_isWithinTheStatedError(int samples)
    {
        // Scaled by 10^9, so that the bound is finer than one.
        const long scale = 1_000_000_000;
        Game game = new(15, members => SecurityCouncil.Value(members) * scale);
        ShapleyValue[] exact = Exact(game), sampled = new ShapleyValue[15];
        ShapleySampled.Compute(game, samples, Seed, sampled);
        Assert.Equal(scale, Sum(sampled));
        BigInteger bound = ShapleySampled.ErrorBound(scale, 15, samples, 20);
        Assert.True(bound < scale * 4 / (BigInteger)Math.Sqrt(samples));
        for (int player = 0; player < 15; player++)
        {
            BigInteger difference = ((BigInteger)sampled[player].Numerator * exact[player].Denominator)
                - ((BigInteger)exact[player].Numerator * sampled[player].Denominator);
            Assert.True(BigInteger.Abs(difference) <= bound * sampled[player].Denominator * exact[player].Denominator);
        }
    }

    [Fact]
    public void Sampled_hundredPlayers_sameSeedSameValues()
    {
        Game game = new(100, members => members.Contains(99) ? members.Count : 0);
        ShapleyValue[] first = new ShapleyValue[100], again = new ShapleyValue[100], other = new ShapleyValue[100];
        ShapleySampled.Compute(game, 200, Seed, first);
        ShapleySampled.Compute(game, 200, Seed, again);
        ShapleySampled.Compute(game, 200, Digest.Parse(new string('8', 64)), other);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.Equal(100, Sum(first));
    }

    /// <summary>range * sqrt(ln(2 * 15 * 2^20) / 20000) is 0.02937...; the bound rounds log2(30) up to 5.</summary>
    [Fact]
    public void RelativeErrorBound_knownCase_isJustAboveTheFormula()
    {
        double formula = Math.Sqrt(Math.Log(2 * 15 * Math.Pow(2, 20)) / 20_000);
        double bound = (double)ShapleySampled.RelativeErrorBound(15, 10_000, 20).Parts / 1e18;
        Assert.InRange(bound, formula, formula * 1.01);
    }

    [Fact]
    public void Weights_ofValues_splitAPoolInTheirProportion()
    {
        ShapleyValue[] values = Exact(SecurityCouncil);
        UInt128[] weights = new UInt128[15];
        ShapleyWeights.Write(values, weights);
        ulong[] shares = SplitCases.Split(new LargestRemainderSplitter(), 2_145, weights);
        Assert.Equal<ulong[]>([421, 421, 421, 421, 421, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4], shares);
    }

    [Fact]
    public void Weights_negativeValue_getsZero()
    {
        UInt128[] weights = new UInt128[2];
        ShapleyWeights.Write(Exact(new Game(2, members => members.FirstWord switch { 1 => -3, 2 => 1, 3 => -1, _ => 0 })), weights);
        Assert.Equal<UInt128[]>([0, 3], weights);
    }

    [Fact]
    public void Weights_badInput_isRefused()
    {
        Assert.Throws<ArgumentException>("weights", () => ShapleyWeights.Write(new ShapleyValue[2], new UInt128[1]));
        Assert.Throws<ArgumentException>("values", () => ShapleyWeights.Write(new ShapleyValue[2], new UInt128[2]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(21)]
    public void Exact_playersOutOfRange_isRefused(int players) =>
        Assert.Throws<ArgumentException>("game", () => ShapleyExact.Compute(new Game(players, _ => 0), new ShapleyValue[players]));

    [Fact]
    public void Compute_noRoomForValues_isRefused()
    {
        Assert.Throws<ArgumentException>("values", () => ShapleyExact.Compute(SecurityCouncil, new ShapleyValue[3]));
        Assert.Throws<ArgumentException>("values", () => ShapleySampled.Compute(SecurityCouncil, 5, Seed, new ShapleyValue[3]));
        Assert.Throws<ArgumentOutOfRangeException>("samples", () => ShapleySampled.Compute(SecurityCouncil, 0, Seed, new ShapleyValue[15]));
    }

    private static Game SecurityCouncil => new(
        15, members => (BitOperations.PopCount(members.FirstWord & 31) * 7) + BitOperations.PopCount(members.FirstWord >> 5) >= 39 ? 1 : 0);

    private static ShapleyValue[] Exact(Game game)
    {
        ShapleyValue[] values = new ShapleyValue[game.Players];
        ShapleyExact.Compute(game, values);
        return values;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Rational(ShapleyValue value) => (value.Numerator, value.Denominator);

    private static (BigInteger Numerator, BigInteger Denominator) Add(
        (BigInteger Numerator, BigInteger Denominator) left, (BigInteger Numerator, BigInteger Denominator) right)
    {
        BigInteger numerator = (left.Numerator * right.Denominator) + (right.Numerator * left.Denominator);
        BigInteger denominator = left.Denominator * right.Denominator;
        BigInteger divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return (numerator / divisor, denominator / divisor);
    }

    private static BigInteger Sum(ShapleyValue[] values)
    {
        BigInteger numerator = 0, denominator = 1;
        foreach (ShapleyValue value in values)
        {
            numerator = (numerator * value.Denominator) + (value.Numerator * denominator);
            denominator *= value.Denominator;
        }

        Assert.True((numerator % denominator).IsZero);
        return numerator / denominator;
    }

    private delegate Int128 CoalitionValue(Coalition members);

    private sealed class Game(int players, CoalitionValue value) : ICoalitionGame
    {
        public int Players => players;

        public Int128 Value(Coalition members) => value(members);
    }
}
