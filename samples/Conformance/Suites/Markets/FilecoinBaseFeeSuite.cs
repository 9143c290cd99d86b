using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;

/// <summary>Filecoin's base fee by utilisation, and the newer one by premium.</summary>
internal sealed class FilecoinBaseFeeSuite : ConformanceSuite
{
    public override string File => "markets/filecoin_base_fee.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["next_base_fee /inputs/min"] = "the least fee is far below every published fee, and stays below when it is a thousand times larger",
        ["weighted_percentile_premium /inputs/premiums/*"] = "both published blocks are too empty for a premium to be paid",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        string? operation = item.Operation;
        Amount? actual = operation switch
        {
            "next_base_fee" => Utilisation(item),
            "next_base_fee_from_premium" => new PremiumFeeRule(Read.Word(item.Input("denominator")), Read.Amount(item.Input("min")))
                .Next(Read.Amount(item.Input("baseFee")), Read.Amount(item.Input("premium"))),
            "weighted_percentile_premium" => Premium(item),
            _ => null,
        };
        return actual is { } fee
            ? CaseOutcome.Compare(item.Expected.GetString()!, fee.ToString())
            : new CaseOutcome.NotCovered($"the operation '{operation}' is not known");
    }

    private static Amount Utilisation(VectorCase item)
    {
        UInt128[] packing = [.. $"{item.Input("packingEfficiency")}/1".Split('/').Take(2).Select(part => UInt128.Parse(part, CultureInfo.InvariantCulture))];
        UtilisationFeeRule rule = new(
            Read.Word(item.Input("target")), Read.Word(item.Input("denominator")), Proportion.FromQuotient(packing[0], packing[1], Rounding.Down), Read.Amount(item.Input("min")));
        return rule.Next(Read.Amount(item.Input("baseFee")), UInt128.Parse(item.Input("gasUsed"), CultureInfo.InvariantCulture), Read.Word(item.Input("blocks")));
    }

    private static Amount Premium(VectorCase item)
    {
        ulong[] premiums = MarketCases.Words(item.Inputs.GetProperty("premiums")), limits = MarketCases.Words(item.Inputs.GetProperty("limits"));
        return PremiumFeeRule.PremiumAt([.. premiums.Zip(limits, (premium, limit) => new PremiumOffer(Amount.Of(premium), limit))], Read.Word(item.Input("index")));
    }
}
