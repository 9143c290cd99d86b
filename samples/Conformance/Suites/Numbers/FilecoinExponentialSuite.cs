using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>Filecoin's rational exponential.</summary>
internal sealed class FilecoinExponentialSuite : ConformanceSuite
{
    public override string File => "staking/filecoin_expneg_q128.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") == "expneg"
        ? CaseOutcome.Compare(
            item.Expect("y_q128"), NumberText.Of(RationalExponential.Negative(NumberText.Integer(item.Input("x_q128")))))
        : new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}");
}
