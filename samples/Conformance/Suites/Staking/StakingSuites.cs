namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Staking;

/// <summary>The vector files of the group staking.</summary>
internal static class StakingSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new CosmosDelegationSharesSuite(),
        new EthereumChurnSuite(),
        new EthereumHysteresisSuite(),
        new FilecoinPledgeSuite(),
        new FilecoinVestingSuite(),
        new PolkadotPhragmenSuite(),
    ];
}
