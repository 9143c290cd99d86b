using CapaCloud.Mechanisms.Presets.Networks.ZeroEx;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>0x's exponential and logarithm.</summary>
internal sealed class ZeroExFixedMathSuite : ConformanceSuite
{
    public override string File => "staking/zeroex_libfixedmath_exp_ln.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Input("op") switch
    {
        "exp" => CaseOutcome.Compare(
            item.Expect("y_q127"), NumberText.Of(LibFixedMath.Exponential(NumberText.Integer(item.Input("x_q127"))))),
        "ln" => CaseOutcome.Compare(
            item.Expect("y_q127"), NumberText.Of(LibFixedMath.Logarithm(NumberText.Integer(item.Input("x_q127"))))),
        string other => new CaseOutcome.NotCovered($"unknown operation {other}"),
    };
}
