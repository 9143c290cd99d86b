using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>Base fees of EIP-1559 from several clients and networks.</summary>
internal sealed class BaseFeeSuite : ConformanceSuite
{
    public override string File => "markets/eip1559.json";

    public override string OperationOf(VectorCase item) => $"denominator {item.Input("baseFeeMaxChangeDenominator")}, elasticity {item.Input("elasticityMultiplier")}";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong elasticity = Read.Word(item.Input("elasticityMultiplier")), denominator = Read.Word(item.Input("baseFeeMaxChangeDenominator"));
        Amount fee = Read.Amount(item.Input("parentBaseFee"));
        ulong limit = Read.Word(item.Input("parentGasLimit")), used = Read.Word(item.Input("parentGasUsed"));
        string next = new BaseFeeRule(elasticity, denominator).Next(fee, used, limit).ToString();
        string capped = new BaseFeeRule(elasticity, denominator, Amount.Zero, Amount.Of(ulong.MaxValue)).Next(fee, used, limit).ToString();
        return Read.Compare(item, ("baseFee", next), ("baseFeeUnbounded", next), ("baseFeeU64Saturating", capped));
    }
}
