using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

public sealed class SlashingCurveTests
{
    private static OffenceContext At(uint percent) => new() { Severity = Proportion.Percent(percent) };

    [Theory]
    [InlineData(0, "0.1")]
    [InlineData(1, "0.2")]
    [InlineData(2, "0.4")]
    [InlineData(3, "0.8")]
    [InlineData(4, "1")]
    [InlineData(uint.MaxValue, "1")]
    public void EscalatingBy_repetitions_double(uint earlier, string expected) => Assert.Equal(
        Proportion.Parse(expected),
        SlashingCurve.Constant(Proportion.Percent(10)).EscalatingBy(2).Evaluate(new OffenceContext { EarlierOffences = earlier }));

    [Theory]
    [InlineData(5, "0")]
    [InlineData(10, "0")]
    [InlineData(55, "0.01")]
    [InlineData(100, "0.02")]
    public void WithTolerance_beyondIt_growsFromZeroToTheWhole(uint percent, string expected) => Assert.Equal(
        Proportion.Parse(expected), SlashingCurve.Linear(Proportion.Percent(2)).WithTolerance(Proportion.Percent(10)).Evaluate(At(percent)));

    [Fact]
    public void AtLeast_forgivenSeverity_staysForgiven()
    {
        ISlashingCurve curve = SlashingCurve.Linear(Proportion.Percent(10)).WithTolerance(Proportion.Percent(5)).AtLeast(Proportion.Percent(3));
        Assert.Equal(Proportion.Zero, curve.Evaluate(At(5)));
        Assert.Equal(Proportion.Percent(3), curve.Evaluate(At(6)));
        Assert.Equal(Proportion.Percent(10), curve.Evaluate(At(100)));
    }

    [Fact]
    public void WithGrace_firstOffences_costNothingAndTheNextIsTheFirst()
    {
        ISlashingCurve curve = SlashingCurve.Constant(Proportion.Percent(10)).EscalatingBy(2).WithGrace(2);
        Assert.Equal(Proportion.Zero, curve.Evaluate(new OffenceContext { EarlierOffences = 1 }));
        Assert.Equal(Proportion.Percent(10), curve.Evaluate(new OffenceContext { EarlierOffences = 2 }));
        Assert.Equal(Proportion.Percent(20), curve.Evaluate(new OffenceContext { EarlierOffences = 3 }));
    }

    [Fact]
    public void After_patience_costsFromThen()
    {
        ISlashingCurve curve = SlashingCurve.Constant(Proportion.Percent(1)).After(EpochSpan.Of(3));
        Assert.Equal(Proportion.Zero, curve.Evaluate(new OffenceContext { Duration = EpochSpan.Of(3) }));
        Assert.Equal(Proportion.Percent(1), curve.Evaluate(new OffenceContext { Duration = EpochSpan.Of(4) }));
        Assert.Equal(Proportion.Percent(1), SlashingCurve.Constant(Proportion.Percent(1)).After(EpochSpan.Zero).Evaluate(default));
    }

    [Fact]
    public void Correlated_squareByNine_isTheCubicRule() => Assert.Equal(
        Proportion.Percent(36),
        SlashingCurve.Correlated(Ratio.Of(9), 2).Evaluate(new OffenceContext { ShareAtFault = Proportion.Percent(20) }));

    [Fact]
    public void Equality_sameParts_areEqual()
    {
        Assert.Equal(
            SlashingCurve.Linear(Proportion.Half).Plus(SlashingCurve.Constant(Proportion.Percent(1))).Capped(Proportion.Half),
            SlashingCurve.Linear(Proportion.Half).Plus(SlashingCurve.Constant(Proportion.Percent(1))).Capped(Proportion.Half));
        Assert.NotEqual(SlashingCurve.Maximum(SlashingCurve.Linear(Proportion.Half)), SlashingCurve.Maximum(SlashingCurve.Linear(Proportion.One)));
    }

    [Fact]
    public void Construction_badParameters_sayWhatIsExpected()
    {
        Assert.Contains("from 1 to 16", Assert.Throws<ArgumentOutOfRangeException>(() => SlashingCurve.Power(Proportion.One, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("at least 1", Assert.Throws<ArgumentOutOfRangeException>(() => SlashingCurve.Constant(Proportion.One).EscalatingBy(0)).Message, StringComparison.Ordinal);
        Assert.Contains("from 1 to 16", Assert.Throws<ArgumentOutOfRangeException>(() => SlashingCurve.Correlated(Ratio.One, 17)).Message, StringComparison.Ordinal);
        Assert.Contains("Step 1 begins", Assert.Throws<ArgumentException>(() => SlashingCurve.Stepped(
            new CurveStep(Proportion.Half, Proportion.Half), new CurveStep(Proportion.Percent(10), Proportion.One))).Message, StringComparison.Ordinal);
    }
}
