namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>The vector files of the group reputation.</summary>
internal static class ReputationSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new StorjReputationSuite(),
        new EigenTrustSuite(),
        new SubjectiveLogicSuite(),
        new IExecPocoSuite(),
        new IExecPocoFormulaSuite(),
        new YumaMathSuite(),
        new YumaEpochSuite(),
    ];
}
