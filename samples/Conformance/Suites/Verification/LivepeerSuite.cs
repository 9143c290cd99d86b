using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using CapaCloud.Mechanisms.Presets.Networks.Livepeer;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>Livepeer's tickets and its choice of orchestrators.</summary>
internal sealed class LivepeerSuite : ConformanceSuite
{
    public override string File => "verification/livepeer-tickets-selection.json";

    public override string OperationOf(VectorCase item) =>
        item.Has("nodes") ? "filter"
        : item.Has("stakes") ? "probabilities"
        : item.Has("faceValue") ? "expected value"
        : "ticket";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "filter" => CaseOutcome.Compare(Join(item.Expected.GetProperty("selected")), string.Join(",", Filter(item.Inputs))),
        "probabilities" => Tolerances.Compare(
            item.Expected.GetProperty("probabilities"), Probabilities(item.Inputs), item.Whole.GetProperty("tolerance").GetDouble()),
        "expected value" => CaseOutcome.Compare(
            item.Expect("expectedValueRounded"), Text(LivepeerTickets.ExpectedValue(Number(item, "faceValue"), Number(item, "winProb")))),
        _ => Ticket(item),
    };

    private static CaseOutcome Ticket(VectorCase item)
    {
        BigInteger expectedValue = Number(item, "ev");
        BigInteger face;
        try
        {
            face = LivepeerTickets.FaceValue(
                expectedValue, Number(item, "redeemGas"), Number(item, "gasPrice"), Number(item, "txCostMultiplier"), Number(item, "maxFloat"));
        }
        catch (InvalidOperationException refusal)
        {
            return item.OptionalExpect("error") is { } error && refusal.Message.StartsWith(error, StringComparison.Ordinal)
                ? new CaseOutcome.Matched()
                : new CaseOutcome.Mismatched(item.Expected.ToString(), refusal.Message);
        }

        string chance = item.OptionalExpect("winProb") is null ? "" : $" at {Text(LivepeerTickets.WinProbability(expectedValue, face, item.Has("maxWinProb") ? Number(item, "maxWinProb") : LivepeerTickets.Certain))}";
        string expectedChance = item.OptionalExpect("winProb") is { } published ? $" at {published}" : "";
        return CaseOutcome.Compare($"{item.OptionalExpect("faceValue") ?? item.Expected.ToString()}{expectedChance}", $"{Text(face)}{chance}");
    }

    private static ImmutableArray<double> Probabilities(VectorValue inputs) => LivepeerSelection.Probabilities(
        Doubles(inputs, "stakes"),
        Doubles(inputs, "prices"),
        inputs.GetProperty("stakeWeight").GetDouble(),
        inputs.GetProperty("priceWeight").GetDouble(),
        inputs.GetProperty("randWeight").GetDouble(),
        inputs.GetProperty("priceExpFactor").GetDouble());

    private static ImmutableArray<string> Filter(VectorValue inputs) => LivepeerSelection.Filter(
        [.. inputs.GetProperty("nodes").EnumerateArray().Select(node => node.GetString()!)],
        Table(inputs, "performance"),
        inputs.GetProperty("minPerformance").GetDouble(),
        Table(inputs, "prices"),
        inputs.GetProperty("maxPrice").ValueKind == JsonValueKind.Null ? null : inputs.GetProperty("maxPrice").GetDouble(),
        inputs.GetProperty("ignoreMaxPriceIfNeeded").GetBoolean());

    private static Dictionary<string, double> Table(VectorValue inputs, string key) =>
        inputs.GetProperty(key).EnumerateObject().ToDictionary(property => property.Name, property => property.Value.GetDouble());

    private static double[] Doubles(VectorValue inputs, string key) =>
        [.. inputs.GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];

    private static string Join(VectorValue list) => string.Join(",", list.EnumerateArray().Select(value => value.GetString()));

    private static BigInteger Number(VectorCase item, string key) =>
        item.Input(key) is "2^256-1" ? LivepeerTickets.Certain : BigInteger.Parse(item.Input(key), CultureInfo.InvariantCulture);

    private static string Text(BigInteger value) => value.ToString(CultureInfo.InvariantCulture);
}
