using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

internal sealed class FilecoinPenaltiesSuite : ConformanceSuite
{
    public override string File => "staking/filecoin_penalties.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["expected_reward_for_power /inputs/reward_position"] = "the published cases end at nothing, or at the least of 1, because there is no power to reward",
        ["expected_reward_for_power /inputs/reward_velocity"] = "the published cases end at nothing, or at the least of 1, because there is no power to reward",
        ["expected_reward_clamped_at_1 /inputs/reward_position"] = "the published cases end at nothing, or at the least of 1, because there is no power to reward",
        ["expected_reward_clamped_at_1 /inputs/reward_velocity"] = "the published cases end at nothing, or at the least of 1, because there is no power to reward",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.Input("op") == "pledge_penalty_for_termination")
        {
            FilecoinTermination rule = new()
            {
                EpochsInDay = Read.Word(item.Input("epochs_in_day")),
                LifetimeCapDays = Read.Word(item.Input("lifetime_cap_days")),
                PledgeMultiple = Multiple(item, "pledge_multiple"),
                MinimumMultiple = Multiple(item, "min_multiple"),
                FaultMultiple = Multiple(item, "fault_multiple"),
            };
            return Read.Compare(item, ("fee", $"{rule.Fee(
                Read.Amount(item.Input("initial_pledge")), EpochSpan.Of(Read.Word(item.Input("sector_age_epochs"))), Read.Amount(item.Input("fault_fee")))}"));
        }

        FilecoinEstimate reward = FilecoinEstimate.Of(Number(item, "reward_position"), Number(item, "reward_velocity"));
        FilecoinEstimate power = FilecoinEstimate.Of(Number(item, "power_position"), Number(item, "power_velocity"));
        BigInteger own = Number(item, "qa_sector_power");
        ulong epochs = Read.Word(item.Input("projection_epochs"));
        return item.Input("op") switch
        {
            "expected_reward_for_power" => Read.Compare(item, ("br", $"{FilecoinExpectedReward.Over(reward, power, own, epochs)}")),
            "expected_reward_clamped_at_1" => Read.Compare(item, ("br", $"{FilecoinExpectedReward.AtLeastOne(reward, power, own, epochs)}")),
            "continued_fault_aggregate" => Aggregate(item, reward, power, own, epochs),
            string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
        };
    }

    private static CaseOutcome Aggregate(VectorCase item, FilecoinEstimate reward, FilecoinEstimate power, BigInteger own, ulong epochs)
    {
        BigInteger multiple = Number(item, "sector_multiple");
        BigInteger together = FilecoinExpectedReward.Over(reward, power, own * multiple, epochs);
        BigInteger single = FilecoinExpectedReward.Over(reward, power, own, epochs) * multiple;
        bool near = BigInteger.Abs(together - single) <= BigInteger.Parse(item.Expect("max_abs_difference"), CultureInfo.InvariantCulture);
        return CaseOutcome.Compare(
            $"{item.Expect("aggregate_penalty")} {item.Expect("sum_of_individual")} within {item.Expect("max_abs_difference")}: True",
            $"{together} {single} within {item.Expect("max_abs_difference")}: {near}");
    }

    private static FilecoinMultiple Multiple(VectorCase item, string key)
    {
        string[] numbers = item.Input(key).Split('/');
        return new FilecoinMultiple(Read.Word(numbers[0]), Read.Word(numbers[1]));
    }

    private static BigInteger Number(VectorCase item, string key) => BigInteger.Parse(item.Input(key), CultureInfo.InvariantCulture);
}
