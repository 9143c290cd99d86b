using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Evm;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>Multiply and divide: 128 bits by the core, 256 bits by the Ethereum machine's words.</summary>
internal sealed class MulDivSuite : ConformanceSuite
{
    public override string File => "markets/muldiv.json";

    public override string OperationOf(VectorCase item) => $"{item.Input("fn")} {item.Input("bits")} {item.Expect("result") == "revert"}";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        Rounding? rounding = item.Input("fn") switch
        {
            "mulDiv" => Rounding.Down,
            "mulDivRoundingUp" => Rounding.Up,
            _ => null,
        };
        return (rounding, item.Input("bits")) switch
        {
            (null, _) => new CaseOutcome.NotCovered($"unknown operation {item.Input("fn")}"),
            (_, "128") => CaseOutcome.Compare(item.Expect("result"), Compute(() => Core(item, rounding.Value))),
            (_, "256") => CaseOutcome.Compare(item.Expect("result"), Compute(() => Word(item, rounding.Value))),
            _ => new CaseOutcome.NotCovered($"unknown width {item.Input("bits")}"),
        };
    }

    private static string Core(VectorCase item, Rounding rounding) => NumberText.Of(MultiplyDivide.Round(
        NumberText.Unsigned(item.Input("x")), NumberText.Unsigned(item.Input("y")), NumberText.Unsigned(item.Input("denominator")), rounding));

    private static string Word(VectorCase item, Rounding rounding) => NumberText.Of(FullMath.MultiplyDivide(
        NumberText.Integer(item.Input("x")), NumberText.Integer(item.Input("y")), NumberText.Integer(item.Input("denominator")), rounding));

    private static string Compute(Func<string> operation)
    {
        try
        {
            return operation();
        }
        catch (ArithmeticException)
        {
            // A division by zero, or a quotient too large for the width: what a contract answers by reverting.
            return "revert";
        }
    }
}
