using System.Globalization;
using CapaCloud.Mechanisms.Presets.Networks.Sablier;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

internal sealed class SablierLockupSuite : ConformanceSuite
{
    public override string File => "staking/sablier_lockup.json";

    public override string OperationOf(VectorCase item) => RewardCase.Operation(item);

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        long elapsed = long.Parse(item.Input("elapsed"), CultureInfo.InvariantCulture);
        switch (OperationOf(item))
        {
            case "linear_with_unlocks":
                return RewardCase.CompareWithin(item, SablierLockup.Linear(
                    RewardCase.Amount(item, "deposit"),
                    elapsed,
                    RewardCase.Word(item, "cliff"),
                    RewardCase.Word(item, "total"),
                    RewardCase.Amount(item, "startUnlock"),
                    RewardCase.Amount(item, "cliffUnlock")).Units);
            case "segment_power_curve":
                return RewardCase.CompareWithin(item, SablierLockup.Stretches(elapsed, [.. item.Inputs.GetProperty("segments").EnumerateArray().Select(Segment)]).Units);
            default:
                return new CaseOutcome.NotCovered($"unknown operation {OperationOf(item)}");
        }
    }

    private static SablierSegment Segment(VectorValue segment) =>
        new(Read.Amount(segment[0].GetString()!), Ratio.Parse(segment[1].GetString()!), Read.Word(segment[2].GetString()!));
}
