using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>Avalanche's exponential gas price, and the counter behind it.</summary>
internal sealed class ExponentialPriceSuite : ConformanceSuite
{
    public override string File => "markets/avalanche_exponential_price.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Inputs.TryGetProperty("K", out _)
        ? CaseOutcome.Compare(
            item.Expected.GetString()!,
            new ExponentialPrice(Read.Amount(item.Input("minPrice")), Read.Word(item.Input("K")), Amount.Of(ulong.MaxValue)).At(Read.Word(item.Input("excess"))).ToString())
        : Counter(item);

    private static CaseOutcome Counter(VectorCase item)
    {
        ulong initial = Read.Word(item.Input("initial")), each = Read.Word(item.Input("gasPerSecond")), seconds = Read.Word(item.Input("seconds"));
        string? operation = item.Operation;
        ulong? value = operation switch
        {
            "add_over_time" => Excess.OverTime(initial, each, 0, seconds),
            "sub_over_time" => Excess.OverTime(initial, 0, each, seconds),
            _ => null,
        };
        return value is { } counted
            ? CaseOutcome.Compare(item.Expected.GetString()!, counted.ToString(CultureInfo.InvariantCulture))
            : new CaseOutcome.NotCovered($"the operation '{operation}' is not known");
    }
}
