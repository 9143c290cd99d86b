using CapaCloud.Mechanisms.Slashing;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Tests.Slashing;

/// <summary>What a curve costs to look at: one question to each curve in it, however they are nested; and no curve is too large for that.</summary>
public sealed class CurveSizeTests
{
    [Fact]
    public void Promises_sixteenPairsOfToleranceAndScale_askTheInnermostOnce()
    {
        Counted innermost = new();
        ISlashingCurve curve = innermost;
        for (int pair = 0; pair < 16; pair++)
        {
            curve = curve.WithTolerance(Proportion.Percent(1)).Scaled(Ratio.One);
        }

        _ = curve.Promises;
        _ = curve.Reads;
        Assert.Equal((1, 1), (innermost.PromisesAsked, innermost.ReadsAsked));
    }

    /// <summary>However curves are nested, each question reaches each of them once.</summary>
    [Property(MaxTest = 200)]
    public bool Promises_anyNesting_askEachCurveOnce(byte[] operations)
    {
        Counted innermost = new();
        ISlashingCurve curve = innermost;
        int places = 1;
        foreach (byte operation in operations.Take(12))
        {
            bool doubles = operation % 10 >= 8 && places <= 4;
            curve = Wrapped(curve, doubles ? operation % 10 : operation % 8);
            places *= doubles ? 2 : 1;
        }

        _ = curve.Promises;
        _ = curve.Reads;
        int evaluatedBefore = innermost.Evaluated;
        _ = curve.Evaluate(new OffenceContext { Severity = Proportion.One, EarlierOffences = 9, Duration = EpochSpan.Of(9) });
        return innermost.PromisesAsked == places && innermost.ReadsAsked == places && innermost.Evaluated - evaluatedBefore <= places;
    }

    [Fact]
    public void Nesting_32Levels_isTheMost()
    {
        ISlashingCurve curve = SlashingCurve.Constant(Proportion.One);
        for (int level = 0; level < 32; level++)
        {
            curve = curve.Capped(Proportion.Half);
        }

        Assert.Contains("33 nested levels", Assert.Throws<ArgumentException>(() => curve.Capped(Proportion.Half)).Message, StringComparison.Ordinal);
        Assert.Contains("34 nested levels", Assert.Throws<ArgumentException>(() => SlashingCurve.Sum(curve)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nesting_curvesOfThemselves_stopAt256()
    {
        ISlashingCurve curve = SlashingCurve.Constant(Proportion.One);
        Assert.Contains("expected at most 256", Assert.Throws<ArgumentException>(() =>
        {
            for (int level = 0; level < 16; level++)
            {
                curve = curve.Plus(curve);
            }
        }).Message, StringComparison.Ordinal);
        ISlashingCurve[] many = [.. Enumerable.Repeat(SlashingCurve.Constant(Proportion.Percent(1)), 255)];
        Assert.Equal(Proportion.One, SlashingCurve.Sum(many).Evaluate(default));
        Assert.Throws<ArgumentException>(() => SlashingCurve.Sum([.. many, many[0]]));
        Assert.Throws<ArgumentException>(() => SlashingCurve.Maximum([.. many, many[0]]));
    }

    [Fact]
    public void Nesting_nothing_isRefusedOrEmpty()
    {
        Assert.Throws<ArgumentNullException>(() => SlashingCurve.Capped(null!, Proportion.Half));
        Assert.Contains("is null", Assert.Throws<ArgumentException>(() => SlashingCurve.Sum([null!])).Message, StringComparison.Ordinal);
        SumCurve sum = new() { Curves = default };
        Assert.Equal((Proportion.Zero, SlashingCurve.Sum()), (sum.Evaluate(default), sum));
        MaximumCurve maximum = new() { Curves = default };
        Assert.Equal((Proportion.Zero, SlashingCurve.Maximum()), (maximum.Evaluate(default), maximum));
    }

    private static ISlashingCurve Wrapped(ISlashingCurve curve, int operation) => operation switch
    {
        0 => curve.Capped(Proportion.Percent(90)),
        1 => curve.AtLeast(Proportion.Percent(1)),
        2 => curve.Scaled(Ratio.Of(2)),
        3 => curve.WithTolerance(Proportion.Percent(1)),
        4 => curve.WithGrace(1),
        5 => curve.After(EpochSpan.Of(1)),
        6 => curve.EscalatingBy(2),
        7 => SlashingCurve.Sum(curve),
        8 => curve.Plus(curve),
        _ => SlashingCurve.Maximum(curve, curve),
    };

    private sealed class Counted : ISlashingCurve
    {
        public int PromisesAsked { get; private set; }

        public int ReadsAsked { get; private set; }

        public int Evaluated { get; private set; }

        public SlashingCurvePromises Promises
        {
            get
            {
                PromisesAsked++;
                return SlashingCurvePromises.Monotone;
            }
        }

        public SlashingInputs Reads
        {
            get
            {
                ReadsAsked++;
                return SlashingInputs.Severity;
            }
        }

        public Proportion Evaluate(in OffenceContext context)
        {
            Evaluated++;
            return context.Severity;
        }
    }
}
