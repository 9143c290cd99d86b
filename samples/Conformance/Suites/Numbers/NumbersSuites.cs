namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>The vector files of the group numbers.</summary>
internal static class NumbersSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } = [];
}
