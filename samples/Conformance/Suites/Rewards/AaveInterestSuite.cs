using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Aave;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class AaveInterestSuite : ConformanceSuite
{
    public override string File => "staking/aave_interest_index.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["compounded_index /inputs/ratePerYearRay"] = "the one published case lasts no time, and no time earns nothing at any rate",
    };

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        BigInteger rate = RewardCase.Integer(item, "ratePerYearRay"), seconds = RewardCase.Integer(item, "seconds");
        return OperationOf(item) switch
        {
            "linear_index" => RewardCase.Compare(item, AaveInterest.Linear(rate, seconds)),
            "compounded_index" => RewardCase.Compare(item, AaveInterest.Compounded(rate, seconds)),
            string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
        };
    }
}
