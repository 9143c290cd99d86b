using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

internal sealed class FilecoinVestingSuite : ConformanceSuite
{
    public override string File => "staking/filecoin_vesting.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.Input("op") != "vesting_schedule")
        {
            return new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
        }

        FilecoinVesting rule = new()
        {
            InitialDelay = Span(item, "initial_delay"),
            Period = Span(item, "vest_period"),
            Step = Span(item, "step_duration"),
            Quantum = Span(item, "quantization"),
        };
        Epoch start = Epoch.Of(Read.Word(item.Input("vest_start")));
        IReadOnlyList<FilecoinVestingStep> steps =
            rule.Schedule(Read.Amount(item.Input("vest_sum")), start, Epoch.Of(Read.Word(item.Input("proving_period_start"))));
        string[] expected = [.. item.Expected.GetProperty("unlocked_at_vest_start_plus_e").EnumerateArray().Select(amount => amount.GetString()!)];
        List<string> actual = [];
        Amount taken = Amount.Zero;
        for (int later = 0; later < expected.Length; later++)
        {
            Epoch now = start + EpochSpan.Of((ulong)later);
            Amount unlocked = steps.Where(step => step.IsUnlocked(now)).Aggregate(Amount.Zero, (sum, step) => sum + step.Amount);
            actual.Add($"{unlocked - taken}");
            taken = unlocked;
        }

        return CaseOutcome.Compare(string.Join(" ", expected), string.Join(" ", actual));
    }

    private static EpochSpan Span(VectorCase item, string key) => EpochSpan.Of(Read.Word(item.Input(key)));
}
