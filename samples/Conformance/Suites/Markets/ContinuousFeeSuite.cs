using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>Avalanche's fee of validators: what seconds cost, and how many a balance buys.</summary>
internal sealed class ContinuousFeeSuite : ConformanceSuite
{
    public override string File => "markets/avalanche_acp77_continuous_fee.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["excess_after /inputs/minPrice"] = "the excess follows from load and target; the price is what is read from it",
        ["excess_after /inputs/K"] = "the excess follows from load and target; the price is what is read from it",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        // The network's prices and totals stop at the largest 64-bit number.
        Amount most = Amount.Of(ulong.MaxValue);
        ExponentialPrice curve = new(Read.Amount(item.Input("minPrice")), Read.Word(item.Input("K")), most);
        ExponentialFee fee = new(curve, Read.Word(item.Input("target")), Read.Word(item.Input("current")), Read.Word(item.Input("excess")));
        string? operation = item.Operation;
        string? actual = operation switch
        {
            "cost_over_time" => Amount.Min(most, PrepaidTime.Cost(fee, Read.Word(item.Input("seconds")))).ToString(),
            "excess_after" => Excess.OverTime(fee.Excess, fee.Load, fee.Target, Read.Word(item.Input("seconds"))).ToString(CultureInfo.InvariantCulture),
            "seconds_remaining" => PrepaidTime.Affordable(fee, Read.Amount(item.Input("funds")), Read.Word(item.Input("maxSeconds"))).ToString(CultureInfo.InvariantCulture),
            _ => null,
        };
        return actual is null
            ? new CaseOutcome.NotCovered($"the operation '{operation}' is not known")
            : CaseOutcome.Compare(item.Expected.GetString()!, actual);
    }
}
