using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>Polkadot's coretime: prices of the next sale, the fall of a sale's price, and the price of the queue.</summary>
internal sealed class CoretimeSuite : ConformanceSuite
{
    public override string File => "markets/polkadot_coretime.json";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => item.Operation switch
    {
        "adapt_price" => Adapt(item),
        "leadin_factor" => Factor(item),
        "spot_traffic" => Traffic(item, times: 1),
        "spot_traffic_repeated" => Traffic(item, (int)Read.Word(item.Input("times"))),
        string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
        null => new CaseOutcome.NotCovered("the case names no operation"),
    };

    private static CaseOutcome Adapt(VectorCase item)
    {
        Amount? sellout = item.OptionalInput("selloutPrice") is { } price ? Read.Amount(price) : null;
        Amount end = Read.Amount(item.Input("endPrice"));
        CoretimePrices next = new CoretimePrices(end, end).Next(sellout, Read.Amount(item.Input("minimum")));
        return Read.Compare(item, ("end", next.End.ToString()), ("target", next.Target.ToString()));
    }

    private static CaseOutcome Factor(VectorCase item)
    {
        UInt128[] parts = [.. $"{item.Input("through")}/1".Split('/').Take(2).Select(part => UInt128.Parse(part, CultureInfo.InvariantCulture))];
        Ratio factor = CoretimePrices.Factor(Proportion.FromQuotient(parts[0], parts[1], Rounding.Down));
        return CaseOutcome.Compare(item.Expected.GetString()!, factor.ToString());
    }

    private static CaseOutcome Traffic(VectorCase item, int times)
    {
        ulong capacity = Read.Word(item.Input("capacity")), size = Read.Word(item.Input("size"));
        QueuePrice price = new(Billionths(item.Input("targetPpb")), Billionths(item.Input("variabilityPpb")), Ratio.Zero);
        Ratio multiplier = Ratio.FromParts(UInt128.Parse(item.Input("traffic"), CultureInfo.InvariantCulture));
        string? refusal = null;
        try
        {
            for (int time = 0; time < times; time++)
            {
                multiplier = price.Next(multiplier, capacity, size);
            }
        }
        catch (ArgumentOutOfRangeException exception)
        {
            refusal = exception.ParamName == "capacity" ? "QueueCapacityIsZero" : "QueueSizeLargerThanCapacity";
        }

        return refusal is null && item.Whole.TryGetProperty("tolerance", out _)
            ? item.NearWhole(new Fraction((BigInteger)multiplier.Parts))
            : CaseOutcome.Compare(item.Expected.GetString()!, refusal ?? MarketCases.Text(multiplier.Parts));
    }

    private static Proportion Billionths(string text) => Proportion.FromParts(Read.Word(text) * 1_000_000_000);
}
