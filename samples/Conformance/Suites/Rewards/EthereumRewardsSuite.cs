using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Ethereum;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class EthereumRewardsSuite : ConformanceSuite
{
    private static readonly string[] Flags = ["source", "target", "head"];

    public override string File => "staking/ethereum_rewards.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        switch (item.Input("op"))
        {
            case "integer_squareroot":
                return Read.Compare(item, ("value", $"{SquareRoot.Floor(UInt128.Parse(item.Input("n"), System.Globalization.CultureInfo.InvariantCulture))}"));
            case "base_reward_phase0":
                (UInt128 reward, UInt128 proposer) = new EthereumRewards(RewardCase.Word(item, "base_reward_factor"))
                    .Phase0(RewardCase.Word(item, "effective_balance"), RewardCase.Word(item, "total_active_balance"), RewardCase.Word(item, "base_rewards_per_epoch"));
                return Read.Compare(item, ("base_reward", $"{reward}"), ("proposer_reward", $"{proposer}"));
            case "base_reward_altair":
                EthereumRewards altair = new(RewardCase.Word(item, "base_reward_factor"), RewardCase.Word(item, "increment"));
                ulong total = RewardCase.Word(item, "total_active_balance");
                return Read.Compare(item, ("base_reward", $"{altair.Altair(RewardCase.Word(item, "effective_balance"), total)}"), ("base_reward_per_increment", $"{altair.PerIncrement(total)}"));
            case "flag_index_deltas":
                return Deltas(item);
            default:
                return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }
    }

    private static CaseOutcome Deltas(VectorCase item)
    {
        ulong[] balances = [.. RewardCase.Integers(item, "effective_balances").Select(balance => (ulong)balance)];
        bool[] slashed = [.. item.Inputs.GetProperty("slashed").EnumerateArray().Select(value => value.GetBoolean())];
        ulong[] flags = [.. RewardCase.Integers(item, "participation_flags").Select(value => (ulong)value)], weights = [.. RewardCase.Integers(item, "weights_source_target_head").Select(value => (ulong)value)];
        List<string> expected = [], actual = [];
        for (int flag = 0; flag < Flags.Length; flag++)
        {
            bool[] did = [.. flags.Zip(slashed, (done, wasSlashed) => !wasSlashed && ((done >> flag) & 1) == 1)];
            IReadOnlyList<(UInt128 Reward, UInt128 Penalty)> deltas = new EthereumRewards()
                .Duty(balances, did, weights[flag], RewardCase.Word(item, "weight_denominator"), item.Inputs.GetProperty("leaking").GetBoolean(), isPenalised: Flags[flag] != "head");
            VectorValue wanted = item.Expected.GetProperty(Flags[flag]);
            expected.Add($"{string.Join(" ", RewardCase.Integers(wanted.GetProperty("rewards")))} - {string.Join(" ", RewardCase.Integers(wanted.GetProperty("penalties")))}");
            actual.Add($"{string.Join(" ", deltas.Select(delta => delta.Reward))} - {string.Join(" ", deltas.Select(delta => delta.Penalty))}");
        }

        return CaseOutcome.Compare(string.Join("; ", expected), string.Join("; ", actual));
    }
}
