using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.Filecoin;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Filecoin's filter, its logarithm and sums, and its network time. The two files name the same things differently.</summary>
internal sealed class FilecoinFilterSuite(string file) : ConformanceSuite
{
    public override string File => file;

    public override IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["/expected/reference_ln_q128"] = "upstream compares whole numbers only; its rational function differs in the digits after the point",
    };

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["extrapolated_cum_sum_of_ratio /inputs/t0"] = "nothing moves in the published cases, so when the sum begins does not matter",
        ["extrapolatedCumSumOfRatio /inputs/relativeStart"] = "nothing moves in the published cases, so when the sum begins does not matter",
        ["extrapolatedCumSumOfRatioQ128 /inputs/relativeStart"] = "nothing moves in the published cases, so when the sum begins does not matter",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "nextEstimate" => Next(item, "alphaQ128", "betaQ128", "position", "velocity", "epochDelta"),
        "alpha_beta_next" => Next(item, "alpha_q128", "beta_q128", "position_q128", "velocity_q128", "epoch_delta"),
        "extrapolatedCumSumOfRatio" => Read.Compare(item, ("value", $"{Sum(item, "num", "den", "Position", "Velocity", "relativeStart") >> 128}")),
        "extrapolatedCumSumOfRatioQ128" => Read.Compare(item, ("valueTimes10000", $"{(Sum(item, "num", "den", "Position", "Velocity", "relativeStart") * 10_000) >> 128}")),
        "extrapolated_cum_sum_of_ratio" =>
            Read.Compare(item, ("floor_q0", $"{(Sum(item, "num", "den", "_position", "_velocity", "t0") * RewardCase.Integer(item, "scale_by")) >> 128}")),
        "ln_q128_integer_part" => CaseOutcome.Compare(item.Expect("ln_integer_part_floor"), $"{FilecoinExpectedReward.Logarithm(RewardCase.Integer(item, "z_q128")) >> 128}"),
        "compute_r_theta" => Theta(item),
        "div_floor" => Read.Compare(item, ("quotient", $"{WideRounding.Quotient(RewardCase.Integer(item, "numerator"), RewardCase.Integer(item, "denominator"), Rounding.Down)}")),
        string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
        null => new CaseOutcome.NotCovered("no operation is named"),
    };

    private static CaseOutcome Next(VectorCase item, string alpha, string beta, string position, string velocity, string epochs)
    {
        FilecoinEstimate next = new FilecoinSmoothing(RewardCase.Integer(item, alpha), RewardCase.Integer(item, beta)).Next(
            new FilecoinEstimate(RewardCase.Integer(item, position), RewardCase.Integer(item, velocity)), RewardCase.Integer(item, "observation"), RewardCase.Word(item, epochs));
        return Read.Compare(item, (position, $"{next.Position}"), (velocity, $"{next.Velocity}"), ("estimate", $"{next.Whole()}"));
    }

    private static BigInteger Sum(VectorCase item, string numerator, string denominator, string position, string velocity, string after) => FilecoinExpectedReward.SumOfRatio(
        FilecoinEstimate.Of(RewardCase.Integer(item, numerator + position), Optional(item, numerator + velocity)),
        FilecoinEstimate.Of(RewardCase.Integer(item, denominator + position), Optional(item, denominator + velocity)),
        RewardCase.Word(item, "delta"),
        RewardCase.Word(item, after));

    private static BigInteger Optional(VectorCase item, string key) => item.Has(key) ? RewardCase.Integer(item, key) : BigInteger.Zero;

    private static CaseOutcome Theta(VectorCase item)
    {
        FilecoinRewardState state = new(
            0, 0, 0, RewardCase.Word(item, "effective_network_time"), RewardCase.Integer(item, "baseline_power"),
            RewardCase.Integer(item, "cumsum_realized"), RewardCase.Integer(item, "cumsum_baseline"), 0);
        decimal whole = (decimal)(state.Time >> 64) / ((decimal)ulong.MaxValue + 1);
        return CaseOutcome.Compare($"{item.Expect("theta_q128")} {item.Expect("theta_decimal")}", $"{state.Time} {whole.ToString("0.##########", CultureInfo.InvariantCulture)}");
    }
}
