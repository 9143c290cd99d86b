using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class FilecoinRewardActorSuite : ConformanceSuite
{
    private static readonly string[] Keys = ["epoch", "reward", "baseline_power", "effective_network_time", "cumsum_realized", "cumsum_baseline"];

    public override string File => "staking/filecoin_reward_actor.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        switch (item.Input("op"))
        {
            case "reward_state_sequence":
                return Sequence(item);
            case "award_block_reward":
                Amount reward = FilecoinBlockReward.Of(
                    RewardCase.Amount(item, "epoch_reward"), RewardCase.Word(item, "win_count"), RewardCase.Word(item, "expected_leaders"), RewardCase.Amount(item, "gas_reward"));
                return Read.Compare(item, ("total_reward", $"{reward}"), ("miner_penalty", $"{FilecoinBlockReward.Penalty(RewardCase.Amount(item, "penalty"), RewardCase.Word(item, "penalty_multiplier"))}"));
            case "apply_rewards_locked":
                (BigInteger numerator, BigInteger denominator) = RewardCase.Rational(item.Input("locked_factor"));
                Amount locked = FilecoinBlockReward.Locked(RewardCase.Amount(item, "reward"), RewardCase.Amount(item, "penalty"), (ulong)numerator, (ulong)denominator);
                return Read.Compare(item, ("locked_after", $"{locked}"));
            case "vesting_schedule":
                return Schedule(item);
            default:
                return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }
    }

    private static CaseOutcome Sequence(VectorCase item)
    {
        FilecoinRewardState state = FilecoinRewardState.Begin(RewardCase.Integer(item, "initial_baseline_power"), RewardCase.Integer(item, "baseline_exponent_q128"));
        List<string> actual = [];
        foreach (BigInteger power in RewardCase.Integers(item, "realized_power"))
        {
            state = state.Next(power, FilecoinMinting.MainNetwork);
            actual.Add($"{state.Epoch} {state.Reward} {state.BaselinePower} {state.EffectiveTime} {state.Realised} {state.BaselineSum}");
        }

        IEnumerable<string> expected = item.Expected.GetProperty("states").EnumerateArray().Select(wanted => string.Join(" ", Keys.Select(key => RewardCase.Text(wanted, key))));
        return CaseOutcome.Compare(string.Join("; ", expected), string.Join("; ", actual));
    }

    private static CaseOutcome Schedule(VectorCase item)
    {
        FilecoinVesting rule = new()
        {
            InitialDelay = EpochSpan.Of(RewardCase.Word(item, "initial_delay")),
            Period = EpochSpan.Of(RewardCase.Word(item, "vest_period")),
            Step = EpochSpan.Of(RewardCase.Word(item, "step_duration")),
            Quantum = EpochSpan.Of(RewardCase.Word(item, "quantization")),
        };
        IReadOnlyList<FilecoinVestingStep> steps = rule.Schedule(
            RewardCase.Amount(item, "vest_sum"), Epoch.Of(RewardCase.Word(item, "vest_start")), Epoch.Of(RewardCase.Word(item, "proving_period_start")));
        return CaseOutcome.Compare(
            $"{item.Expect("entries")} {Pair(item.Expected.GetProperty("first"))} {Pair(item.Expected.GetProperty("last"))}",
            $"{steps.Count.ToString(CultureInfo.InvariantCulture)} {steps[0].Epoch} {steps[0].Amount} {steps[^1].Epoch} {steps[^1].Amount}");
    }

    private static string Pair(VectorValue list) => string.Join(" ", RewardCase.Integers(list));
}
