using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>What a curve of curves reads and promises, where one of its parts can be nothing or hides another.</summary>
public sealed class CurvePartsTests
{
    private static readonly Proportion Third = Proportion.Percent(30);

    /// <summary>A part that can be nothing is no sure thing: it hides no other, however dear it is where it is something.</summary>
    [Fact]
    public void Maximum_partThatCanBeNothing_hidesNoOther()
    {
        ISlashingCurve jump = SlashingCurve.Stepped(new CurveStep(Proportion.Half, Third));
        ISlashingCurve share = SlashingCurve.Correlated(Ratio.FromParts(200_000_000_000_000_000));
        ISlashingCurve slip = SlashingCurve.Linear(Proportion.FromParts(1));

        Assert.Equal(SlashingInputs.Severity | SlashingInputs.ShareAtFault, SlashingCurve.Maximum(jump, share).Reads);
        Assert.Equal(SlashingInputs.Severity | SlashingInputs.ShareAtFault, SlashingCurve.Maximum(SlashingCurve.Correlated(Ratio.Of(2)), slip).Reads);
    }

    /// <summary>Capped at what it costs at least, a curve has one value beside nothing: only what forgives it is read.</summary>
    [Fact]
    public void Maximum_cappedAtItsLeast_readsWhatForgivesIt()
    {
        ISlashingCurve forgiving = SlashingCurve.Stepped(new CurveStep(Proportion.Zero, Third), new CurveStep(Proportion.Half, Proportion.One)).WithGrace(1);

        Assert.Equal(SlashingInputs.Severity | SlashingInputs.EarlierOffences, SlashingCurve.Maximum(forgiving, forgiving).Reads);
        Assert.Equal(SlashingInputs.EarlierOffences, SlashingCurve.Maximum(forgiving, forgiving).Capped(Third).Reads);
        Assert.Equal(SlashingInputs.EarlierOffences, SlashingCurve.Maximum(forgiving, SlashingCurve.Constant(Proportion.Zero)).Capped(Third).Reads);
    }

    [Fact]
    public void Sum_cappedAtItsLeast_readsWhatForgivesAllOfIt()
    {
        ISlashingCurve once = SlashingCurve.Constant(Third).WithGrace(1), slight = SlashingCurve.Constant(Third).WithTolerance(Proportion.Percent(10));

        Assert.Equal(SlashingInputs.EarlierOffences | SlashingInputs.Severity, SlashingCurve.Sum(once, slight).Capped(Third).Reads);
        Assert.Equal(SlashingInputs.None, SlashingCurve.Sum(once, SlashingCurve.Constant(Third)).Capped(Third).Reads);
    }

    [Fact]
    public void Promises_ofPartsTogether_areWhatAllOfThemPromise()
    {
        ISlashingCurve slope = SlashingCurve.Linear(Proportion.Percent(10)), cliff = SlashingCurve.Stepped(new CurveStep(Proportion.Half, Third));

        Assert.True(Promises(SlashingCurve.Maximum(slope, slope)).HasFlag(SlashingCurvePromises.ZeroAtZeroSeverity | SlashingCurvePromises.Continuous | SlashingCurvePromises.Monotone));
        Assert.True(Promises(SlashingCurve.Sum(slope, slope)).HasFlag(SlashingCurvePromises.ZeroAtZeroSeverity | SlashingCurvePromises.Continuous | SlashingCurvePromises.Monotone));
        Assert.False(Promises(SlashingCurve.Sum(slope, cliff)).HasFlag(SlashingCurvePromises.Continuous));
        Assert.False(Promises(SlashingCurve.Maximum(slope, SlashingCurve.Constant(Third))).HasFlag(SlashingCurvePromises.ZeroAtZeroSeverity));
    }

    /// <summary>A cliff times nothing is flat.</summary>
    [Fact]
    public void Promises_ofNothing_areContinuous()
    {
        SteppedCurve cliff = SlashingCurve.Stepped(new CurveStep(Proportion.Half, Third));

        Assert.False(cliff.Promises.HasFlag(SlashingCurvePromises.Continuous));
        Assert.True(cliff.Scaled(Ratio.Zero).Promises.HasFlag(SlashingCurvePromises.Continuous));
    }

    /// <summary>What a curve of somebody else's promises is passed on, its steepness as the steepest that counts as continuous.</summary>
    [Theory]
    [InlineData(SlashingCurvePromises.Monotone | SlashingCurvePromises.ZeroAtZeroSeverity)]
    [InlineData(SlashingCurvePromises.Monotone | SlashingCurvePromises.ZeroAtZeroSeverity | SlashingCurvePromises.Continuous)]
    [InlineData(SlashingCurvePromises.MonotoneInSeverity)]
    [InlineData(SlashingCurvePromises.None)]
    public void Promises_ofAnothersCurve_passThroughACap(SlashingCurvePromises promises) =>
        Assert.Equal(promises, new CappedCurve { Inner = new Foreign(promises), Cap = Third }.Promises);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(16, true)]
    [InlineData(17, false)]
    public void Exponent_isFromOneToSixteen(int exponent, bool isAccepted)
    {
        foreach (Func<ISlashingCurve> make in new Func<ISlashingCurve>[] { () => SlashingCurve.Power(Third, exponent), () => SlashingCurve.Correlated(Ratio.One, exponent) })
        {
            if (isAccepted)
            {
                Assert.NotNull(make());
            }
            else
            {
                Assert.Contains("from 1 to 16", Assert.Throws<ArgumentOutOfRangeException>(make).Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Steps_ofTheSameSeverity_areRefused()
    {
        Assert.Throws<ArgumentException>(() => SlashingCurve.Stepped(new CurveStep(Proportion.Half, Third), new CurveStep(Proportion.Half, Proportion.One)));
        Assert.Throws<ArgumentException>(() => SlashingCurve.Stepped(new CurveStep(Proportion.Zero, Third), new CurveStep(Proportion.Half, Proportion.Percent(29))));
        Assert.Equal(SlashingCurve.Stepped(), new SteppedCurve { Steps = default });
    }

    private static SlashingCurvePromises Promises(ISlashingCurve curve) => curve.Promises;

    private sealed class Foreign(SlashingCurvePromises promises) : ISlashingCurve
    {
        public SlashingCurvePromises Promises => promises;

        public SlashingInputs Reads => SlashingInputs.Severity;

        public Proportion Evaluate(in OffenceContext context) => context.Severity;
    }
}
