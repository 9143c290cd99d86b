using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Ethereum;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

internal sealed class EthereumInactivitySuite : ConformanceSuite
{
    public override string File => "staking/ethereum_inactivity.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        switch (item.Input("op"))
        {
            case "inactivity_penalty":
                EthereumInactivity penalty = Rules(item) with { ScoreBias = Read.Word(item.Input("score_bias")) };
                return Read.Compare(
                    item, ("penalty", $"{penalty.Penalty(Read.Amount(item.Input("effective_balance")), Read.Word(item.Input("score")))}"));
            case "inactivity_score_update":
                EthereumInactivity update = EthereumInactivity.Bellatrix with
                {
                    ScoreBias = Read.Word(item.Input("score_bias")),
                    RecoveryRate = Read.Word(item.Input("recovery_rate")),
                };
                (string target, string slashed) = (item.Input("timely_target"), item.Input("slashed"));
                bool attested = target == "true" && slashed == "false";
                return Read.Compare(
                    item, ("score", $"{update.NextScore(Read.Word(item.Input("score")), attested, item.Input("leaking") == "true")}"));
            case "leak_trajectory":
                return Trajectory(item);
            default:
                return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }
    }

    /// <summary>An absent validator in a leak: the score grows, the penalty follows, the effective balance steps down.</summary>
    private static CaseOutcome Trajectory(VectorCase item)
    {
        EthereumInactivity rules = Rules(item);
        EffectiveStake hysteresis = EthereumChurn.EffectiveBalance(Amount.Of(32 * (UInt128)EthereumSlashing.Increment));
        Amount effective = Read.Amount(item.Input("effective_balance"));
        Amount balance = Read.Amount(item.Input("balance"));
        ulong score = 0;
        ulong epoch = 0;
        List<string> expected = [];
        List<string> actual = [];
        foreach (VectorValue point in item.Expected.GetProperty("at_epoch").EnumerateArray())
        {
            for (ulong until = Read.Word(Read.Text(point, "epoch")); epoch < until; epoch++)
            {
                score = rules.NextScore(score, attested: false, leaking: true);
                balance = balance.SubtractToZero(rules.Penalty(effective, score));
                effective = hysteresis.Follow(effective, balance);
            }

            expected.Add($"{epoch}:{Read.Text(point, "score")}:{Read.Text(point, "balance")}:{Read.Text(point, "effective_balance")}");
            actual.Add($"{epoch}:{score}:{balance}:{effective}");
        }

        return CaseOutcome.Compare(string.Join(" ", expected), string.Join(" ", actual));
    }

    private static EthereumInactivity Rules(VectorCase item) => new() { PenaltyQuotient = Read.Word(item.Input("penalty_quotient")) };
}
