using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Reputation.Peers;

public sealed class YumaConsensusTests
{
    private static readonly LiquidAlpha Liquid = new(Proportion.Percent(10), Proportion.Percent(30), Ratio.Of(10));

    private static readonly YumaConsensus Third = new() { LiquidAlpha = Liquid };

    private static Amount[] Stakes(params ulong[] units) => Array.ConvertAll(units, unit => Amount.Of(unit));

    /// <summary>Nobody below the majority lifts a server: 49 of 100 praise server 1, and it stays at nothing.</summary>
    [Fact]
    public void Run_minorityPraisesItsOwn_isClippedAway()
    {
        YumaOutcome round = Third.Run(new YumaRound(Stakes(51, 49), [1, 0, 0, 1], new Proportion[4]));
        Assert.Equal([Proportion.One, Proportion.Zero], round.Consensus.ToArray());
        Assert.Equal([Proportion.One, Proportion.Zero], round.Incentive.ToArray());
        Assert.Equal([Proportion.One, Proportion.Zero], round.ValidatorTrust.ToArray());
        Assert.True(round.Dividends[1].IsZero);
    }

    [Fact]
    public void Run_rowThatSumsToZero_staysOutOfItAll()
    {
        YumaOutcome round = Third.Run(new YumaRound(Stakes(60, 40), [3, 1, 0, 0], new Proportion[4]));
        Assert.Equal([Proportion.Percent(75), Proportion.Percent(25)], round.Incentive.ToArray());
        Assert.Equal([Proportion.One, Proportion.Zero], round.Dividends.ToArray());
    }

    /// <summary>
    /// Three validators of equal stake; the best server changes every few rounds. The copier publishes what the others said in the
    /// round before, which is all it can see while weights are sealed. It earns less than who looked.
    /// </summary>
    [Fact]
    public void Run_copierBehindSeals_earnsLessThanWhoLooked()
    {
        (ulong looked, ulong copied) = Earn(seesWeightsInTime: false);
        Assert.True(copied < looked, $"{copied} against {looked}");
        (looked, copied) = Earn(seesWeightsInTime: true);
        Assert.Equal(looked, copied);

        static (ulong Looked, ulong Copied) Earn(bool seesWeightsInTime)
        {
            Amount[] stakes = Stakes(1, 1, 1);
            Proportion[] bonds = new Proportion[6];
            ulong[] before = [1, 0];
            (ulong looked, ulong copied) = (0, 0);
            for (int epoch = 0; epoch < 40; epoch++)
            {
                ulong[] seen = epoch / 4 % 2 == 0 ? [1, 0] : [0, 1];
                ulong[] copy = seesWeightsInTime ? seen : before;
                YumaOutcome round = Third.Run(new YumaRound(stakes, [.. seen, .. seen, .. copy], bonds));
                bonds = [.. round.Bonds];
                before = seen;
                looked += round.Dividends[0].Parts / 100;
                copied += round.Dividends[2].Parts / 100;
            }

            return (looked, copied);
        }
    }

    [Property(MaxTest = 200)]
    public Property Run_anyRound_sharesAddUpAndStayWithin() => Prop.ForAll(
        (from validators in Gen.Choose(1, 6)
         from servers in Gen.Choose(1, 5)
         from stakes in Gen.ArrayOf(Gen.Choose(1, 1_000), validators)
         from weights in Gen.ArrayOf(Gen.Choose(0, 9), validators * servers)
         from bonds in Gen.ArrayOf(Generate.Proportion, validators * servers)
         from version in Gen.Elements(YumaVersion.Original, YumaVersion.Third)
         select (servers, stakes, weights, bonds, version)).ToArbitrary(),
        drawn =>
        {
            YumaConsensus settings = drawn.version == YumaVersion.Third ? Third : new YumaConsensus { Version = YumaVersion.Original };
            YumaOutcome round = settings.Run(new YumaRound(
                Array.ConvertAll(drawn.stakes, stake => Amount.Of((UInt128)stake)), Array.ConvertAll(drawn.weights, weight => (ulong)weight), drawn.bonds));
            return IsOneOrNothing(round.Incentive) && IsOneOrNothing(round.Dividends);
        });

    [Fact]
    public void Run_dividends_growWithStake()
    {
        YumaOutcome round = Third.Run(new YumaRound(Stakes(8, 1, 1), [1, 0, 1, 0, 1, 0], new Proportion[6]));
        Assert.All(round.Dividends.Zip([8UL, 1UL, 1UL]), pair =>
            Assert.InRange(pair.First.Parts, (pair.Second * Proportion.PartsPerOne / 10) - 10, (pair.Second * Proportion.PartsPerOne / 10) + 10));
    }

    [Fact]
    public void Median_minorityCannotLiftIt_andMajorityCan()
    {
        Assert.Equal(Proportion.Percent(20), StakeWeightedMedian.Of(Stakes(49, 51), [Proportion.One, Proportion.Percent(20)], Proportion.Half));
        Assert.Equal(Proportion.One, StakeWeightedMedian.Of(Stakes(51, 49), [Proportion.One, Proportion.Percent(20)], Proportion.Half));
        Assert.Equal(Proportion.One, StakeWeightedMedian.Of(Stakes(1, 99), [Proportion.One, Proportion.Percent(20)], Proportion.Zero));
        Assert.Equal(Proportion.Zero, StakeWeightedMedian.Of([], [], Proportion.Half));
    }

    [Fact]
    public void Logistic_isHalfAtTheMiddleAndSymmetric()
    {
        LogisticCurve curve = new(Ratio.Of(10), Proportion.Half);
        Assert.Equal(Proportion.Half, curve.Evaluate(Proportion.Half));
        for (uint percent = 0; percent <= 50; percent += 5)
        {
            ulong sum = curve.Evaluate(Proportion.Percent(percent)).Parts + curve.Evaluate(Proportion.Percent(100 - percent)).Parts;
            Assert.InRange(sum, Proportion.PartsPerOne - 2, Proportion.PartsPerOne + 2);
        }

        // 1 / (1 + e^5) = 0.00669285092428485...
        Assert.StartsWith("0.006692850924284", curve.Evaluate(Proportion.Zero).ToString(), StringComparison.Ordinal);
        Assert.Equal(Proportion.Zero, new LogisticCurve(Ratio.MaxValue, Proportion.Half).Evaluate(Proportion.Zero));
    }

    [Fact]
    public void SealedWeights_openOnlyAsSealed()
    {
        ParticipantId author = ParticipantId.Of("validator-1");
        Digest salt = Digest.FromBytes([.. Enumerable.Range(0, Digest.Size).Select(value => (byte)value)]);
        SealedWeights sealedWeights = SealedWeights.Of(author, Epoch.Of(7), [1, 2, 3], salt);
        Assert.True(sealedWeights.Opens([1, 2, 3], salt));
        Assert.False(sealedWeights.Opens([1, 2, 4], salt));
        Assert.False(sealedWeights.Opens([1, 2, 3, 0], salt));
        Assert.False(sealedWeights.Opens([1, 2, 3], default));
        Assert.False((sealedWeights with { Author = ParticipantId.Of("copier") }).Opens([1, 2, 3], salt));
        Assert.False((sealedWeights with { Epoch = Epoch.Of(8) }).Opens([1, 2, 3], salt));
        Assert.False(default(SealedWeights).Opens([], default));
    }

    [Fact]
    public void BadInput_isNamed()
    {
        Assert.Contains("nobody has a say", Message<ArgumentException>(() => Third.Run(new YumaRound(Stakes(0, 0), [1, 1], new Proportion[2]))), StringComparison.Ordinal);
        Assert.Contains("1 weight and 2 bonds of 1 validator", Message<ArgumentException>(() => Third.Run(new YumaRound(Stakes(1), [1], new Proportion[2]))), StringComparison.Ordinal);
        Assert.Contains("of 0 validators", Message<ArgumentException>(() => Third.Run(new YumaRound([], [], []))), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => (Third with { Version = YumaVersion.Original }).Run(new YumaRound(Stakes(1), [1], new Proportion[1])));
        Assert.Throws<InvalidOperationException>(() => new LiquidAlpha(Proportion.Half, Proportion.Zero, Ratio.One).Rate(default, default, default));
        Assert.Contains("of all 2 voices is 0", Message<ArgumentException>(() => StakeWeightedMedian.Of(Stakes(0, 0), new Proportion[2], Proportion.Half)), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => StakeWeightedMedian.Of(Stakes(1), new Proportion[2], Proportion.Half));

        static string Message<TException>(Action act)
            where TException : Exception => Assert.Throws<TException>(act).Message;
    }

    private static bool IsOneOrNothing(IReadOnlyCollection<Proportion> shares)
    {
        UInt128 sum = shares.Aggregate(UInt128.Zero, (total, share) => total + share.Parts);
        return sum == UInt128.Zero || (sum <= Proportion.PartsPerOne && sum + (UInt128)shares.Count >= Proportion.PartsPerOne);
    }
}
