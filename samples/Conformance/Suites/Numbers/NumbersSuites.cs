namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Numbers;

/// <summary>The vector files of the group numbers.</summary>
internal static class NumbersSuites
{
    public static IReadOnlyList<ConformanceSuite> All { get; } =
    [
        new MulDivSuite(),
        new FixedPointSuite(),
        new CosmosDecimalSuite(),
        new PerThingSuite(),
        new FilecoinExponentialSuite(),
        new ZeroExFixedMathSuite(),
    ];
}
