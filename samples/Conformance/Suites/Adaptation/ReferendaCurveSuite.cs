using CapaCloud.Mechanisms.Adaptation;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Polkadot's thresholds that step down with time, and their inverse; in parts of 10^9.</summary>
internal sealed class ReferendaCurveSuite : ConformanceSuite
{
    private const ulong PartsPerBillionth = 1_000_000_000;

    public override string File => "markets/polkadot_referenda_curve.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        SteppedThreshold curve = new(Percent(item, "begin"), Percent(item, "end"), Percent(item, "step"), Percent(item, "period"));
        return item.Operation switch
        {
            "stepped_threshold" => RewardCase.Compare(item, $"{curve.At(Billionths(item, "x")).Parts / PartsPerBillionth}"),
            // Never is the whole time on the network.
            "stepped_delay" => RewardCase.Compare(item, $"{(curve.Delay(Billionths(item, "y")) ?? Proportion.One).Parts / PartsPerBillionth}"),
            string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
            null => new CaseOutcome.NotCovered("no operation is named"),
        };
    }

    private static Proportion Percent(VectorCase item, string key) => Proportion.FromQuotient(Read.Word(item.Input(key).TrimEnd('%')), 100, Rounding.Down);

    private static Proportion Billionths(VectorCase item, string key) => Proportion.FromParts(RewardCase.Word(item, key) * PartsPerBillionth);
}
