using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Namada's proportional-derivative inflation.</summary>
internal sealed class NamadaSuite : ConformanceSuite
{
    public override string File => "markets/pd_controller.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        // The yearly limit is stated as a part of all tokens for each epoch of a year.
        UInt128 total = (UInt128)RewardCase.Integer(item, "total");
        var rate = RewardCase.Rational(item.Input("maxRate"));
        UInt128 highest = MulDiv.Down(total, (UInt128)rate.Numerator, (UInt128)rate.Denominator * RewardCase.Word(item, "epochsPerYear"));
        UInt128 last = (UInt128)RewardCase.Integer(item, "lastInflation");
        ControlLimits limits = new(UInt128.Zero, highest, Ratio.MaxValue);
        ProportionalDerivativeController controller = new(
            Part(item, "targetMetric").Parts, (UInt128)RewardCase.Integer(item, "coeff"), Part(item, "kp").ToRatio(), Part(item, "kd").ToRatio(), limits);
        ControllerState state = controller.Start(UInt128.Min(last, highest), Part(item, "lastMetric").Parts) with { Value = last };
        return Read.Compare(item, ("inflation", $"{controller.Next(state, Part(item, "currentMetric").Parts).Value}"));
    }

    private static Proportion Part(VectorCase item, string key)
    {
        var (numerator, denominator) = RewardCase.Rational(item.Input(key));
        return Proportion.FromQuotient((UInt128)numerator, (UInt128)denominator, Rounding.Down);
    }
}
