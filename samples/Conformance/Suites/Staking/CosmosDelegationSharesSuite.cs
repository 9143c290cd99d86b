using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

internal sealed class CosmosDelegationSharesSuite : ConformanceSuite
{
    public override string File => "staking/cosmos_delegation_shares.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        CosmosValidatorTokens pool = new(CosmosTokens.Parse(item.Input("validator_tokens")), CosmosDecimal.Parse(item.Input("validator_shares")));
        switch (item.Input("op"))
        {
            case "add_tokens":
                (CosmosValidatorTokens added, CosmosDecimal issued) = pool.Delegate(CosmosTokens.Parse(item.Input("amount")));
                return Compare(item, ("issued_shares", $"{issued}"), ("validator_tokens", $"{added.Tokens}"), ("validator_shares", $"{added.Shares}"));
            case "add_then_remove":
                (CosmosValidatorTokens more, CosmosDecimal shares) = pool.Delegate(CosmosTokens.Parse(item.Input("amount")));
                (CosmosValidatorTokens after, CosmosTokens paid) = more.Undelegate(CosmosDecimal.Parse(item.Input("remove_shares")));
                return Compare(
                    item,
                    ("issued_shares", $"{shares}"),
                    ("tokens_out", $"{paid}"),
                    ("validator_tokens", $"{after.Tokens}"),
                    ("validator_shares", $"{after.Shares}"));
            case "delegate_then_query_balance":
                (CosmosValidatorTokens queried, CosmosDecimal got) = pool.Delegate(CosmosTokens.Parse(item.Input("amount")));
                CosmosDecimal balance = queried.TokensOf(got);
                return Compare(item, ("issued_shares", $"{got}"), ("queried_balance", $"{balance.Whole}"));
            case "remove_delegator_shares":
                (CosmosValidatorTokens left, CosmosTokens tokens) = pool.Undelegate(CosmosDecimal.Parse(item.Input("shares")));
                return Compare(item, ("tokens_out", $"{tokens}"), ("validator_tokens", $"{left.Tokens}"), ("validator_shares", $"{left.Shares}"));
            case "tokens_from_shares":
                return Compare(item, ("tokens", $"{pool.TokensOf(CosmosDecimal.Parse(item.Input("shares")))}"));
            default:
                return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }
    }

    private static CaseOutcome Compare(VectorCase item, params (string Key, string Actual)[] values) => Read.Compare(item, values);
}
