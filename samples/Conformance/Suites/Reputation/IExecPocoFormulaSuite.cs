using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.IExec;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>iExec's consensus traces and its table of trust thresholds.</summary>
internal sealed class IExecPocoFormulaSuite : ConformanceSuite
{
    public override string File => "markets/iexec_poco.json";

    public override string OperationOf(VectorCase item) => item.OptionalInput("fn") ?? "threshold";

    /// <summary>By its whole name: another area has a file of nearly the same one.</summary>
    public override bool Covers(VectorFile file) => file.Name.EndsWith("iexec_poco.json", StringComparison.Ordinal);

    public override CaseOutcome Check(VectorFile file, VectorCase item) =>
        OperationOf(item) == "contributeSequence" ? Sequence(item) : Threshold(item);

    private static CaseOutcome Sequence(VectorCase item)
    {
        PocoConsensus<string> task = new(ulong.Parse(item.Input("trust"), null));
        List<string> steps = [];
        string reachedAt = "none";
        foreach (VectorValue contribution in item.Inputs.GetProperty("contributions").EnumerateArray())
        {
            string result = contribution.GetProperty("result").GetString()!;
            ulong weight = PocoTrust.Weight(ulong.Parse(contribution.GetProperty("score").GetString()!, null));
            if (reachedAt != "none")
            {
                // A task that has its consensus takes no more contributions.
                continue;
            }

            task = task.Contribute(result, weight);
            steps.Add($"{weight} {task.GroupOf(result)} {task.Total} {(task.IsReached(result) ? "true" : "false")}");
            if (task.IsReached(result))
            {
                reachedAt = $"{steps.Count - 1}";
            }
        }

        IEnumerable<string> published = item.Expected.GetProperty("steps").EnumerateArray().Select(step =>
            $"{step.GetProperty("weight").GetString()} {step.GetProperty("group").GetString()} {step.GetProperty("total").GetString()} "
                + step.GetProperty("consensus").GetRawText());
        return Figures.All(
            CaseOutcome.Compare(string.Join("; ", published), string.Join("; ", steps)),
            CaseOutcome.Compare(item.Expect("consensusAtIndex"), reachedAt));
    }

    private static CaseOutcome Threshold(VectorCase item)
    {
        string[] quotient = item.Expect("threshold").Split('/');
        Proportion published = Proportion.FromQuotient(
            ulong.Parse(quotient[0], null), quotient.Length == 1 ? 1UL : ulong.Parse(quotient[1], null), Rounding.HalfUp);
        return CaseOutcome.Compare(published.ToString(), PocoTrust.Confidence(ulong.Parse(item.Input("trust"), null)).ToString());
    }
}
