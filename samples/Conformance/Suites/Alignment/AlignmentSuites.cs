namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Alignment;

/// <summary>The vector files of the conditions, games and decision processes behind the alignment verdicts.</summary>
internal static class AlignmentSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new NormalFormGamesSuite(),
        new DecisionProcessSuite(),
        new ProofOfSamplingSuite(),
        new AuditSamplingSuite(),
        new MultiPeriodSuite(),
    ];
}
