using System.Globalization;
using CapaCloud.Mechanisms.Presets.Networks.Drand;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>drand's rounds and times: by the network's own arithmetic, and by the core's schedule, which must agree where it applies.</summary>
internal sealed class DrandRoundsSuite : ConformanceSuite
{
    public override string File => "verification/drand-rounds.json";

    public override string OperationOf(VectorCase item) => item.Has("now") ? "next" : "time";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        DrandRounds rounds = new(Number(item, "genesis"), uint.Parse(item.Input("periodSeconds"), CultureInfo.InvariantCulture));
        if (!item.Has("now"))
        {
            ulong round = ulong.Parse(item.Input("round"), CultureInfo.InvariantCulture);
            long time = rounds.TimeOf(round);
            return time != DrandRounds.NoTime && rounds.Genesis >= 0 && Core(rounds).TimeOf(round) != (ulong)time
                ? new CaseOutcome.Mismatched(Text(Core(rounds).TimeOf(round)), Text(time))
                : CaseOutcome.Compare(item.Expect("time"), Text(time));
        }

        long now = Number(item, "now");
        (ulong next, long nextTime) = rounds.Next(now);
        return rounds.Genesis >= 0 && now >= 0 && Core(rounds).NextRound((ulong)now) != next
            ? new CaseOutcome.Mismatched(Text(Core(rounds).NextRound((ulong)now)), Text(next))
            : CaseOutcome.Compare($"{item.Expect("nextRound")} at {item.Expect("nextRoundTime")}", $"{Text(next)} at {Text(nextTime)}");
    }

    private static BeaconSchedule Core(DrandRounds rounds) => new((ulong)rounds.Genesis, rounds.Period);

    private static long Number(VectorCase item, string key) => long.Parse(item.Input(key), CultureInfo.InvariantCulture);

    private static string Text(Int128 value) => value.ToString(CultureInfo.InvariantCulture);
}
