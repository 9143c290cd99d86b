namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Verification;

/// <summary>The vector files of the group verification.</summary>
internal static class VerificationSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } = [];
}
