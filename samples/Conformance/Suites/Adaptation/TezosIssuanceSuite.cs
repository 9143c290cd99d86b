using System.Numerics;
using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Tezos's adaptive issuance: exact rationals there, 18 digits rounded down here.</summary>
internal sealed class TezosIssuanceSuite : ConformanceSuite
{
    private const ulong SecondsPerDay = 86_400;

    public override string File => "markets/tezos_adaptive.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["integral_bonus_with_deadband /inputs/ratioMin"] = "the curve lies between its bounds in every published case, and the bonus below what they leave",
        ["integral_bonus_with_deadband /inputs/ratioMax"] = "the curve lies between its bounds in every published case, and the bonus below what they leave",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "issuance_curve" => Compare(item, Curve(item, "min", "max").YearlyRate(Part(item, "stakeRatio"))),
        "integral_bonus_with_deadband" => Bonus(item),
        "ramped_bound" => Compare(item, Ramp(item).At(EpochSpan.Of(RewardCase.Word(item, "cycle")))),
        "dynamic_maximum" => Compare(item, new FallingParabolaCurve(Hundredths(1), Hundredths(10), Proportion.Percent(8), Proportion.Half).YearlyRate(Part(item, "stakeRatio"))),
        string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
        null => new CaseOutcome.NotCovered("no operation is named"),
    };

    private static InverseSquareCurve Curve(VectorCase item, string lowest, string highest) =>
        new(Ratio.FromQuotient(1, 1_600, Rounding.Down), Rate(item.Input(lowest)), Rate(item.Input(highest)));

    private static CaseOutcome Bonus(VectorCase item)
    {
        Proportion staked = Part(item, "stakeRatio");
        InverseSquareCurve curve = Curve(item, "ratioMin", "ratioMax");
        Ratio rate = curve.YearlyRate(staked), room = curve.Highest - rate;
        // The growth is for each day; a cycle is so many seconds.
        Ratio growth = Rate(item.Input("growthRate")).Multiply(Ratio.FromQuotient(RewardCase.Word(item, "secondsPerCycle"), SecondsPerDay, Rounding.Down), Rounding.Down);
        DeadbandBonus bonus = new(Part(item, "center"), Part(item, "radius"), growth, Rate(item.Input("maxBonus")));
        return Compare(item, bonus.After(Rate(item.Input("previous")), staked, EpochSpan.One, room));
    }

    /// <summary>The transition is one cycle longer than its parameter says.</summary>
    private static RampedBound Ramp(VectorCase item) => new(
        Rate(item.Input("initial")), Rate(item.Input("final")), EpochSpan.Of(RewardCase.Word(item, "initialPeriod")), EpochSpan.Of(RewardCase.Word(item, "transitionPeriod") + 1));

    private static Ratio Hundredths(uint count) => Ratio.FromQuotient(count, 100, Rounding.Down);

    private static Proportion Part(VectorCase item, string key) => Rate(item.Input(key)).ToProportionAtMostOne();

    /// <summary>A rational; what is below zero is zero, where every rate that counts begins.</summary>
    private static Ratio Rate(string text)
    {
        var (numerator, denominator) = RewardCase.Rational(text);
        return numerator.Sign < 0 ? Ratio.Zero : Ratio.FromQuotient((UInt128)numerator, (UInt128)denominator, Rounding.Down);
    }

    /// <summary>Equal when the rational has the same 18 digits; a falling ramp rounds toward where it began, so up.</summary>
    private static CaseOutcome Compare(VectorCase item, Ratio actual)
    {
        string expected = item.Expected.GetString()!;
        var (numerator, denominator) = RewardCase.Rational(expected);
        BigInteger down = BigInteger.DivRem(numerator * Proportion.PartsPerOne, denominator, out BigInteger rest);
        bool isRampDown = item.Operation == "ramped_bound" && !rest.IsZero && actual.Parts == down + 1;
        return actual.Parts == down || isRampDown ? new CaseOutcome.Matched() : new CaseOutcome.Mismatched(expected, actual.ToString());
    }
}
