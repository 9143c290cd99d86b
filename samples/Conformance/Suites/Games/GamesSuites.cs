namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Games;

/// <summary>The vector files of the group games.</summary>
internal static class GamesSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } = [new CheckMateVerdictsSuite()];
}
