namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Splitting;

/// <summary>The vector files of the group splitting.</summary>
internal static class SplittingSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new AllocateSuite(),
        new ApportionmentSuite(),
        new ShapleySuite(),
        new PolkadotNormalizeSuite(),
    ];
}
