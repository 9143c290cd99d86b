namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Slashing;

/// <summary>The vector files of the group slashing.</summary>
internal static class SlashingSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new CosmosSlashingSuite(),
        new EthereumSlashingSuite(),
        new EthereumInactivitySuite(),
        new EigenLayerSlashingSuite(),
        new PolkadotSlashingSpansSuite(),
        new FilecoinPenaltiesSuite(),
        new TezosSlashingSuite(),
    ];
}
