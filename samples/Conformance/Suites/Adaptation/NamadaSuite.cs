using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Namada;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Namada's proportional-derivative inflation, over exact rationals.</summary>
internal sealed class NamadaSuite : ConformanceSuite
{
    public override string File => "markets/pd_controller.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["case /inputs/currentMetric"] = "both gains are equal in every published case, so the ratio of now cancels",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        NamadaInflation rule = new(Rational(item, "kp"), Rational(item, "kd"), Rational(item, "targetMetric"), Rational(item, "maxRate"), RewardCase.Word(item, "epochsPerYear"));
        BigInteger next = rule.Next(
            RewardCase.Integer(item, "total"), RewardCase.Integer(item, "lastInflation"), Rational(item, "coeff"), Rational(item, "currentMetric"), Rational(item, "lastMetric"));
        return Read.Compare(item, ("inflation", $"{next}"));
    }

    private static NamadaRational Rational(VectorCase item, string key)
    {
        var (numerator, denominator) = RewardCase.Rational(item.Input(key));
        return new NamadaRational(numerator, denominator);
    }
}
