namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Rewards;

/// <summary>The vector files of the group rewards.</summary>
internal static class RewardsSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new AaveInterestSuite(),
        new AvalancheRewardsSuite(),
        new CosmosDistributionSuite(),
        new CosmosVestingSuite(),
        new EthereumRewardsSuite(),
        new FilecoinMintingSuite("staking/filecoin_baseline_reward.json"),
        new FilecoinMintingSuite("staking/filecoin_simple_reward.json"),
        new FilecoinRewardActorSuite(),
        new GraphRebatesSuite(),
        new LivepeerEarningsSuite(),
        new MasterChefSuite(),
        new NearRewardsSuite(),
        new SablierLockupSuite(),
        new SolanaStakeRewardsSuite(),
        new SuiRewardsSuite(),
        new UniswapStakerRewardSuite(),
        new ZeroExCobbDouglasSuite(),
        new ZeroExCumulativeRewardsSuite(),
    ];
}
