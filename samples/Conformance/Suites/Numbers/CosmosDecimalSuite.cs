using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>The Cosmos SDK's decimals.</summary>
internal sealed class CosmosDecimalSuite : ConformanceSuite
{
    public override string File => "staking/cosmos_legacydec.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        CosmosDecimal a = CosmosDecimal.Parse(item.Input("a"));
        CosmosDecimal? actual = item.Input("op") switch
        {
            "add" => a.Add(B(item)),
            "sub" => a.Subtract(B(item)),
            "mul" => a.Multiply(B(item)),
            "mul_truncate" => a.MultiplyTruncate(B(item)),
            "mul_round_up" => a.MultiplyRoundUp(B(item)),
            "quo" => a.Divide(B(item)),
            "quo_truncate" => a.DivideTruncate(B(item)),
            "quo_round_up" => a.DivideRoundUp(B(item)),
            "round_int_bankers" => a.RoundToInteger(),
            "truncate_int" => a.TruncateToInteger(),
            "ceil" => a.Ceiling(),
            "power" => CosmosRoots.Power(a, NumberText.Word(item.Input("exponent"))),
            "approx_root" => CosmosRoots.Root(a, NumberText.Word(item.Input("root"))),
            "approx_sqrt" => CosmosRoots.Root(a, 2),
            _ => null,
        };

        // Upstream's tests of powers and roots allow one unit either way; what its algorithm gives is published beside.
        return actual switch
        {
            null => new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}"),
            { } value when item.OptionalExpect("exact_value_of_algorithm") is { } exact && !IsNear(item, value) => new CaseOutcome.Mismatched(exact, value.ToString()),
            { } value => CaseOutcome.Compare(item.OptionalExpect("exact_value_of_algorithm") ?? item.Expect("value"), value.ToString()),
        };
    }

    private static bool IsNear(VectorCase item, CosmosDecimal value) =>
        BigInteger.Abs(value.Parts - CosmosDecimal.Parse(item.Expect("value")).Parts) <= CosmosDecimal.Parse(item.OptionalExpect("tolerance") ?? "0").Parts;

    private static CosmosDecimal B(VectorCase item) => CosmosDecimal.Parse(item.Input("b"));
}
