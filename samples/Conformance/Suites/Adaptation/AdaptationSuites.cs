namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Adaptation;

/// <summary>The vector files of the group adaptation; the posted prices among them stand with the markets.</summary>
internal static class AdaptationSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new AsertSuite(),
        new LinearWeightedSuite(),
        new NamadaSuite(),
        new CosmosMintSuite(),
        new FilecoinFilterSuite("markets/filecoin_alpha_beta.json"),
        new FilecoinFilterSuite("staking/filecoin_smoothing_theta.json"),
        new PolkadotRewardSuite("markets/polkadot_reward_curve.json"),
        new PolkadotRewardSuite("staking/polkadot_reward_curve.json"),
        new PolkadotInflationSuite(),
        new GasTargetSuite(),
        new BlockDelaySuite(),
        new CosmosTallySuite(),
        new SkipFeeMarketSuite(),
        new GebControllerSuite(),
        new ReferendaCurveSuite(),
        new TezosIssuanceSuite(),
    ];
}
