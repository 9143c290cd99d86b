using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Tests.Reputation;

/// <summary>Examples with numbers that can be checked by hand.</summary>
public sealed class ReputationModelTests
{
    private static readonly Epoch Start = Epoch.Of(10);

    private static Conduct Good(ulong weight, ulong later = 0) =>
        new(Start + EpochSpan.Of(later), ConductKind.Proven, Ratio.Of(weight), Ratio.Zero);

    private static Conduct Bad(ulong weight, ulong later = 0) =>
        new(Start + EpochSpan.Of(later), ConductKind.Proven, Ratio.Zero, Ratio.Of(weight));

    private static string After(IReputationModel model, params Conduct[] life) =>
        model.Read(life.Aggregate(model.Newcomer(Start), (record, conduct) => model.Add(record, conduct))).ToString();

    [Fact]
    public void Beta_countsAndHalves()
    {
        BetaReputation model = new();
        Assert.Equal("0.5", After(model));
        Assert.Equal("0.666666666666666666", After(model, Good(1)));
        Assert.Equal("0.777777777777777777", After(model, Good(6), Bad(1)));
        Assert.Equal("0.5", After(model, Bad(2), Good(2)));
        // 6 good, one half-life later 3: (1 + 3) / (2 + 3).
        Assert.Equal("0.8", After(model, Good(6), Good(0, later: 30)));
    }

    [Fact]
    public void HalfLife_stepsAndReturnsToThePrior()
    {
        HalfLifeReputation model = new() { Prior = Proportion.Percent(20), HalfLife = EpochSpan.Of(4), GoodToHalve = Ratio.Of(2) };
        Assert.Equal("0.2", After(model));
        Assert.Equal("0.6", After(model, Good(2)));
        Assert.Equal("0.3", After(model, Good(2), Bad(1)));
        Assert.Equal("0.4", After(model, Good(2), Good(0, later: 4)));
        Assert.Equal("0.1", After(model, Bad(1)));
        Assert.Equal("0.15", After(model, Bad(1), Good(0, later: 4)));
    }

    /// <summary>Storj, TestApplyAudit: lambda 0.123, weight 0.456, alpha 1000.</summary>
    [Fact]
    public void ObservationBeta_storjsFirstExample_isExact()
    {
        ObservationMemory memory = new(
            Proportion.FromParts(123_000_000_000_000_000), Ratio.FromParts(456_000_000_000_000_000), Ratio.Of(1_000), Ratio.Zero);
        ObservationBetaReputation model = new() { Proven = memory };
        ReputationRecord record = model.Newcomer(Start);
        record = model.Add(record, Good(1));
        Assert.Equal("123.456", record.Proven.For.ToString());
        record = model.Add(record, Good(1));
        Assert.Equal("15.641088", record.Proven.For.ToString());
        record = model.Add(record, Bad(1));
        Assert.Equal(("1.923853824", "0.456"), (record.Proven.For.ToString(), record.Proven.Against.ToString()));
    }

    [Fact]
    public void Streak_breaksOnOneFault()
    {
        StreakReputation model = new();
        Assert.Equal("0", After(model, Good(9)));
        Assert.Equal("0.9", After(model, Good(10)));
        Assert.Equal("0.99", After(model, Good(100)));
        Assert.Equal("0", After(model, Good(100), Bad(1), Good(9)));
    }

    [Fact]
    public void Credibility_isSarmentas()
    {
        Assert.Equal("0.8", After(new CredibilityReputation()));
        Assert.Equal("0.96", After(new CredibilityReputation(), Good(5)));
        Assert.Equal("0.8", After(new CredibilityReputation(), Good(5), Bad(1)));
        CredibilityReputation blacklisting = new() { Blacklisting = true };
        // 1 - 0.25 / (5 e) = 0.98160602794...
        Assert.StartsWith("0.98160602794142788", After(blacklisting, Good(5)), StringComparison.Ordinal);
        Assert.Equal("0", After(blacklisting, Good(5), Bad(1), Good(1_000)));
    }

    /// <summary>iExec keeps floor(2/3) of the score for each fault: 100, 66, 44.</summary>
    [Fact]
    public void Credibility_twoThirdsKept_floorsEachFault()
    {
        CredibilityReputation model = new() { KeptNumerator = 2, KeptDenominator = 3 };
        ReputationRecord record = model.Add(model.Newcomer(Start), Good(100));
        Assert.Equal("66", model.Add(record, Bad(1)).Proven.For.ToString());
        Assert.Equal("44", model.Add(record, Bad(2)).Proven.For.ToString());
    }

    [Fact]
    public void ValueWeighted_tenThousandSmallJobs_weighAsOneHundredfold()
    {
        ValueWeightedReputation model = new() { ValueAtStake = Ratio.Of(10_000) };
        ReputationRecord small = model.AddMany(model.Newcomer(Start), Good(1), 10_000);
        ReputationRecord one = model.Add(model.Newcomer(Start), Good(100));
        Assert.Equal(one, small);
        Assert.Equal("0.000099990000999900", model.Read(small).ToString().PadRight(20, (char)48));
        Assert.Equal(Proportion.Half, model.Read(model.Add(model.Newcomer(Start), Good(10_000))));
        Assert.Equal("0", model.Read(model.Newcomer(Start)).ToString());
    }

    [Fact]
    public void ExposureLimit_isWhereTheScoreIsStillEnough()
    {
        ValueWeightedReputation model = new();
        ReputationRecord record = model.Add(model.AddMany(model.Newcomer(Start), Good(3), 4), Bad(1));
        Ratio limit = ValueWeightedReputation.ExposureLimit(record, Proportion.Percent(20));
        // sqrt(36 * 4 - 1) = 11.958260743...
        Assert.Equal("11.95826074", limit.ToString()[..11]);
        Assert.True((model with { ValueAtStake = limit }).Read(record) >= Proportion.Percent(20));
        Assert.True((model with { ValueAtStake = limit + Ratio.FromParts(10_000_000_000) }).Read(record) < Proportion.Percent(20));
        Assert.Equal(Ratio.Zero, ValueWeightedReputation.ExposureLimit(model.Newcomer(Start), Proportion.Percent(20)));
    }

    [Fact]
    public void Tracks_presence_doesNotBuyBackALie()
    {
        BetaReputation model = new() { Reads = ConductKinds.All };
        ReputationRecord liar = model.Add(model.Newcomer(Start), Bad(8));
        ReputationRecord present = model.Add(liar, new Conduct(Start, ConductKind.Presence, Ratio.Of(100_000), Ratio.Zero));
        Assert.Equal(model.Read(liar), model.Read(present));
        Assert.Equal("0.1", model.Read(present).ToString());
        Assert.True(model.ReadTrack(present, ConductKind.Presence) > Proportion.Percent(99));
    }

    [Fact]
    public void Column_equalsOneByOne_andRefusesOtherLengths()
    {
        BetaReputation model = new();
        ReputationRecord[] records = [model.Newcomer(Start), model.Newcomer(Epoch.Zero)];
        Conduct[] conducts = [Good(1), Bad(2)];
        ReputationRecord[] expected = [model.Add(records[0], conducts[0]), model.Add(records[1], conducts[1])];
        ReputationColumn.Add(model, records, conducts);
        Assert.Equal(expected, records);
        Proportion[] scores = new Proportion[2];
        ReputationColumn.Read(model, records, Start + EpochSpan.One, scores);
        Assert.Equal(model.Read(model.Age(records[1], Start + EpochSpan.One)), scores[1]);
        Assert.Contains("1 conduct for 2 records", Assert.Throws<ArgumentException>(() => ReputationColumn.Add(model, records, [Good(1)])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => ReputationColumn.Read(model, records, Start, new Proportion[1]));
    }

    [Fact]
    public void Models_unusableSettings_areNamed()
    {
        Assert.Contains("half-life is 0", Assert.Throws<ArgumentOutOfRangeException>(() => new BetaReputation { HalfLife = default }).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new HalfLifeReputation { BadToHalve = default });
        Assert.Throws<ArgumentOutOfRangeException>(() => new HalfLifeReputation { GoodToHalve = default });
        Assert.Throws<ArgumentOutOfRangeException>(() => new BetaReputation { Reads = ConductKinds.None });
        Assert.Throws<ArgumentOutOfRangeException>(() => new StreakReputation { LeastStreak = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new CredibilityReputation { FaultRate = Proportion.One });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ValueWeightedReputation { ValueAtStake = Ratio.FromParts(1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ObservationBetaReputation { Proven = default });
        BetaReputation weak = new() { PriorFor = Ratio.Zero, PriorAgainst = Ratio.FromParts(5) };
        Assert.Contains("less than 1", Assert.Throws<InvalidOperationException>(() => weak.Read(default)).Message, StringComparison.Ordinal);
        CredibilityReputation forgiving = new() { KeptNumerator = 1, KeptDenominator = 1 };
        Assert.Throws<InvalidOperationException>(() => forgiving.Add(forgiving.Newcomer(Start), Bad(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ValueWeightedReputation.ExposureLimit(default, Proportion.Zero));
    }

    [Fact]
    public void Add_conductBeforeTheRecord_saysBothEpochs()
    {
        ArgumentOutOfRangeException refusal = Assert.Throws<ArgumentOutOfRangeException>(
            () => new BetaReputation().Add(new BetaReputation().Newcomer(Epoch.Of(11)), Good(1)));
        Assert.Contains("Epoch 10 is before epoch 11", refusal.Message, StringComparison.Ordinal);
    }
}
