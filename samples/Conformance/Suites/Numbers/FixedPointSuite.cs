using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>
/// Powers, exponentials, logarithms and roots against the exact value rounded down; the figures of the libraries the cases come
/// from are their own approximations and no oracle. Cases within the core's range go through the core and the wide form, which
/// must agree; cases of 256 bits through the wide form alone.
/// </summary>
internal sealed class FixedPointSuite : ConformanceSuite
{
    private static readonly BigInteger One = Proportion.PartsPerOne;

    public override string File => "markets/fixedpoint.json";

    public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["/expected/prbmath"] = "PRBMath's own approximation; the exact value beside it is the oracle",
        ["/expected/prbmathAbsErrUlp"] = "how far PRBMath is off",
        ["/expected/prbmathRelErr"] = "how far PRBMath is off",
        ["/expected/solady"] = "Solady's own approximation; the exact value beside it is the oracle",
        ["/expected/exactTrunc"] = "the exact value toward zero; the library rounds down",
    };

    public override string OperationOf(VectorCase item) => $"{item.Input("fn")} {item.OptionalInput("type")}";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        if (item.Input("fn") == "halfLifeDecay")
        {
            return CaseOutcome.Compare(item.Expect("exactFloor"), NumberText.Of(Decay.Apply(
                Amount.Parse(item.Input("v")), EpochSpan.Parse(item.Input("dt")), EpochSpan.Parse(item.Input("halfLife")), Rounding.Down).Units));
        }

        // A power of zero has no exact floor beside it: the library's own figure, 0, is exact.
        string expected = item.OptionalExpect("exactFloor") ?? item.OptionalExpect("value") ?? item.Expect("prbmath");
        BigInteger x = NumberText.Integer(item.Input("x"));
        if (!IsOfType(item.OptionalInput("type"), x))
        {
            return new CaseOutcome.NotCovered($"{x} is not of the type {item.OptionalInput("type")}");
        }

        BigInteger? wide = item.Input("fn") switch
        {
            "exp2" => WideFixedPoint.PowerOfTwo(x, Rounding.Down),
            "exp" or "expWad" => WideFixedPoint.Exponential(x, Rounding.Down),
            "ln" or "lnWad" => WideFixedPoint.NaturalLogarithm(x, Rounding.Down),
            "log2" => WideFixedPoint.BinaryLogarithm(x, Rounding.Down),
            "pow" => WideFixedPoint.Power(x, NumberText.Integer(item.Input("y")), Rounding.Down),
            "powu" => WideFixedPoint.Power(x, NumberText.Integer(item.Input("y")) * One, Rounding.Down),
            "sqrtWad" => WideFixedPoint.Root(x, 2, Rounding.Down),
            "cbrtWad" => WideFixedPoint.Root(x, 3, Rounding.Down),
            _ => null,
        };
        if (wide is null)
        {
            return new CaseOutcome.NotCovered($"unknown operation {item.Input("fn")}");
        }

        string actual = NumberText.Of(wide.Value);
        return Core(item, x, wide.Value) is { } core && core != actual
            ? new CaseOutcome.Mismatched(expected, $"{core} by the core, {actual} by the wide form")
            : CaseOutcome.Compare(expected, actual);
    }

    /// <summary>Tells whether a number is of the library's type that the case names: unsigned or signed, of 256 bits.</summary>
    private static bool IsOfType(string? type, BigInteger x) => type switch
    {
        null => true,
        "ud60x18" or "wad-uint256" or "uint256" => x.Sign >= 0 && x.GetBitLength() <= 256,
        "sd59x18" or "wad-int256" or "int256" => x.GetBitLength() <= 255,
        _ => false,
    };

    /// <summary>The core's answer, or null where argument or result is beyond its range.</summary>
    private static string? Core(VectorCase item, BigInteger x, BigInteger result)
    {
        bool fits = NumberText.Fits(BigInteger.Abs(x)) && NumberText.Fits(BigInteger.Abs(result));
        Ratio size = fits ? Ratio.FromParts((UInt128)BigInteger.Abs(x)) : Ratio.Zero;
        return (item.Input("fn"), x.Sign < 0, x >= One) switch
        {
            _ when !fits => null,
            ("exp2", false, _) => NumberText.Of(Exponential.PowerOfTwo(size, Rounding.Down).Parts),
            ("exp2", true, _) => NumberText.Of(Exponential.NegativePowerOfTwo(size, Rounding.Down).Parts),
            ("exp" or "expWad", false, _) => NumberText.Of(Exponential.Natural(size, Rounding.Down).Parts),
            ("exp" or "expWad", true, _) => NumberText.Of(Exponential.NegativeNatural(size, Rounding.Down).Parts),
            ("ln" or "lnWad", _, true) => NumberText.Of(Logarithm.Natural(size, Rounding.Down).Parts),
            ("ln" or "lnWad", _, false) => Minus(Logarithm.NegativeNatural(Part(x), Rounding.Up)),
            ("log2", _, true) => NumberText.Of(Logarithm.Binary(size, Rounding.Down).Parts),
            ("log2", _, false) => Minus(Logarithm.NegativeBinary(Part(x), Rounding.Up)),
            ("pow", _, _) when NumberText.Integer(item.Input("y")) is { Sign: >= 0 } y && NumberText.Fits(y) =>
                NumberText.Of(Power.Of(size, Ratio.FromParts((UInt128)y), Rounding.Down).Parts),
            ("powu", _, _) => NumberText.Of(Power.Of(size, NumberText.Unsigned(item.Input("y")), UInt128.One, Rounding.Down).Parts),
            ("sqrtWad", _, _) => NumberText.Of(SquareRoot.Of(size, Rounding.Down).Parts),
            _ => null,
        };
    }

    private static Proportion Part(BigInteger parts) => Proportion.FromParts((ulong)parts);

    private static string Minus(Ratio size) => NumberText.Of(-(BigInteger)size.Parts);
}
