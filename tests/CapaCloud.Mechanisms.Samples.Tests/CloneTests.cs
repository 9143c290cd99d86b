namespace CapaCloud.Mechanisms.Samples.Tests;

/// <summary>What somebody meets who has cloned the repository and nothing else: help, an answer to a slip of the pen, and a run on what is built in.</summary>
public sealed class CloneTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clone-");

    public static TheoryData<string> Samples => ["AdaptiveNetwork", "AlignmentLab", "ComputeMarket", "ComputeNetwork", "Conformance", "DistributedSettlement", "GpuCluster", "Quickstart", "StakingNetwork", "TrustLab"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Samples))]
    public void Help_saysHowToCallIt_andWhatItReturns(string sample)
    {
        (int exitCode, string text) = SampleProcess.Run(sample, "--help");
        Assert.True(exitCode == 0, text);
        Assert.Contains("usage", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("exit code", text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void UnknownOption_exitsTwo_withoutAStackTrace(string sample)
    {
        (int exitCode, string text) = SampleProcess.Run(sample, "--nonsense");
        Assert.True(exitCode == 2 && text.Length > 0, $"{exitCode}: {text}");
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
    }

    /// <summary>The others, AdaptiveNetwork among them, are run without data by tests of their own; the cases that travel with Conformance by its own tests.</summary>
    [Theory]
    [InlineData("dust 0.000202 dollars, difference 0", "GpuCluster")]
    [InlineData("holds: ", "ComputeMarket")]
    [InlineData("in each role the honest did better than the others", "ComputeNetwork", "--quick")]
    public void Run_onWhatIsBuiltIn_holds_andWritesItsReport(string expected, string sample, params string[] arguments)
    {
        (int exitCode, string text) = SampleProcess.Run(sample, [.. arguments, "--output", _folder.FullName]);
        Assert.True(exitCode == 0, text);
        Assert.Contains(expected, text, StringComparison.Ordinal);
        string page = File.ReadAllText(Path.Combine(_folder.FullName, "report.html"));
        Assert.Contains("<svg ", page, StringComparison.Ordinal);
        Assert.Empty(DrawnChart.Faults(page));
    }
}
