using CapaCloud.Mechanisms.Escrow;
using CapaCloud.Mechanisms.Presets.Networks.Akash;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Escrow;

/// <summary>Akash: one deposit pays several streams, in the order of the payments.</summary>
internal sealed class AkashEscrowSuite : ConformanceSuite
{
    public override string File => "markets/akash_escrow_settlement.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        EpochRate[] rates = [.. item.Inputs.GetProperty("ratesPerBlock").EnumerateArray().Select(rate => EpochRate.Of(Read.Amount(rate.GetString()!)))];
        Amount[] paid = new Amount[rates.Length];
        SignedAmount left = AkashEscrow.Settle(Read.Amount(item.Input("balance")), rates, EpochSpan.Of(Read.Word(item.Input("blocks"))), paid);
        string expected = string.Join(", ", item.Expected.GetProperty("paid").EnumerateArray().Select(one => one.GetString()));
        return CaseOutcome.Compare($"{expected}, left {item.Expect("balanceEnd")}", $"{string.Join(", ", paid)}, left {left}");
    }
}
