using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>The mint module of the Cosmos SDK.</summary>
internal sealed class CosmosMintSuite : ConformanceSuite
{
    public override string File => "markets/cosmos_mint.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong blocks = RewardCase.Word(item, "blocksPerYear");
        if (item.Input("fn") == "blockProvision")
        {
            CosmosMint provisions = new(CosmosDecimal.One, CosmosDecimal.One, default, CosmosDecimal.One, blocks);
            return Read.Compare(item, ("provision", $"{provisions.Provision(CosmosDecimal.FromInteger(RewardCase.Integer(item, "annualProvisions")))}"));
        }

        if (item.Input("scale") != "1e18" || item.Input("fn") != "nextInflationRate")
        {
            return new CaseOutcome.NotCovered($"the scale '{item.Input("scale")}' or the operation '{item.Input("fn")}' is not known");
        }

        CosmosMint mint = new(Parts("goalBonded"), Parts("inflationRateChange"), Parts("inflationMin"), Parts("inflationMax"), blocks);
        BigInteger next = mint.Next(Parts("inflation"), Parts("bondedRatio")).Parts;
        return Read.Compare(item, ("inflation", $"{next}"), ("delta", $"{next - Parts("inflation").Parts}"));

        CosmosDecimal Parts(string key) => new(RewardCase.Integer(item, key));
    }
}
