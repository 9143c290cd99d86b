using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

/// <summary>Controllers whose limits change.</summary>
public sealed class LimitChangeTests
{
    private const ulong Target = 1_000_000, Rest = 1_000_000_000;

    private static AdditiveRate Learned { get; } = new(
        Proportion.Percent(1), Proportion.Percent(50), Proportion.FromParts(Proportion.PartsPerOne / 8), Proportion.FromParts(Proportion.PartsPerOne / 40), Proportion.Percent(95), Proportion.Percent(25));

    [Theory]
    [InlineData("excess", 2)]
    [InlineData("anchored", 2)]
    [InlineData("window", 20)]
    [InlineData("integral", 3)]
    [InlineData("step", 2)]
    [InlineData("additive", 8)]
    [InlineData("alpha-beta", 3)]
    [InlineData("capacity", 2)]
    [InlineData("derivative", 2)]
    public void Laws_ofChangedLimits_hold(string rule, int slack) =>
        Assert.All(LimitChangeLaws.For(limits => Make(rule, limits), slack, rest: rule == "integral" ? Rest : 0), law => law.Check(cases: 200));

    /// <summary>The value is brought inside, and what is remembered is not.</summary>
    [Theory]
    [InlineData("excess", 2)]
    [InlineData("anchored", 2)]
    [InlineData("capacity", 2)]
    public void Laws_whereOnlyTheValueIsBroughtInside_areBroken(string rule, int slack)
    {
        static ControllerState Mutant(IController controller, ControllerState state) => state with { Value = controller.Limits.Inside(state.Value) };
        Assert.NotNull(LimitChangeLaws.For(limits => Make(rule, limits), slack, confine: Mutant).Single(static law => law.Name == "no-wind-up").FindViolation(cases: 1_000));
    }

    /// <summary>From a price of 10^12 under a new ceiling of 2 * 10^9, with half of the target's demand.</summary>
    [Theory]
    [InlineData("excess")]
    [InlineData("anchored")]
    [InlineData("window")]
    public void Confine_farBelow_leavesTheCeilingAtOnce(string rule)
    {
        Ratio quarter = Ratio.FromQuotient(1, 4, Rounding.Down);
        IController wide = Make(rule, new ControlLimits(1_000_000, 1_000_000_000_000, quarter)), narrow = Make(rule, new ControlLimits(1_000_000, 2_000_000_000, quarter));
        ControllerState state = narrow.Confine(wide.Start(1_000_000_000_000));
        int epochs = 0;
        while (state.Value > 1_900_000_000 && epochs < 300)
        {
            state = narrow.Next(state, Target / 2);
            epochs++;
        }

        Assert.InRange(epochs, 1, 2);
    }

    private static IController Make(string rule, ControlLimits limits) => rule switch
    {
        "excess" => new ExponentialExcessController(new ExponentialPrice(Amount.Of(1_000_000), 8 * Target), Target, 2 * Target, limits),
        "anchored" => new AnchoredRetargetController(Target, 8 * Target, limits),
        "window" => new WeightedWindowController(Target, 20, 6, limits, default, ControlDirection.Rises),
        "additive" => new AdditiveIncreaseController(Target, 2 * Target, 8, Learned, limits),
        "alpha-beta" => new AlphaBetaController(Proportion.Percent(20), Proportion.Percent(1), limits),
        "capacity" => new CapacityController(new CapacityRule(1_000_000, 33_554_432, 32_768, 10, 2, 87, Amount.One), limits),
        "derivative" => new ProportionalDerivativeController(Target, Rest, Ratio.FromQuotient(3, 10, Rounding.Down), Ratio.FromQuotient(3, 10, Rounding.Down), limits),
        "integral" => new ProportionalIntegralController(Target, Rest, Ratio.FromQuotient(1, 5, Rounding.Down), Ratio.FromQuotient(1, 10, Rounding.Down), Proportion.One, limits),
        _ => new ExponentialStepController(Target, 8, limits),
    };
}
