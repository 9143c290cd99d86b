using CapaCloud.Mechanisms.Presets.Networks.Cosmos;
using CapaCloud.Mechanisms.Presets.Networks.Skip;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Markets;
using CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>Skip's fee market: EIP-1559 and its additive-increase form.</summary>
internal sealed class SkipFeeMarketSuite : ConformanceSuite
{
    public override string File => "markets/feemarket_aimd.json";

    public override IReadOnlyDictionary<string, string> Unmoved { get; } = new Dictionary<string, string>
    {
        ["base_price_eip1559 /inputs/max"] = "the price depends on the target, which is read; the capacity only tells how full a window is",
        ["base_price_aimd /inputs/max"] = "the published windows are all empty, or all at the target, where no rate moves the price",
        ["base_price_aimd /inputs/beta"] = "the published windows are all empty, or all at the target, where no rate moves the price",
        ["base_price_aimd /inputs/gamma"] = "the published windows are all empty, or all at the target, where no rate moves the price",
        ["base_price_aimd /inputs/minLearningRate"] = "the published windows are all empty, or all at the target, where no rate moves the price",
    };

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        ulong capacity = RewardCase.Word(item, "max");
        ulong[] window = MarketCases.Words(item.Inputs.GetProperty("window"));
        CosmosDecimal rate = CosmosDecimal.Parse(item.Input("learningRate"));
        CosmosDecimal Optional(string key, string usual) => CosmosDecimal.Parse(item.OptionalInput(key) ?? usual);
        SkipFeeMarket market = new(
            capacity,
            item.Has("target") ? RewardCase.Word(item, "target") : capacity / 2,
            Optional("alpha", "0"),
            Optional("beta", "1"),
            Optional("gamma", "0"),
            Optional("minLearningRate", "0.01"),
            Optional("maxLearningRate", "0.5"),
            Optional("minPrice", "0"));
        return item.Operation switch
        {
            "base_price_eip1559" => Compare(item, market.NextPrice(CosmosDecimal.Parse(item.Input("basePrice")), rate, window[0])),
            "learning_rate_aimd" => Compare(item, market.NextRate(rate, window)),
            "base_price_aimd" => Compare(item, market.NextPrice(CosmosDecimal.Parse(item.Input("basePrice")), market.NextRate(rate, window), window[0])),
            string other => new CaseOutcome.NotCovered($"the operation '{other}' is not known"),
            null => new CaseOutcome.NotCovered("no operation is named"),
        };
    }

    private static CaseOutcome Compare(VectorCase item, CosmosDecimal actual)
    {
        string text = actual.ToString();
        return RewardCase.Compare(item, text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text);
    }
}
