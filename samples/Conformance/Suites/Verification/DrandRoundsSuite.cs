using System.Globalization;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>drand's rounds and times.</summary>
internal sealed class DrandRoundsSuite : ConformanceSuite
{
    public override string File => "verification/drand-rounds.json";

    public override string OperationOf(VectorCase item) => item.OptionalInput("now") is null ? "time" : "next";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        BeaconSchedule schedule = new(Number(item, "genesis"), Number(item, "periodSeconds"));
        if (item.OptionalInput("now") is null)
        {
            return CaseOutcome.Compare(item.Expect("time"), Text(schedule.TimeOf(Number(item, "round"))));
        }

        ulong next = schedule.NextRound(Number(item, "now"));
        return CaseOutcome.Compare(
            $"{item.Expect("nextRound")} at {item.Expect("nextRoundTime")}", $"{Text(next)} at {Text(schedule.TimeOf(next))}");
    }

    private static ulong Number(VectorCase item, string key) => ulong.Parse(item.Input(key), CultureInfo.InvariantCulture);

    private static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);
}
