using System.Globalization;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Polkadot's reward curve: points, payouts, the exact curve, the era payout, the logarithm and the stepped curve.</summary>
internal sealed class PolkadotRewardSuite(string file) : ConformanceSuite
{
    private const ulong Quintillion = 1_000_000_000_000_000_000;

    /// <summary>The year of the network's pallet, in milliseconds, where a case does not state it.</summary>
    private const ulong JulianYear = 31_557_600_000;

    public override string File => file;

    public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["/expected/test_precision_ppm"] = "the bound of upstream's own test of its points against the curve, which the points here equal",
        ["/expected/true_value"] = "the logarithm that the network's series approximates",
        ["/expected/tolerance"] = "how far the series may be from it; the suite asks for the series itself",
    };

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["computeTotalPayoutMax /inputs/staked"] = "the most that is paid does not depend on what is staked",
        ["computeInflation /inputs/falloffPct"] = "no published case in percent is above its ideal",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "computeTotalPayout" => Payout(item, "minInflationPpm", "maxInflationPpm", "idealStakePpm", "falloffPpm", "maxPieceCount", "eraMs"),
        "computeTotalPayoutMax" => PayoutMaximum(item),
        "compute_total_payout" => Payout(item, "min_inflation_ppm", "max_inflation_ppm", "ideal_stake_ppm", "falloff_ppm", "max_piece_count", "era_ms"),
        "reward_curve_points" => Points(item),
        "log2_ppm" => CaseOutcome.Compare(item.Expect("value"), $"{PolkadotRewardCurve.BinaryLogarithm(Number(item, "p"), Number(item, "q"))}"),
        "stepped_curve" => Stepped(item),
        "computeInflation" => Exact(item),
        "eraPayout" => Era(item),
        string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
        null => new CaseOutcome.NotCovered("no operation is named"),
    };

    private static uint Number(VectorCase item, string key) => uint.Parse(item.Input(key), CultureInfo.InvariantCulture);

    private static PolkadotRewardCurve Curve(VectorCase item, string lowest, string highest, string ideal, string falloff, string pieces) =>
        new(Number(item, lowest), Number(item, highest), Number(item, ideal), Number(item, falloff), Number(item, pieces));

    private static CaseOutcome Payout(VectorCase item, string lowest, string highest, string ideal, string falloff, string pieces, string era)
    {
        ulong year = item.Has("msPerYear") ? RewardCase.Word(item, "msPerYear") : JulianYear;
        (UInt128 payout, UInt128 maximum) = Curve(item, lowest, highest, ideal, falloff, pieces)
            .Payout((UInt128)RewardCase.Integer(item, "staked"), (UInt128)RewardCase.Integer(item, "total"), RewardCase.Word(item, era), year);
        return Read.Compare(item, ("payout", $"{payout}"), ("maximum", $"{maximum}"));
    }

    private static CaseOutcome PayoutMaximum(VectorCase item)
    {
        // The curve of the same test upstream; the case lists what it varies.
        (_, UInt128 maximum) = new PolkadotRewardCurve(25_000, 100_000, 500_000, 50_000, 40)
            .Payout((UInt128)RewardCase.Integer(item, "staked"), (UInt128)RewardCase.Integer(item, "total"), RewardCase.Word(item, "eraMs"), JulianYear);
        return Read.Compare(item, ("maxPayout", $"{maximum}"));
    }

    private static CaseOutcome Points(VectorCase item)
    {
        string expected = string.Join(' ', item.Expected.GetProperty("points_ppm").EnumerateArray().Select(point => $"{point[0].GetString()},{point[1].GetString()}"));
        PolkadotRewardCurve curve = Curve(item, "min_inflation_ppm", "max_inflation_ppm", "ideal_stake_ppm", "falloff_ppm", "max_piece_count");
        return CaseOutcome.Compare(expected, string.Join(' ', curve.Points.Select(point => $"{point.Staked},{point.Rate}")));
    }

    private static CaseOutcome Stepped(VectorCase item)
    {
        PolkadotStepKind? kind = item.Input("step_kind") switch
        {
            "Add" => PolkadotStepKind.Add,
            "Subtract" => PolkadotStepKind.Subtract,
            "PctInc" => PolkadotStepKind.IncreaseByPart,
            "PctDec" => PolkadotStepKind.DecreaseByPart,
            _ => null,
        };
        ulong? end = item.OptionalInput("end") is { } text ? Read.Word(text) : null;
        _ = item.Inputs.TryGetProperty("end", out VectorValue none) && none.ValueKind == System.Text.Json.JsonValueKind.Null;
        return kind is null
            ? new CaseOutcome.NotCovered($"the step '{item.Input("step_kind")}' is not known")
            : Read.Compare(item, ("value", $"{new PolkadotSteppedCurve(
                RewardCase.Word(item, "start"), end, RewardCase.Word(item, "initial"), kind.Value, RewardCase.Word(item, "step"), RewardCase.Word(item, "period"), RewardCase.Word(item, "saturate_max")).At(RewardCase.Word(item, "point"))}"));
    }

    /// <summary>The exact function: the library's curve from 0 to 1.</summary>
    private static CaseOutcome Exact(VectorCase item)
    {
        bool percent = item.Has("stakePct");
        TargetStakeCurve curve = new(Ratio.Zero, Ratio.One, Part("idealPct", "idealMilli"), Part("falloffPct", "falloffMilli"));
        UInt128 parts = curve.YearlyRate(Part("stakePct", "stakeMilli")).Parts;
        string? fraction = item.Expects("fraction") ? Fraction(item, parts) : null;
        return fraction is null
            ? Read.Compare(item, ("perquintillFloor", $"{parts}"))
            : Read.Compare(item, ("perquintillFloor", $"{parts}"), ("fraction", fraction));

        Proportion Part(string percents, string thousandths) => Proportion.FromQuotient(
            RewardCase.Word(item, percent ? percents : thousandths), percent ? 100u : 1_000u, Rounding.Down);
    }

    /// <summary>The fraction as it is written, where its 18 digits are those of the result.</summary>
    private static string Fraction(VectorCase item, UInt128 parts)
    {
        var (numerator, denominator) = RewardCase.Rational(item.Expect("fraction"));
        return numerator * Quintillion / denominator == parts ? item.Expect("fraction") : $"{parts}/{Quintillion}";
    }

    private static CaseOutcome Era(VectorCase item)
    {
        (UInt128 staking, UInt128 rest) = PolkadotInflation.EraPayout(
            (UInt128)RewardCase.Integer(item, "staked"),
            (UInt128)RewardCase.Integer(item, "stakable"),
            Parts(item.Input("minInflation")),
            Parts($"{item.Input("maxInflationPct")}/100"),
            Parts(item.Input("periodFraction")),
            RewardCase.Word(item, "auctionedSlots"));
        return Read.Compare(item, ("staking", $"{staking}"), ("rest", $"{rest}"));
    }

    private static PerThing Parts(string text)
    {
        var (numerator, denominator) = RewardCase.Rational(text);
        return PerThing.FromRational(Quintillion, (UInt128)numerator, (UInt128)denominator);
    }
}
