using System.Globalization;
using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

internal sealed class PolkadotSlashingSpansSuite : ConformanceSuite
{
    public override string File => "staking/polkadot_slashing_spans.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") switch
    {
        "slashing_spans" => Spans(item),
        "span_slash_sequence" => Sequence(item),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };

    private static CaseOutcome Spans(VectorCase item)
    {
        PolkadotSlashingSpans spans = new(
            Number(item.Input("span_index")),
            Number(item.Input("last_start")),
            [.. item.Inputs.GetProperty("prior").EnumerateArray().Select(length => Number(length.GetString()!))]);
        List<string> expected = [];
        List<string> actual = [];
        foreach (VectorValue step in item.Inputs.GetProperty("steps").EnumerateArray())
        {
            string returns = "";
            switch (Read.Text(step, "op"))
            {
                case "prune":
                    (PolkadotSlashingSpans pruned, (uint From, uint To)? forgotten) = spans.Prune(Number(Read.Text(step, "arg")));
                    spans = pruned;
                    returns = forgotten is { } range ? $"[{range.From},{range.To}]" : "";
                    break;
                case "end_span":
                    PolkadotSlashingSpans ended = spans.End(Number(Read.Text(step, "arg")));
                    returns = ended == spans ? "false" : "true";
                    spans = ended;
                    break;
                case "iter":
                    string? argument = step.GetProperty("arg") is { ValueKind: not JsonValueKind.Null } given ? given.Text() : null;
                    returns = argument ?? "";
                    break;
                default:
                    return new CaseOutcome.NotCovered($"unknown step {Read.Text(step, "op")}");
            }

            VectorValue wanted = step.GetProperty("returns");
            expected.Add(wanted.ValueKind switch
            {
                JsonValueKind.Null => "",
                JsonValueKind.Array => $"[{string.Join(",", wanted.EnumerateArray().Select(value => value.GetString()))}]",
                _ => wanted.GetRawText(),
            } + string.Join(" ", step.GetProperty("spans").EnumerateArray().Select(span =>
                $"{Read.Text(span, "index")}@{Read.Text(span, "start")}+{span.GetProperty("length").GetString()}")));
            actual.Add(returns + string.Join(" ", spans.Spans().Select(span => $"{span.Index}@{span.Start}+{span.Length}")));
        }

        return CaseOutcome.Compare(string.Join("; ", expected), string.Join("; ", actual));
    }

    private static CaseOutcome Sequence(VectorCase item)
    {
        PolkadotSpanRecord record = default;
        List<string> actual = [];
        foreach (string slash in item.Inputs.GetProperty("era_slashes").EnumerateArray().Select(value => value.GetString()!))
        {
            (record, Amount applied, Amount reward) = record.Update(
                Read.Amount(slash), Read.Word(item.Input("reward_proportion_parts")), Read.Word(item.Input("reward_f1_parts")));
            actual.Add($"{applied}/{reward}");
        }

        return CaseOutcome.Compare(
            string.Join(" ", item.Expected.GetProperty("applied_and_reward").EnumerateArray().Select(pair => $"{pair[0].GetString()}/{pair[1].GetString()}")),
            string.Join(" ", actual));
    }

    private static uint Number(string text) => uint.Parse(text, CultureInfo.InvariantCulture);
}
