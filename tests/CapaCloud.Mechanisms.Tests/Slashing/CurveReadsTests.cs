using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>What each curve says it reads: exactly what moves it, so that a policy can refuse a curve that nothing feeds.</summary>
public sealed class CurveReadsTests
{
    private static readonly Proportion Third = Proportion.Percent(30);

    [Fact]
    public void Reads_plainCurves_areTheirInput()
    {
        Assert.Equal(SlashingInputs.None, SlashingCurve.Constant(Third).Reads);
        Assert.Equal(SlashingInputs.Severity, SlashingCurve.Linear(Third).Reads);
        Assert.Equal(SlashingInputs.Severity, SlashingCurve.Power(Third, 3).Reads);
        Assert.Equal(SlashingInputs.Severity, SlashingCurve.Stepped(new CurveStep(Proportion.Half, Third)).Reads);
        Assert.Equal(SlashingInputs.ShareAtFault, SlashingCurve.Correlated(Ratio.One).Reads);
    }

    [Fact]
    public void Reads_curvesOfCurves_areTheirPartsAndTheirOwn()
    {
        Assert.Equal(SlashingInputs.EarlierOffences, SlashingCurve.Constant(Third).EscalatingBy(2).Reads);
        Assert.Equal(SlashingInputs.EarlierOffences, SlashingCurve.Constant(Third).WithGrace(1).Reads);
        Assert.Equal(SlashingInputs.Duration, SlashingCurve.Constant(Third).After(EpochSpan.Of(2)).Reads);
        Assert.Equal(SlashingInputs.Severity, SlashingCurve.Constant(Third).WithTolerance(Proportion.Half).Reads);
        Assert.Equal(
            SlashingInputs.All,
            SlashingCurve.Linear(Third).EscalatingBy(2).After(EpochSpan.Of(2)).Plus(SlashingCurve.Correlated(Ratio.One)).Capped(Proportion.Half).Reads);
    }

    /// <summary>A curve that is cut off before it can move reads nothing: a rule that would be silently off.</summary>
    [Fact]
    public void Reads_whatIsCutOff_isNotRead()
    {
        Assert.Equal(SlashingInputs.None, SlashingCurve.Constant(Third).EscalatingBy(2).Capped(Third).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Constant(Proportion.One).EscalatingBy(2).Reads);
        Assert.Equal(SlashingInputs.EarlierOffences, SlashingCurve.Constant(Third).EscalatingBy(2).Capped(Proportion.Percent(31)).Reads);
        Assert.Equal(SlashingInputs.Severity, SlashingCurve.Stepped(new CurveStep(Proportion.Half, Proportion.One)).EscalatingBy(2).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Linear(Third).Scaled(Ratio.Zero).EscalatingBy(2).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Constant(Third).WithTolerance(Proportion.One).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Constant(Third).EscalatingBy(1).WithGrace(0).After(EpochSpan.Zero).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Maximum(SlashingCurve.Constant(Third), SlashingCurve.Linear(Third)).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Constant(Proportion.One).Plus(SlashingCurve.Linear(Third)).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Sum().Reads | SlashingCurve.Maximum().Reads | SlashingCurve.Stepped().Reads);
    }

    [Fact]
    public void After_sixEpochsOfAbsenceTwoFree_costs_0_0_100_90_81_73()
    {
        ISlashingCurve curve = SlashingCurve.Constant(Proportion.Percent(10)).After(EpochSpan.Of(2));
        Amount stake = Amount.Of(1_000);
        List<string> costs = [];
        for (ulong epoch = 1; epoch <= 6; epoch++)
        {
            Amount cost = stake.Multiply(curve.Evaluate(new OffenceContext { Duration = EpochSpan.Of(epoch) }), Rounding.Up);
            costs.Add(cost.ToString());
            stake -= cost;
        }

        Assert.Equal(["0", "0", "100", "90", "81", "73"], costs);
    }

    [Fact]
    public void WithGrace_fourOffences_costs_0_300_210_147()
    {
        ISlashingCurve curve = SlashingCurve.Constant(Third).WithGrace(1);
        Amount stake = Amount.Of(1_000);
        List<string> costs = [];
        for (uint earlier = 0; earlier < 4; earlier++)
        {
            Amount cost = stake.Multiply(curve.Evaluate(new OffenceContext { EarlierOffences = earlier }), Rounding.Up);
            costs.Add(cost.ToString());
            stake -= cost;
        }

        Assert.Equal(["0", "300", "210", "147"], costs);
    }
}
