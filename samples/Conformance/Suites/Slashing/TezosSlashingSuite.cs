using System.Globalization;
using CapaCloud.Mechanisms.Presets.Networks.Tezos;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

/// <summary>Tezos: the penalty grows with the square of what all the guilty have together, and depends on nothing else.</summary>
internal sealed class TezosSlashingSuite : ConformanceSuite
{
    public override string File => "staking/tezos_adaptive_slashing.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["slash_depends_on_the_sum_only /inputs/committee"] = "the one published case has no guilty slots on either side, and 0 is 0 for every committee",
        ["slash_depends_on_the_sum_only /inputs/threshold"] = "the one published case has no guilty slots on either side, and 0 is 0 for every threshold",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong committee = Read.Word(item.Input("committee"));
        string[] threshold = item.Input("threshold").Split('/');
        (ulong, ulong) share = (Read.Word(threshold[0]), Read.Word(threshold[1]));
        return item.Operation switch
        {
            "quadratic_correlated_slash" => CaseOutcome.Compare(
                item.Expected.GetString()!,
                new TezosSlashing(committee, share, (uint)Read.Word(item.Input("maxBasisPoints"))).BasisPoints(Read.Word(item.Input("attestingRights"))).ToString(CultureInfo.InvariantCulture)),
            "slash_depends_on_the_sum_only" => CaseOutcome.Compare(
                item.Expected.GetBoolean().ToString(),
                (Penalty(committee, share, item, "a") == Penalty(committee, share, item, "b")).ToString()),
            string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
            null => new CaseOutcome.NotCovered("no operation"),
        };
    }

    private static uint Penalty(ulong committee, (ulong, ulong) threshold, VectorCase item, string guilty) =>
        new TezosSlashing(committee, threshold).BasisPoints(item.Inputs.GetProperty(guilty).EnumerateArray().Aggregate(0UL, (sum, slots) => sum + Read.Word(slots.GetString()!)));
}
