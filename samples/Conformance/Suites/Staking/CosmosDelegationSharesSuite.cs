using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

internal sealed class CosmosDelegationSharesSuite : ConformanceSuite
{
    public override string File => "staking/cosmos_delegation_shares.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        CosmosValidatorTokens pool = new(Read.Amount(item.Input("validator_tokens")), Read.Ratio(item.Input("validator_shares")));
        switch (item.Input("op"))
        {
            case "add_tokens":
                (CosmosValidatorTokens added, Ratio issued) = pool.Delegate(Read.Amount(item.Input("amount")));
                return Compare(item, ("issued_shares", Read.Digits18(issued)), ("validator_tokens", $"{added.Tokens}"), ("validator_shares", Read.Digits18(added.Shares)));
            case "add_then_remove":
                (CosmosValidatorTokens more, Ratio shares) = pool.Delegate(Read.Amount(item.Input("amount")));
                (CosmosValidatorTokens after, Amount paid) = more.Undelegate(Read.Ratio(item.Input("remove_shares")));
                return Compare(
                    item,
                    ("issued_shares", Read.Digits18(shares)),
                    ("tokens_out", $"{paid}"),
                    ("validator_tokens", $"{after.Tokens}"),
                    ("validator_shares", Read.Digits18(after.Shares)));
            case "delegate_then_query_balance":
                (CosmosValidatorTokens queried, Ratio got) = pool.Delegate(Read.Amount(item.Input("amount")));
                UInt128 balance = queried.TokensOf(got).Parts / Proportion.PartsPerOne;
                return Compare(item, ("issued_shares", Read.Digits18(got)), ("queried_balance", $"{balance}"));
            case "remove_delegator_shares":
                (CosmosValidatorTokens left, Amount tokens) = pool.Undelegate(Read.Ratio(item.Input("shares")));
                return Compare(item, ("tokens_out", $"{tokens}"), ("validator_tokens", $"{left.Tokens}"), ("validator_shares", Read.Digits18(left.Shares)));
            case "tokens_from_shares":
                return Compare(item, ("tokens", Read.Digits18(pool.TokensOf(Read.Ratio(item.Input("shares"))))));
            default:
                return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }
    }

    private static CaseOutcome Compare(VectorCase item, params (string Key, string Actual)[] values) => Read.Compare(item, values);
}
