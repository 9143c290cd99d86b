using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Adaptation;

/// <summary>Every controller of the library with something to steer.</summary>
internal static class ControllerTrials
{
    public const ulong Target = 1_000_000;

    public static readonly UInt128 Equilibrium = 1_000_000_000;

    public static ControlLimits Limits { get; } = new(1_000_000, 1_000_000_000_000, Ratio.FromParts(Proportion.PartsPerOne / 4));

    public static IReadOnlyDictionary<string, ControllerTrial> All { get; } = new Dictionary<string, ControllerTrial>(StringComparer.Ordinal)
    {
        ["exponential step"] = Loop(new ExponentialStepController(Target, 8, Limits, Proportion.Percent(1)), 300, 0, deadband: 1),
        ["exponential step that falls"] = Loop(new ExponentialStepController(Target, 8, Limits, default, ControlDirection.Falls), 300, 0, falls: true),
        ["additive increase"] = Loop(new AdditiveIncreaseController(Target, 2 * Target, 8, Rate, Limits, Proportion.Percent(1)), 500, 0, deadband: 1),
        ["exponential excess"] = Loop(new ExponentialExcessController(new ExponentialPrice(Amount.Of(1_000_000), 8 * Target), Target, 2 * Target, Limits), 300, 0),
        ["exponential excess with a reserve"] =
            Loop(new ExponentialExcessController(new ExponentialPrice(Amount.Of(1_000_000), 8 * Target), Target, 2 * Target, Limits, Amount.Of(2_000_000), Proportion.Percent(1)), 300, 0, deadband: 1),
        ["proportional-integral"] = Loop(new ProportionalIntegralController(Target, Equilibrium, Part(20), Part(10), Proportion.One, Narrow, Proportion.Percent(1)), 600, 60, deadband: 1),
        ["proportional-integral with leak and barrier"] =
            Loop(new ProportionalIntegralController(Target, Equilibrium, Part(20), Part(10), Proportion.Percent(90), Narrow, default, Proportion.Percent(1)), 300, 120),
        ["proportional-integral that falls"] =
            Loop(new ProportionalIntegralController(Target, Equilibrium, Part(20), Part(10), Proportion.One, Narrow, default, default, ControlDirection.Falls), 600, 60, falls: true),
        ["proportional-derivative"] = new ControllerTrial(
            new ProportionalDerivativeController(Proportion.PartsPerOne / 2, Equilibrium, Part(30), Part(30), Narrow), Equilibrium, Proportion.PartsPerOne, Participation, 300, Proportion.Percent(3), 1),
        ["alpha-beta"] = new ControllerTrial(new AlphaBetaController(Proportion.Percent(20), Proportion.Percent(1), Limits), Equilibrium, ulong.MaxValue, null, 1, Proportion.Zero, 60),
        ["alpha-beta with a deadband"] = new ControllerTrial(
            new AlphaBetaController(Proportion.Percent(20), Proportion.Percent(1), Limits, Proportion.Percent(2)), Equilibrium, ulong.MaxValue, null, 1, Proportion.Zero, 60)
        { Deadband = Proportion.Percent(1) },
        ["anchored retarget"] = Loop(new AnchoredRetargetController(Target, 8 * Target, Limits, Proportion.Percent(1)), 400, 0, deadband: 1),
        ["anchored retarget that falls"] = Loop(new AnchoredRetargetController(Target, 8 * Target, Limits, default, ControlDirection.Falls), 400, 0, falls: true),
        ["weighted window"] = Loop(new WeightedWindowController(Target, 20, 6, Limits, Proportion.Percent(1)), 400, 25, deadband: 1, falls: true),
        ["weighted window that rises"] = Loop(new WeightedWindowController(Target, 20, 6, Limits, default, ControlDirection.Rises), 400, 25),
        ["capacity"] = new ControllerTrial(
            new CapacityController(new CapacityRule(1_000_000, 33_554_432, 32_768, 10, 2, 87, Amount.One), Limits), Equilibrium, ulong.MaxValue, null, 1, Proportion.Zero, 0),
        ["bonded goal"] = new ControllerTrial(
            new BondedGoalController(new BondedGoalRate(Part(7), Part(20), Proportion.Percent(67), Part(13), EpochSpan.Of(10)), EpochSpan.One, Rates, Proportion.Percent(1)),
            Part(13).Parts, Proportion.PartsPerOne, Bonding, 400, Proportion.Percent(3), 0)
        { Deadband = Proportion.Percent(1), Falls = true },
        ["target issuance"] = new ControllerTrial(
            new TargetIssuanceController(
                new InverseSquareCurve(Ratio.FromParts(Proportion.PartsPerOne / 1_600), Ratio.FromParts(Proportion.PartsPerOne / 400), Part(10)),
                new DeadbandBonus(Proportion.Half, Proportion.Percent(2), Ratio.FromParts(Proportion.PartsPerOne / 100), Part(5)),
                new RampedBound(Ratio.FromParts(Proportion.PartsPerOne / 100), Ratio.FromParts(Proportion.PartsPerOne / 400), EpochSpan.Of(5), EpochSpan.Of(5)),
                RampedBound.Constant(Part(10)),
                new FallingParabolaCurve(Part(1), Part(10), Proportion.Percent(8), Proportion.Half),
                EpochSpan.One,
                new ControlLimits(Proportion.PartsPerOne / 1_000, Proportion.PartsPerOne / 5, Ratio.One, Proportion.PartsPerOne / 200)),
            Proportion.PartsPerOne / 400, Proportion.PartsPerOne, null, 1, Proportion.Zero, 40)
        { Falls = true },
    };

    private static AdditiveRate Rate => new(
        Proportion.Percent(1), Proportion.Percent(50), Proportion.FromParts(Proportion.PartsPerOne / 8), Proportion.FromParts(Proportion.PartsPerOne / 40), Proportion.Percent(95), Proportion.Percent(25));

    private static ControlLimits Narrow => new(100_000_000, 10_000_000_000, Ratio.FromParts(Proportion.PartsPerOne / 4));

    private static ControlLimits Rates => new(Part(7).Parts, Part(20).Parts, Ratio.One, Proportion.PartsPerOne / 50);

    public static Ratio Part(uint percent) => Ratio.FromQuotient(percent, 100, Rounding.Down);

    /// <summary>Demand that falls as fast as the price rises, or the other way round: twice the price, half of the demand.</summary>
    private static ControllerTrial Loop(IController controller, int recovery, int coasting, uint deadband = 0, bool falls = false) => new(
        controller,
        Equilibrium,
        2 * Target,
        value => falls ? (ulong)UInt128.Min(2 * Target, value * Target / Equilibrium) : (ulong)UInt128.Min(2 * Target, Equilibrium * Target / value),
        recovery,
        Proportion.Percent(3),
        coasting)
    { Deadband = Proportion.Percent(deadband), Falls = falls };

    /// <summary>More is bonded when more is paid.</summary>
    private static ulong Participation(UInt128 value) => (ulong)UInt128.Min(Proportion.PartsPerOne, value * (Proportion.PartsPerOne / 2) / Equilibrium);

    private static ulong Bonding(UInt128 rate) => (ulong)UInt128.Min(Proportion.PartsPerOne, MultiplyDivide.Down(rate, Proportion.Percent(67).Parts, Part(13).Parts));
}
