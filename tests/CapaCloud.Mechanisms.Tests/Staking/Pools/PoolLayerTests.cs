using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking.Pools;

/// <summary>A layer by itself, and two that become one, against the formulas by hand and on both sides of each boundary.</summary>
public sealed class PoolLayerTests
{
    private const ulong Million = 1_000_000;

    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = EpochSpan.Of(3) };

    private static readonly ParticipantId Operator = ParticipantId.Of("operator");

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong number) => Epoch.Of(number);

    /// <summary>Slashes and rewards of one epoch leave one mark, with what was lost in it; those of the next another.</summary>
    [Fact]
    public void Change_inOneEpoch_isOneMark()
    {
        PoolLayer layer = Layer(0, 100, 100).Change(new DelegationPool(U(90), 100 * Million), E(5), U(10)).Change(new DelegationPool(U(70), 100 * Million), E(5), U(20));
        Assert.Equal<PoolMark>([new PoolMark(E(5), U(70), 100 * Million, U(30), 100 * Million)], layer.Marks);
        layer = layer.Change(new DelegationPool(U(80), 100 * Million), E(6), Amount.Zero);
        Assert.Equal<PoolMark>([new PoolMark(E(5), U(70), 100 * Million, U(30), 100 * Million), new PoolMark(E(6), U(80), 100 * Million, Amount.Zero, 100 * Million)], layer.Marks);
        layer = layer.Grow(new DelegationPool(U(160), 200 * Million), E(6));
        Assert.Equal(new PoolMark(E(6), U(160), 200 * Million, Amount.Zero, 100 * Million), layer.Marks[^1]);
        Assert.Equal(new PoolMark(E(7), U(320), 400 * Million, Amount.Zero, 400 * Million), layer.Grow(new DelegationPool(U(320), 400 * Million), E(7)).Marks[^1]);
    }

    /// <summary>Who joined after a fault is told by the epoch; who joins twice in one epoch joined once; who left all has not joined.</summary>
    [Fact]
    public void Joins_areKeptByEpoch()
    {
        PoolLayer layer = Layer(0, 100, 100).Join(E(5), 7).Join(E(5), 1).Join(E(6), 2);
        Assert.Equal<PoolJoin>([new PoolJoin(E(5), 8), new PoolJoin(E(6), 2)], layer.Joins);
        Assert.Equal([10, 2, 0], new ulong[] { 4, 5, 6 }.Select(fault => (int)layer.JoinedAfter(E(fault))));
        Assert.Equal<PoolJoin>([new PoolJoin(E(5), 3), new PoolJoin(E(6), 2)], layer.Leave(E(5), 5).Joins);
        Assert.Equal<PoolJoin>([new PoolJoin(E(6), 2)], layer.Leave(E(5), 8).Joins);
        Assert.Equal<PoolJoin>([new PoolJoin(E(5), 8)], layer.Without(2, U(1), E(6)).Joins);
    }

    /// <summary>A share of the poorer was worth the same part of the richer as today, but for two units for each of the four marks.</summary>
    [Theory]
    [InlineData(1_000, 100, true)]
    [InlineData(1_089, 100, true)]
    [InlineData(1_090, 100, false)]
    [InlineData(1_000, 108, true)]
    [InlineData(1_000, 109, false)]
    [InlineData(1_000, 92, true)]
    [InlineData(1_000, 91, false)]
    public void IsWorthAPart_butForRoundings(ulong rich, ulong poor, bool expected)
    {
        PoolLayer older = Marked(Layer(0, 1_000, 1_000), (5, rich), (7, 1_000)), newer = Marked(Layer(3, 100, 100), (5, poor), (7, 100));
        Assert.Equal(expected, older.IsWorthAPartOf(newer, E(5)));
        Assert.Equal(expected, newer.IsWorthAPartOf(older, E(6)));
        Assert.True(older.IsWorthAPartOf(newer, E(7)));
    }

    /// <summary>The marks of both count: where one of them was worth nothing yet they are no part of each other.</summary>
    [Fact]
    public void IsWorthAPart_looksAtTheMarksOfBoth()
    {
        PoolLayer rich = Layer(0, 1_000, 1_000), poor = Layer(3, 100, 100);
        Assert.True(Marked(rich, (7, 1_000)).IsWorthAPartOf(Marked(poor, (7, 100)), E(5)));
        Assert.False(Marked(rich, (5, 1_000), (7, 1_000)).IsWorthAPartOf(Marked(poor, (7, 100)), E(5)));
        Assert.False(Marked(rich, (7, 1_000)).IsWorthAPartOf(Marked(poor, (5, 100), (7, 100)), E(5)));
        Assert.True(Marked(rich, (7, 1_000)).IsWorthAPartOf(Layer(3, 0, 0), E(5)));
        Assert.True(Marked(Layer(0, 0, 5), (5, 1_000)).IsWorthAPartOf(Layer(3, 0, 1), E(5)));
    }

    /// <summary>Shares are counted finer up to 2^124 of them, in the pot and in each mark, and not beyond; nor while a unit is worth less than four times as much.</summary>
    [Fact]
    public void Finer_reachesTheMostSharesThatThereAre()
    {
        UInt128 most = UInt128.One << 124, shares = 1_000_000_000_039;
        Amount fits = Amount.Of((most / Million) - 2);
        PoolLayer layer = new(Epoch.Zero, new DelegationPool(Amount.One, shares), [], []);
        Assert.Equal(most / shares, layer.Finer(fits, 0));
        Assert.Equal(UInt128.One, layer.Finer(fits + Amount.One, 0));
        Assert.Equal(UInt128.One, (layer with { Marks = [new PoolMark(E(1), U(1), shares * 2, Amount.Zero, 1)] }).Finer(fits, 0));
        Assert.Equal(UInt128.One, (layer with { Marks = [new PoolMark(E(1), U(1), 1, Amount.Zero, shares * 2)] }).Finer(fits, 0));
        Assert.Equal([1, 4, 5], new ulong[] { 2, 3, 4 }.Select(reward => (int)Layer(0, 1, 1).Finer(U(reward), 0)));
    }

    /// <summary>Two layers become one when two windows have passed since the later one began, not an epoch before.</summary>
    [Fact]
    public void Layers_becomeOneAfterTwoWindows()
    {
        OperatorPool pool = Pool([Layer(0, 3, 3), Layer(10, 1, 1)], (1, 3 * Million), (10, Million));
        Assert.Equal(2, pool.Prune(E(15), Rules).Layers.Length);
        Assert.Single(pool.Prune(E(16), Rules).Layers);
    }

    /// <summary>While a fault tells them apart they stay two, for eight windows.</summary>
    [Fact]
    public void Layers_thatAreToldApart_becomeOneAfterEightWindows()
    {
        OperatorPool pool = Pool([Marked(Layer(0, 300, 300), (1, 100)), Marked(Layer(10, 100, 100), (10, 100))], (1, 300 * Million), (10, 100 * Million));
        Assert.Equal(2, pool.Prune(E(33), Rules).Layers.Length);
        Assert.Single(pool.Prune(E(34), Rules).Layers);
    }

    /// <summary>Whoever has less takes shares of whoever has more, of two that have as much the later one; holdings that get none are gone, and who joined lately stays known.</summary>
    [Fact]
    public void JoinedLayers_haveTheSharesOfTheRicher()
    {
        // The older is richer: 2 units at (4 + 1) million shares for 3 + 1 units are 2,500,000 shares.
        OperatorPool pool = Pool([Layer(0, 3, 4), Layer(10, 2, 4) with { Joins = [new PoolJoin(E(15), 3 * Million)] }], (1, 4 * Million), (10, 1), (15, (4 * Million) - 1));
        Joined(pool, new PoolLayer(Epoch.Zero, new DelegationPool(U(5), 6_499_999), [new PoolJoin(E(15), 2_499_999)], []), 4 * Million, 2_499_999);

        // The later is richer: 2 units at 5 million shares for 4 units.
        pool = Pool([Layer(0, 2, 4), Layer(10, 3, 4) with { Joins = [new PoolJoin(E(15), 3 * Million)] }], (1, Million), (2, 3 * Million), (10, 4 * Million));
        Joined(pool, new PoolLayer(Epoch.Zero, new DelegationPool(U(5), 6_500_000), [new PoolJoin(E(15), 3 * Million)], []), 625_000, 1_875_000, 4 * Million);

        // As much in both: 3 units at 5 million shares for 4 units are 3,750,000 shares.
        Joined(Pool([Layer(0, 3, 4), Layer(10, 3, 8)], (1, 4 * Million), (10, 8 * Million)), new PoolLayer(Epoch.Zero, new DelegationPool(U(6), 7_750_000), [], []), 4 * Million, 3_750_000);

        // Who lost everything holds nothing any more, and who comes in a later layer is not touched.
        Joined(Pool([Layer(0, 3, 4), Layer(10, 0, 8), Layer(15, 1, 1)], (1, 4 * Million), (10, 8 * Million), (15, Million)), new PoolLayer(Epoch.Zero, new DelegationPool(U(3), 4 * Million), [], []), 4 * Million, Million);

        static void Joined(OperatorPool pool, PoolLayer expected, params ulong[] shares)
        {
            OperatorPool pruned = pool.Prune(E(16), Rules);
            Assert.Equal(expected, pruned.Layers[0]);
            Assert.Equal(shares.Select(one => (UInt128)one), pruned.Holdings.Select(holding => holding.PotShares));
        }
    }

    /// <summary>A layer that began after a fault did not stand at it, also when it keeps the marks of the one it came from.</summary>
    [Fact]
    public void StandingAt_countsLayersFromTheirFirstEpoch()
    {
        OperatorPool pool = Pool([Marked(Layer(10, 100, 100), (1, 100))], (10, 100 * Million));
        Assert.Equal([U(0), U(100)], new ulong[] { 9, 10 }.Select(fault => pool.StandingAt(E(fault))));
        pool = Pool([Marked(Layer(10, 100, 100), (1, 100)) with { Joins = [new PoolJoin(E(12), 40 * Million)] }], (10, 60 * Million), (12, 40 * Million));
        Assert.Equal([U(60), U(100)], new ulong[] { 11, 12 }.Select(fault => pool.StandingAt(E(fault))));
    }

    /// <summary>An exit stood from the epoch of joining to that of leaving, both counted.</summary>
    [Fact]
    public void Exit_stoodFromItsFirstEpochToItsLast()
    {
        PoolExit exit = new(E(5), E(8), 0, U(10), 10, 10 * Million, [new PoolMark(E(1), U(100), 100 * Million, Amount.Zero, 100 * Million)]);
        Assert.Equal([U(0), U(10), U(10), U(0)], new ulong[] { 4, 5, 8, 9 }.Select(fault => exit.StandingAt(E(fault))));
    }

    private static PoolLayer Layer(ulong from, ulong assets, ulong millions) => new(E(from), new DelegationPool(U(assets), millions * Million), [], []);

    private static PoolLayer Marked(PoolLayer layer, params (ulong Epoch, ulong Assets)[] marks) =>
        layer with { Marks = [.. marks.Select(mark => new PoolMark(E(mark.Epoch), U(mark.Assets), layer.Pot.Shares, Amount.Zero, layer.Pot.Shares))] };

    private static OperatorPool Pool(PoolLayer[] layers, params (ulong Joined, ulong Shares)[] holdings) =>
        new(Operator, [.. layers], [], Amount.Zero, Epoch.Zero, [.. holdings.Where(one => one.Shares > 0).Select((one, index) => new PoolHolding((ulong)index, E(one.Joined), one.Shares, one.Shares))], [], 9);
}
