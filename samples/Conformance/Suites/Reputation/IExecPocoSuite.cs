using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.IExec;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>iExec's consensus, scores, rewards and kitty, from the contracts' own tests.</summary>
internal sealed class IExecPocoSuite : ConformanceSuite
{
    public override string File => "verification/iexec-poco.json";

    public override string OperationOf(VectorCase item) =>
        Figures.Has(item, "contributions") ? "consensus"
        : Figures.Has(item, "workerpoolPrice") ? "reward"
        : Figures.Has(item, "kittyMin") ? "kitty"
        : Figures.Has(item, "event") ? "fault"
        : Figures.Has(item, "score") ? "weight" : "confidence";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "consensus" => Consensus(item),
        "reward" => Reward(item),
        "kitty" => Kitty(item),
        "fault" when item.Input("event") != "faulty" => new CaseOutcome.NotCovered($"event '{item.Input("event")}'"),
        "fault" => CaseOutcome.Compare(item.Expect("score"), $"{AfterFault(ulong.Parse(item.Input("score"), null))}"),
        "weight" => CaseOutcome.Compare(item.Expect("weight"), $"{PocoTrust.Weight(ulong.Parse(item.Input("score"), null))}"),
        _ => Figures.Compare(
            [Figures.Number(item.Expected, "confidence")], [Figures.Value(PocoTrust.Confidence(ulong.Parse(item.Input("trust"), null)))], Figures.Tolerance(item)),
    };

    internal static ulong AfterFault(ulong score) => PocoTrust.Score(PocoTrust.Model.Add(
        new ReputationRecord { Proven = new ReputationTrack(Ratio.Of(score), Ratio.Zero) },
        new Conduct(Epoch.Zero, ConductKind.Proven, Ratio.Zero, Ratio.One)));

    private static CaseOutcome Consensus(VectorCase item)
    {
        PocoConsensus<string> task = new(ulong.Parse(item.Input("trust"), null));
        VectorValue scores = item.Inputs.GetProperty("scores");
        List<string> trace = [];
        int reachedAfter = 0;
        foreach (VectorValue contribution in item.Inputs.GetProperty("contributions").EnumerateArray())
        {
            string worker = contribution.GetProperty("worker").GetString()!;
            string result = contribution.GetProperty("result").GetString()!;
            ulong weight = PocoTrust.Weight(scores.TryGetProperty(worker, out VectorValue score) ? score.GetUInt64() : 0);
            task = task.Contribute(result, weight);
            bool isReached = task.IsReached(result);
            trace.Add($"{worker} {weight} {PocoTrust.LogarithmicWeight(weight)} {task.GroupOf(result)} {task.Total} {(isReached ? "true" : "false")}");
            reachedAfter = isReached && reachedAfter == 0 ? trace.Count : reachedAfter;
        }

        IEnumerable<string> published = item.Expected.GetProperty("trace").EnumerateArray().Select(step => string.Join(
            " ",
            new[] { "worker", "weight", "logWeight", "groupWeight", "totalWeight", "consensus" }.Select(key =>
                step.GetProperty(key).ValueKind == JsonValueKind.String ? step.GetProperty(key).GetString() : step.GetProperty(key).GetRawText())));
        return Figures.All(
            CaseOutcome.Compare(item.Expect("consensusAfterContribution"), $"{reachedAfter}"),
            CaseOutcome.Compare(string.Join("; ", published), string.Join("; ", trace)));
    }

    private static CaseOutcome Reward(VectorCase item)
    {
        Amount price = Amount.Of(item.Inputs.GetProperty("workerpoolPrice").GetUInt64());
        Amount stake = PocoRewards.Stake(price, item.Inputs.GetProperty("workerStakeRatioPct").GetUInt32());
        Amount pool = price + stake.Multiply((UInt128)item.Inputs.GetProperty("losers").GetInt32(), UInt128.One, Rounding.Down);
        int[] weights = [.. item.Inputs.GetProperty("logWeights").EnumerateArray().Select(weight => weight.GetInt32())];
        var (workers, scheduler) = PocoRewards.Share(pool, item.Inputs.GetProperty("schedulerRewardRatioPct").GetUInt32(), weights);
        VectorValue before = item.Inputs.GetProperty("scoresBefore");
        VectorValue after = item.Expected.GetProperty("scoresAfter");
        ulong winner = before.GetProperty("winners").GetUInt64() + 1;
        return Figures.All(
            CaseOutcome.Compare(item.Input("winners"), $"{weights.Length}"),
            CaseOutcome.Compare(item.Expect("workerStake"), stake.ToString()),
            CaseOutcome.Compare(string.Join(" ", weights.Select(_ => item.Expect("workerRewardEach"))), string.Join(" ", workers)),
            CaseOutcome.Compare(item.Expect("schedulerReward"), scheduler.ToString()),
            CaseOutcome.Compare(after.GetProperty("winners").GetRawText(), $"{winner}"),
            CaseOutcome.Compare(after.GetProperty("loser").GetRawText(), $"{AfterFault(before.GetProperty("loser").GetUInt64())}"));
    }

    private static CaseOutcome Kitty(VectorCase item)
    {
        Amount kitty = PocoRewards.Stake(
            Amount.Of(item.Inputs.GetProperty("workerpoolPriceOfFailedTask").GetUInt64()), item.Inputs.GetProperty("workerpoolStakeRatioPct").GetUInt32());
        Amount reward = PocoRewards.FromKitty(
            kitty, item.Inputs.GetProperty("kittyRatioPct").GetUInt32(), Amount.Of(item.Inputs.GetProperty("kittyMin").GetUInt64()));
        return Figures.All(
            CaseOutcome.Compare(item.Expect("kitty"), kitty.ToString()), CaseOutcome.Compare(item.Expect("schedulerKittyReward"), reward.ToString()));
    }
}
