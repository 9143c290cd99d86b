using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>Every curve of the library keeps every law; and every law is broken by a curve that promises too much.</summary>
public sealed class SlashingCurveLawTests
{
    private static readonly ISlashingCurve[] Curves =
    [
        SlashingCurve.Constant(Proportion.Percent(30)),
        SlashingCurve.Constant(Proportion.Zero),
        SlashingCurve.Linear(Proportion.One),
        SlashingCurve.Power(Proportion.Percent(80), 3),
        SlashingCurve.Power(Proportion.One, 16),
        SlashingCurve.Stepped(new CurveStep(Proportion.Percent(5), Proportion.Percent(1)), new CurveStep(Proportion.Half, Proportion.Percent(20))),
        SlashingCurve.Stepped(new CurveStep(Proportion.Zero, Proportion.Percent(1))),
        SlashingCurve.Correlated(Ratio.Of(3)),
        SlashingCurve.Correlated(Ratio.Of(9), 2),
        SlashingCurve.Correlated(Ratio.MaxValue, 16),
        SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)),
        SlashingCurve.Linear(Proportion.One).WithTolerance(Proportion.One),
        SlashingCurve.Linear(Proportion.One).WithTolerance(Proportion.FromParts(Proportion.PartsPerOne - 1)),
        SlashingCurve.Constant(Proportion.Percent(5)).WithTolerance(Proportion.Percent(5)),
        SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.Percent(90)),
        SlashingCurve.Linear(Proportion.Percent(1)).EscalatingBy(3),
        SlashingCurve.Constant(Proportion.FromParts(1)).EscalatingBy(Ratio.FromParts(Proportion.PartsPerOne + 1)),
        SlashingCurve.Linear(Proportion.Half).AtLeast(Proportion.Percent(2)),
        SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Of(5)),
        SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Of(5_000)),
        SlashingCurve.Linear(Proportion.One).Scaled(Ratio.MaxValue),
        SlashingCurve.Linear(Proportion.Half).WithGrace(2),
        SlashingCurve.Constant(Proportion.Half).EscalatingBy(2).WithGrace(1),
        SlashingCurve.Linear(Proportion.Half).After(EpochSpan.Of(3)),
        SlashingCurve.Linear(Proportion.Half).Plus(SlashingCurve.Correlated(Ratio.One)),
        SlashingCurve.Maximum(SlashingCurve.Linear(Proportion.Half), SlashingCurve.Constant(Proportion.Percent(10))),
        SlashingCurve.Linear(Proportion.Percent(1)).EscalatingBy(2).WithGrace(1).After(EpochSpan.Of(2)).Plus(SlashingCurve.Correlated(Ratio.One)),
        SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.Percent(30)),
        SlashingCurve.Constant(Proportion.One).EscalatingBy(2),
        SlashingCurve.Stepped(new CurveStep(Proportion.Half, Proportion.One)).EscalatingBy(2),
        SlashingCurve.Stepped(new CurveStep(Proportion.Half, Proportion.Percent(30))).EscalatingBy(2).Capped(Proportion.Percent(20)),
        SlashingCurve.Stepped(new CurveStep(Proportion.Zero, Proportion.Percent(30)), new CurveStep(Proportion.Half, Proportion.Percent(40))).Capped(Proportion.Percent(20)),
        SlashingCurve.Linear(Proportion.Percent(20)).AtLeast(Proportion.Percent(20)),
        SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Zero).EscalatingBy(2).WithGrace(1).After(EpochSpan.Of(2)).WithTolerance(Proportion.Percent(5)),
        SlashingCurve.Linear(Proportion.Half).WithGrace(0).After(EpochSpan.Zero).EscalatingBy(1),
        SlashingCurve.Constant(Proportion.Percent(60)).Plus(SlashingCurve.Constant(Proportion.Percent(40))).Plus(SlashingCurve.Linear(Proportion.Half)),
        SlashingCurve.Maximum(SlashingCurve.Constant(Proportion.Half), SlashingCurve.Linear(Proportion.Half), SlashingCurve.Correlated(Ratio.One)),
        SlashingCurve.Constant(Proportion.Half).Plus(SlashingCurve.Linear(Proportion.Percent(10)).WithGrace(1)).Capped(Proportion.Half),
        SlashingCurve.Correlated(Ratio.Zero),
        SlashingCurve.Power(Proportion.Zero, 2),
        SlashingCurve.Stepped(),
        SlashingCurve.Maximum(),
        SlashingCurve.Sum(),
    ];

    public static TheoryData<int> CurveNumbers => [.. Enumerable.Range(0, Curves.Length)];

    [Theory]
    [MemberData(nameof(CurveNumbers))]
    public void Curve_everyLaw_holds(int number) => Assert.All(SlashingCurveLaws.For(Curves[number]), law => law.Check(cases: 150));

    [Theory]
    [InlineData("pure")]
    [InlineData("monotone-in-severity")]
    [InlineData("monotone-in-repetition")]
    [InlineData("monotone-in-correlation")]
    [InlineData("monotone-in-duration")]
    [InlineData("reads-are-inputs")]
    [InlineData("unread-never-matters")]
    [InlineData("read-matters")]
    [InlineData("zero-at-zero")]
    [InlineData("continuous")]
    public void Law_brokenByAMutant_isFound(string name)
    {
        int calls = 0;
        ISlashingCurve mutant = name switch
        {
            "pure" => new Promising(_ => Proportion.Percent((uint)(calls++ % 2))),
            "monotone-in-severity" => new Promising(context => context.Severity.Complement),
            "monotone-in-repetition" => new Promising(context => Proportion.Percent(40 - Math.Min(40, context.EarlierOffences))),
            "monotone-in-correlation" => new Promising(context => context.ShareAtFault > Proportion.Half ? Proportion.Zero : Proportion.One),
            "monotone-in-duration" => new Promising(context => context.Duration > EpochSpan.Of(5) ? Proportion.Zero : Proportion.One),
            "reads-are-inputs" => new Promising(context => context.Severity) { Reads = (SlashingInputs)17 },
            "unread-never-matters" => new Promising(context => context.Severity) { Reads = SlashingInputs.Duration },
            "read-matters" => new Promising(context => context.Severity) { Reads = SlashingInputs.Severity | SlashingInputs.Duration },
            "zero-at-zero" => new Promising(_ => Proportion.FromParts(1)),
            _ => new Promising(context => context.Severity >= Proportion.Percent(50) ? Proportion.Percent(1) : Proportion.Zero),
        };
        Assert.NotNull(SlashingCurveLaws.For(mutant).Single(law => law.Name == name).FindViolation());
    }

    [Fact]
    public void Promises_cliffs_areNotPromisedContinuous()
    {
        Assert.False(Promises(SlashingCurve.Constant(Proportion.Percent(5)).WithTolerance(Proportion.Percent(5)), SlashingCurvePromises.Continuous));
        Assert.False(Promises(SlashingCurve.Linear(Proportion.Half).AtLeast(Proportion.Percent(2)), SlashingCurvePromises.Continuous));
        Assert.False(Promises(SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Of(5_000)), SlashingCurvePromises.Continuous));
        Assert.True(Promises(SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5)), SlashingCurvePromises.Continuous));
    }

    [Fact]
    public void Promises_whatIsLevel_isContinuous()
    {
        Assert.True(Promises(SlashingCurve.Correlated(Ratio.One).AtLeast(Proportion.Half), SlashingCurvePromises.Continuous));
        Assert.True(Promises(SlashingCurve.Constant(Proportion.Half).EscalatingBy(2), SlashingCurvePromises.Continuous));
        Assert.True(Promises(SlashingCurve.Linear(Proportion.Half).AtLeast(Proportion.Zero), SlashingCurvePromises.Continuous));
        Assert.True(Promises(SlashingCurve.Linear(Proportion.Half).EscalatingBy(1), SlashingCurvePromises.Continuous));
        Assert.False(Promises(SlashingCurve.Linear(Proportion.Half).EscalatingBy(2), SlashingCurvePromises.Continuous));
        Assert.True(Promises(SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Of(2_000)), SlashingCurvePromises.Continuous));
        Assert.False(Promises(SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Of(2_001)), SlashingCurvePromises.Continuous));
        Assert.True(Promises(SlashingCurve.Linear(Proportion.Half).WithTolerance(Proportion.One), SlashingCurvePromises.Continuous));
        Assert.False(Promises(
            SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Of(1_600)).Plus(SlashingCurve.Linear(Proportion.Half).Scaled(Ratio.Of(1_600))),
            SlashingCurvePromises.Continuous));
    }

    /// <summary>A cliff is followed down to where it is, wherever that is, up or down, alone or on a slope: one look at each context is enough.</summary>
    [Theory]
    [InlineData("0.0123456789", 1, false)]
    [InlineData("0.37", 100, false)]
    [InlineData("0.3721", 1, false)]
    [InlineData("0.3721", 1, true)]
    [InlineData("0.777777777", 50, true)]
    [InlineData("0.9991", 2, true)]
    public void Continuous_cliffAnywhere_isFound(string where, uint percent, bool falls)
    {
        Proportion edge = Proportion.Parse(where), height = Proportion.Percent(percent);
        Promising alone = new(context => context.Severity >= edge != falls ? height : Proportion.Zero);
        Promising onASlope = new(context => (context.Severity >= edge ? height : Proportion.Zero).AddToOne(context.Severity.Multiply(Proportion.Percent(30), Rounding.Up)));
        foreach (Promising cliff in percent == 100 || falls ? (Promising[])[alone] : [alone, onASlope])
        {
            Assert.NotNull(SlashingCurveLaws.For(cliff).Single(law => law.Name == "continuous").FindViolation(cases: 1));
        }
    }

    private static bool Promises(ISlashingCurve curve, SlashingCurvePromises promise) => curve.Promises.HasFlag(promise);

    private sealed class Promising(Func<OffenceContext, Proportion> evaluate) : ISlashingCurve
    {
        public SlashingCurvePromises Promises =>
            SlashingCurvePromises.Monotone | SlashingCurvePromises.ZeroAtZeroSeverity | SlashingCurvePromises.Continuous;

        public SlashingInputs Reads { get; init; } = SlashingInputs.All;

        public Proportion Evaluate(in OffenceContext context) => evaluate(context);
    }
}
