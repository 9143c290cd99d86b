using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Simulations;
using CapaCloud.Mechanisms.Slashing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Tests;

/// <summary>Who leaves and who cheats less when a penalty rises.</summary>
public sealed class ParticipationTests
{
    private static readonly Proportion[] Severities = [.. new uint[] { 1, 2, 5, 10, 15, 20, 30, 40, 60, 80, 100 }.Select(Proportion.Percent)];

    private static Economics Economics { get; } = new()
    {
        CostPerJob = 100,
        PaymentPerJob = 150,
        JobsPerEpoch = 10,
        Participants = 40,
        DetectionDelay = 0,
        DetectionAccuracy = RationalInterval.Between(new Fraction(95, 100), Fraction.One),
        HonestFaultRate = 0,
        IdentityPrice = 0,
    };

    /// <summary>Costs from 90 to 139, fault rates from none to 2 %, and a tenth who can sell false results.</summary>
    private static PopulationGroup[] Population { get; } =
    [
        .. Enumerable.Range(0, 10).Select(number => new PopulationGroup($"careful {number}", 3, new Fraction(90 + (5 * number)), new Fraction(number, 500), Fraction.Zero, Fraction.Zero)),
        new PopulationGroup("old machines", 6, new Fraction(120), new Fraction(2, 100), Fraction.Zero, Fraction.Zero),
        new PopulationGroup("bribed", 4, new Fraction(110), new Fraction(1, 1_000), new Fraction(60), Fraction.Zero),
    ];

    private static MechanismPolicy Policy(Func<OffencePolicy, OffencePolicy>? change = null, ulong bond = 40_000) => Mechanism.Create(build => build
        .Name("population")
        .Stake(stake => stake.MinimumBond(bond).UnbondingPeriod(EpochSpan.Of(20)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(5)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half), change ?? (static offence => offence))).Policy;

    [Fact]
    public void Of_aRisingPenalty_firstDetersAndThenDrivesOut()
    {
        ParticipationCurve curve = ParticipationCurve.Of(Policy(), Economics, Population, Severities);
        Assert.All(curve.Points, point => Assert.True(point.IsSettled));
        Assert.All(curve.Points, point => Assert.Equal(40, point.Honest + point.Cheating + point.Gone));
        // Less cheating and fewer participants at each step.
        Assert.All(curve.Points.Zip(curve.Points.Skip(1)), pair => Assert.True(pair.Second.Cheating <= pair.First.Cheating && pair.Second.Gone >= pair.First.Gone, $"{pair.First} then {pair.Second}"));
        Assert.True(curve.Points[0].Cheating > 20);
        Assert.Equal(0, curve.Points[^1].Cheating);
        Assert.True(curve.Points[^1].Gone > 6);
        Assert.NotNull(curve.TurningPoint);
        Assert.True(curve.Best < curve.Points[^1].Severity, $"{curve.Best} of {curve.Points[^1].Severity}");
        Assert.True(curve.TurningPoint >= curve.Best, $"turns at {curve.TurningPoint}, best at {curve.Best}");
    }

    /// <summary>One group, by hand: 10 jobs at 150 less 5 % of nothing; a found cheat loses half of 10,000.</summary>
    [Theory]
    [InlineData(100, 20, GroupChoice.Cheating)]
    [InlineData(100, 30, GroupChoice.Honest)]
    [InlineData(149, 40, GroupChoice.Gone)]
    public void Of_oneGroup_isTheChoiceOfTheFormula(int cost, uint percent, GroupChoice expected)
    {
        // found = 1 - (1 - 0.05 * 0.95)^10 = 0.3853...; honest 1,500 - 10 * cost - P * loss with a fault rate of 1 %: P = 1 - (1 - 0.0005)^10 = 0.00499
        PopulationGroup group = new("one", 5, new Fraction(cost), new Fraction(1, 100), Fraction.Zero, new Fraction(30));
        ParticipationPoint point = ParticipationCurve.Of(Policy(bond: 10_000), Economics, [group], [Proportion.Percent(percent)]).Points[0];
        double loss = 10_000 * percent / 100.0, cheat = 1 - Math.Pow(1 - 0.0475, 10), fault = 1 - Math.Pow(1 - 0.0005, 10);
        (double Value, GroupChoice Choice)[] values = [(1_500 - (10 * cost) - (fault * loss), GroupChoice.Honest), (30, GroupChoice.Gone), (1_500 - (cheat * loss), GroupChoice.Cheating)];
        Assert.Equal(values.MaxBy(static item => item.Value).Choice, point.Choices[0]);
        Assert.Equal(expected, point.Choices[0]);
    }

    /// <summary>Appeals, jail and a forfeited reward are settled by the mechanism, and make a fault dearer.</summary>
    [Fact]
    public void Of_appealsJailAndForfeits_costMore()
    {
        ParticipationCurve plain = ParticipationCurve.Of(Policy(), Economics, Population, Severities);
        ParticipationCurve appealed = ParticipationCurve.Of(Policy(static offence => offence with { AppealWindow = EpochSpan.Of(2) }), Economics, Population, Severities);
        ParticipationCurve harsh = ParticipationCurve.Of(Policy(static offence => offence with { ForfeitsReward = true, Jail = EpochSpan.Of(5) }), Economics, Population, Severities);
        Assert.Equal(plain, appealed);
        Assert.True(harsh.Points.Sum(static point => point.Cheating) < plain.Points.Sum(static point => point.Cheating));
        Assert.True(harsh.Points.Sum(static point => point.Gone) >= plain.Points.Sum(static point => point.Gone));
    }

    [Fact]
    public void Of_badInput_saysWhatIsExpected()
    {
        Assert.Contains("severities that rise", Assert.Throws<ArgumentException>(() => ParticipationCurve.Of(Policy(), Economics, Population, [Proportion.Zero])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one group", Assert.Throws<ArgumentException>(() => ParticipationCurve.Of(Policy(), Economics, [], Severities)).Message, StringComparison.Ordinal);
        Assert.Contains("no penalty that could rise", Assert.Throws<ArgumentException>(() => ParticipationCurve.Of(Policy() with { Offences = [], Penalty = new PenaltyPolicy() }, Economics, Population, Severities)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new PopulationGroup("none", 0, Fraction.One, Fraction.Zero, Fraction.Zero, Fraction.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PopulationGroup("often", 1, Fraction.One, new Fraction(2), Fraction.Zero, Fraction.Zero));
    }
}
