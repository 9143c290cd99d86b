using System.Globalization;
using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Presets.Networks.Sablier;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Escrow;

/// <summary>Sablier Flow: when an open-ended stream is short, and what it owes.</summary>
internal sealed class SablierFlowSuite : ConformanceSuite
{
    public override string File => "markets/sablier_flow.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        EpochRate rate = EpochRate.Of(Read.Amount(item.Input("ratePerSecond18")));
        string expected = item.Expected.GetString()!;
        return item.Whole.GetProperty("op").GetString() switch
        {
            "depletion_second" => CaseOutcome.Compare(
                expected,
                SablierFlow.DepletionSecond(Read.Amount(item.Input("balance")), (uint)Read.Word(item.Input("decimals")), rate)?.ToString(CultureInfo.InvariantCulture) ?? "never"),
            "ongoing_debt" => CaseOutcome.Compare(expected, SablierFlow.OngoingDebt(rate, EpochSpan.Of(Read.Word(item.Input("seconds")))).ToString()),
            string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
            null => new CaseOutcome.NotCovered("no operation"),
        };
    }
}
