using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Geb;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>The proportional-integral controller of RAI.</summary>
internal sealed class GebControllerSuite : ConformanceSuite
{
    public override string File => "markets/geb_pi_controller.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "pi_rate" => Rate(item),
        "gain" => Gain(item),
        "compound_rate" => RewardCase.Compare(
            item, $"{GebRateCalculator.Compound(RewardCase.Integer(item, "rate"), RewardCase.Word(item, "seconds"), RewardCase.Integer(item, "price"))}"),
        string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
        null => new CaseOutcome.NotCovered("no operation is named"),
    };

    private static CaseOutcome Rate(VectorCase item)
    {
        // None of the cases leaks.
        GebRate next = new GebRateCalculator(RewardCase.Integer(item, "kp"), RewardCase.Integer(item, "ki"), RewardCase.Integer(item, "nb")).Next(
            RewardCase.Integer(item, "market"),
            RewardCase.Integer(item, "redemption"),
            new GebRate(0, RewardCase.Integer(item, "lastP"), RewardCase.Integer(item, "cum")),
            RewardCase.Word(item, "elapsed"),
            BigInteger.Pow(10, 27));
        return Read.Compare(item, ("rate", $"{next.Rate}"), ("proportional", $"{next.Proportional}"), ("integral", $"{next.Integral}"));
    }

    private static CaseOutcome Gain(VectorCase item)
    {
        BigInteger[] spans = [.. item.Inputs.GetProperty("divideBy").EnumerateArray().Select(span => Product(span.GetString()!))];
        return RewardCase.Compare(
            item, $"{GebRateCalculator.GainFor(RewardCase.Integer(item, "kp"), spans[0])} {GebRateCalculator.GainFor(RewardCase.Integer(item, "ki"), spans[1])}");
    }

    /// <summary>A product such as 4*3600^2*24.</summary>
    private static BigInteger Product(string text) => text.Split('*').Select(factor => factor.Split('^'))
        .Aggregate(BigInteger.One, (product, factor) => product * BigInteger.Pow(RewardCase.Integer(factor[0]), factor.Length == 2 ? int.Parse(factor[1], null) : 1));
}
