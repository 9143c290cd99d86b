using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>The Polkadot SDK's per-things.</summary>
internal sealed class PerThingSuite : ConformanceSuite
{
    public override string File => "staking/polkadot_perthing.json";

    public override string OperationOf(VectorCase item) => $"{item.Input("op")} {item.OptionalInput("rounding")}";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong accuracy = NumberText.Word(item.Input("accuracy"));
        if (AccuracyOf(item.Input("type")) != accuracy)
        {
            return new CaseOutcome.NotCovered($"{item.Input("type")} has not {accuracy} parts");
        }

        UInt128 Number(string key) => NumberText.Unsigned(item.Input(key));
        PerThing Part(string key) => PerThing.FromParts(accuracy, NumberText.Word(item.Input(key)));
        UInt128? actual = item.Input("op") switch
        {
            "mul_balance_nearest" => Part("parts").Of(Number("balance"), Rounding.HalfDown),
            "mul_balance_floor" => Part("parts").Of(Number("balance"), Rounding.Down),
            "mul_balance_ceil" => Part("parts").Of(Number("balance"), Rounding.Up),
            "reciprocal_mul_nearest" => Part("parts").ReciprocalOf(Number("balance"), Number("max"), Rounding.HalfUp),
            "reciprocal_mul_floor" => Part("parts").ReciprocalOf(Number("balance"), Number("max"), Rounding.Down),
            "reciprocal_mul_ceil" => Part("parts").ReciprocalOf(Number("balance"), Number("max"), Rounding.Up),
            "from_rational_down" => PerThing.FromRational(accuracy, Number("num"), Number("den")).Parts,
            "saturating_div" => PerThing.SaturatingDivide(accuracy, Number("num"), Number("den"), RoundingOf(item)).Parts,
            "saturating_pow" => Part("parts").Power(NumberText.Word(item.Input("exp"))).Parts,
            "square" => Part("parts").Multiply(Part("parts")).Parts,
            "mul_parts" => Part("a").Multiply(Part("b")).Parts,
            "rational_mul_correction" => PerThing.Correction(Number("x"), Number("num"), Number("den"), RoundingOf(item)),
            _ => null,
        };
        return (item.Input("op"), actual) switch
        {
            ("from_rational_with_rounding", _) => CheckRational(accuracy, item),
            (_, { } value) => CaseOutcome.Compare(item.Expect("value"), NumberText.Of(value)),
            _ => new CaseOutcome.NotCovered($"unknown operation {item.Input("op")}"),
        };
    }

    private static CaseOutcome CheckRational(ulong accuracy, VectorCase item)
    {
        UInt128 denominator = NumberText.Unsigned(item.Input("den"));
        try
        {
            PerThing part = PerThing.FromRational(accuracy, NumberText.Unsigned(item.Input("num")), denominator, RoundingOf(item));
            UInt128 product = part.Of(denominator, Rounding.HalfDown);
            string nearest = NumberText.Of(product);
            UInt128 numerator = NumberText.Unsigned(item.Input("num"));
            if (item.OptionalExpect("relation_to_num") is { } relation && !(relation == "<=" ? product <= numerator : product >= numerator))
            {
                return new CaseOutcome.Mismatched($"{relation} {NumberText.Of(numerator)}", nearest);
            }

            return CaseOutcome.Compare(
                $"{item.OptionalExpect("value") ?? item.Expect("error")} {item.OptionalExpect("q_times_d_nearest") ?? nearest}",
                $"{NumberText.Of(part.Parts)} {nearest}");
        }
        catch (ArgumentOutOfRangeException)
        {
            return CaseOutcome.Compare(item.OptionalExpect("error") ?? item.Expect("value"), "p > q");
        }
    }

    private static ulong AccuracyOf(string type) => type switch
    {
        "Percent" => 100,
        "PerU16" => 65_535,
        "Permill" => 1_000_000,
        "Perbill" => 1_000_000_000,
        "Perquintill" => 1_000_000_000_000_000_000,
        string other => throw new KeyNotFoundException($"the type '{other}' is unknown"),
    };

    private static Rounding RoundingOf(VectorCase item) => item.Input("rounding") switch
    {
        "Down" => Rounding.Down,
        "Up" => Rounding.Up,
        "NearestPrefUp" => Rounding.HalfUp,
        "NearestPrefDown" => Rounding.HalfDown,
        string other => throw new KeyNotFoundException($"the rounding '{other}' is unknown"),
    };
}
