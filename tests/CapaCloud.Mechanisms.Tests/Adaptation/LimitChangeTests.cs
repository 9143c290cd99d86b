using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

/// <summary>Controllers whose limits change.</summary>
public sealed class LimitChangeTests
{
    private const ulong Target = 1_000_000;

    [Theory]
    [InlineData("excess", 2)]
    [InlineData("anchored", 2)]
    [InlineData("window", 20)]
    [InlineData("integral", 3)]
    [InlineData("step", 2)]
    public void Laws_ofChangedLimits_hold(string rule, int slack) => Assert.All(LimitChangeLaws.For(limits => Make(rule, limits), slack), law => law.Check(cases: 200));

    /// <summary>The value is brought inside, and what is remembered is not.</summary>
    [Theory]
    [InlineData("excess", 2)]
    [InlineData("anchored", 2)]
    public void Laws_whereOnlyTheValueIsBroughtInside_areBroken(string rule, int slack)
    {
        static ControllerState Mutant(IController controller, ControllerState state) => state with { Value = controller.Limits.Inside(state.Value) };
        Assert.NotNull(LimitChangeLaws.For(limits => Make(rule, limits), slack, Mutant).Single(static law => law.Name == "no-wind-up").FindViolation(cases: 1_000));
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
        "integral" => new ProportionalIntegralController(Target, limits.Inside(1_000_000_000), Ratio.FromQuotient(1, 5, Rounding.Down), Ratio.FromQuotient(1, 10, Rounding.Down), Proportion.One, limits),
        _ => new ExponentialStepController(Target, 8, limits),
    };
}
