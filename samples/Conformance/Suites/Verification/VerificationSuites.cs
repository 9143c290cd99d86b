namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>The vector files of the group verification; the three on economics are among the alignment suites.</summary>
internal static class VerificationSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new SwapOrNotSuite(),
        new AlgorandSortitionSuite(),
        new DrandRoundsSuite(),
        new WeightedSamplingSuite(),
        new KlerosCoherenceSuite(),
        new LivepeerSuite(),
    ];
}
