using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Tests.Designs;

/// <summary>Elastic restaking: what a shock can cost, against trying every attack, on random networks of up to eight validators and eight services.</summary>
public sealed class RestakingNetworkTests
{
    /// <summary>How many of the drawn networks must lose more than the shock itself, so that the bound is tested at all.</summary>
    private const int FewestCascades = 12;

    private static readonly Rational[] Thresholds = [Rational.FromQuotient(1, 2), Rational.FromQuotient(2, 3), 1];
    private static readonly Rational[] Buffers = [Rational.FromQuotient(1, 4), Rational.FromQuotient(1, 2), 1, 2];

    private static readonly int[] Seeds = [.. Enumerable.Range(1, 48)];

    /// <summary>The law: with a buffer, a shock and all attacks after it cost at most the bound. The bound is below everything, and attacks do follow.</summary>
    [Fact]
    public void WorstLoss_withABuffer_isBounded_andAttacksFollow()
    {
        int cascades = 0;
        foreach (int seed in Seeds)
        {
            Rational buffer = Buffers[seed % Buffers.Length], shock = buffer / (1 + buffer) * Rational.FromQuotient(9, 10);
            RestakingNetwork network = Random(seed, buffer, strength: 1);
            Rational worst = network.WorstLoss(shock), bound = RestakingNetwork.LossBound(buffer, shock);

            Assert.True(network.HasBuffer(buffer));
            Assert.True(bound < 1);
            Assert.True(worst <= bound, $"{seed}: {worst} at {shock}, more than {bound}.");
            cascades += worst > network.LargestShock(shock) ? 1 : 0;
        }

        Assert.True(cascades >= FewestCascades, $"Attacks followed the shock in {cascades} of {Seeds.Length} networks.");
    }

    /// <summary>The bound is not idle: with prizes four times as large, the buffer gone, some networks break it.</summary>
    [Fact]
    public void WorstLoss_withoutTheBuffer_breaksTheBound()
    {
        Rational buffer = 2, shock = Rational.FromQuotient(1, 10);
        int broken = Seeds.Take(12).Select(seed => Random(seed, buffer, strength: 4)).Count(network =>
            !network.HasBuffer(buffer) && network.WorstLoss(shock) > RestakingNetwork.LossBound(buffer, shock));

        Assert.True(broken > 0);
    }

    [Fact]
    public void WorstLoss_shockThatOpensAnAttack_byHand()
    {
        // 10 and 3 stand behind a prize of 13/4. Together they lose more than that; the 3 alone, once the 10 are gone, lose less.
        RestakingNetwork network = new RestakingNetwork([10, 3, 12]).With(new RestakedService(Rational.FromQuotient(13, 4), Rational.FromQuotient(1, 2), [0, 1]));
        Rational shock = Rational.FromQuotient(5, 12);

        Assert.Equal((Rational)1, network.LargestBuffer());
        Assert.Equal(Rational.FromQuotient(2, 5), network.LargestShock(shock));
        Assert.Equal(Rational.FromQuotient(13, 25), network.WorstLoss(shock));
        Assert.Equal(Rational.FromQuotient(5, 6), RestakingNetwork.LossBound(1, shock));
    }

    [Fact]
    public void WorstLoss_twoOfTwo_byHand()
    {
        // Stakes 10 and 30; who has half of what is left takes 20. The first alone has not; after a shock that destroys the second it has.
        RestakingNetwork network = new RestakingNetwork([10, 30]).With(new RestakedService(20, Rational.FromQuotient(1, 2), [0, 1]));
        Assert.Equal(0, network.WorstLoss(0));
        Assert.Equal(1, network.WorstLoss(Rational.FromQuotient(3, 4)));
        Assert.True(network.HasBuffer(0));
        Assert.False(network.HasBuffer(Rational.FromQuotient(1, 1_000)));
    }

    [Fact]
    public void LargestBuffer_nothingToSteal_isNone()
    {
        RestakingNetwork network = new([1]);

        Assert.Null(network.LargestBuffer());
        Assert.True(network.HasBuffer(1_000));
        Assert.Equal(0, network.WorstLoss(0));
    }

    [Fact]
    public void BadInput_isRefused_withWhatWasExpected()
    {
        RestakingNetwork network = new([1, 2]);
        RestakingNetwork large = new([.. Enumerable.Repeat((Rational)1, RestakingNetwork.MostTried + 1)]);

        Assert.Throws<ArgumentException>(() => new RestakingNetwork([]));
        Assert.Throws<ArgumentException>(() => new RestakingNetwork([1, 0]));
        Assert.Throws<ArgumentException>(() => network.With(new RestakedService(-1, 1, [0])));
        Assert.Throws<ArgumentException>(() => network.With(new RestakedService(1, 0, [0])));
        Assert.Throws<ArgumentException>(() => network.With(new RestakedService(1, 2, [0])));
        Assert.Throws<ArgumentException>(() => network.With(new RestakedService(1, 1, [])));
        Assert.Throws<ArgumentException>(() => network.With(new RestakedService(1, 1, [2])));
        Assert.Throws<ArgumentException>(() => network.With(new RestakedService(1, 1, [0, 0])));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.WorstLoss(2));
        Assert.Throws<ArgumentOutOfRangeException>(() => RestakingNetwork.LossBound(0, 0));
        Assert.Throws<InvalidOperationException>(() => large.WorstLoss(0));
    }

    /// <summary>A network of small groups in which each service asks for as much as the buffer of its members leaves, times a strength.</summary>
    private static RestakingNetwork Random(int seed, Rational buffer, long strength)
    {
        ulong state = (ulong)seed;
        int Next(int below)
        {
            state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407);
            return (int)((state >> 33) % (ulong)below);
        }

        int validators = 2 + (seed % 7), services = 1 + Next(8);
        RestakingNetwork network = new([.. Enumerable.Range(0, validators).Select(_ => (Rational)(1 + Next(20)))]);
        Rational[] used = new Rational[validators];
        Rational room = strength / (1 + buffer);
        for (int service = 0; service < services; service++)
        {
            int[] behind = [.. Enumerable.Range(0, validators).OrderBy(_ => Next(1_000)).Take(1 + Next(3)).Where(validator => used[validator] < room)];
            if (behind.Length > 0)
            {
                // What a validator answers for, in parts of its stake, is the same for all members of a service.
                Rational part = room - behind.Aggregate(Rational.Zero, (most, validator) => Rational.Max(most, used[validator]));
                part = Next(3) == 0 ? part / 2 : part;
                Rational threshold = Thresholds[Next(Thresholds.Length)];
                Rational stake = behind.Aggregate(Rational.Zero, (sum, validator) => sum + network.Stakes[validator]);
                network = network.With(new RestakedService(part * threshold * stake, threshold, [.. behind]));
                foreach (int validator in behind)
                {
                    used[validator] += part;
                }
            }
        }

        return network;
    }
}
