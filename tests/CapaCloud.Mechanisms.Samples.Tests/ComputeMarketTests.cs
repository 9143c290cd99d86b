using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Samples.ComputeMarket;
using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Samples.Tests;

public sealed class ComputeMarketTests(ITestOutputHelper output) : IDisposable
{
    private const string Nodes = "sn,cpu_milli,memory_mib,gpu,model\n";
    private const string Pods = "name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("market-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_smallTrace_clearsBothClassesAndHolds()
    {
        Write(
            Nodes + "n1,96000,1,8,G2\nn2,104000,1,2,T4\nn3,104000,1,2,T4\nn4,32000,1,0,\n",
            Pods + "t1,1,1,1,1000,,LS,Running,0,1,0\nt2,1,1,1,500,,BE,Running,0,1,0\nt3,1,1,8,1000,,LS,Running,0,1,0\nt4,8000,1,0,0,,LS,Running,0,1,0\nt5,32000,1,0,0,,BE,Running,0,1,0\n");
        (int exitCode, string text) = SampleProcess.Run("ComputeMarket", _folder.FullName, "--output", _folder.FullName);
        Assert.True(exitCode == 0, text);
        Assert.Contains("4 nodes offer, 5 tasks ask", text, StringComparison.Ordinal);
        Assert.Equal(1, Regex.Count(text, "^holds: ", RegexOptions.Multiline));
        string page = File.ReadAllText(Path.Combine(_folder.FullName, "report.html"));
        Assert.Equal(24, Regex.Count(page, "<svg "));
        Assert.Contains("served of what was asked: BE ", text, StringComparison.Ordinal);
        Assert.Empty(DrawnChart.Faults(page));
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--colour", 2)]
    [InlineData("no-such-folder", 2)]
    [InlineData("--output", 2)]
    public void Run_arguments_haveTheirExitCode(string argument, int expected)
    {
        (int exitCode, string text) = SampleProcess.Run("ComputeMarket", argument);
        Assert.Equal(expected, exitCode);
        Assert.Contains("usage: ComputeMarket", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_brokenLine_isNamed()
    {
        Write(Nodes + "n1,many,1,0,\n", Pods);
        (int exitCode, string text) = SampleProcess.Run("ComputeMarket", _folder.FullName);
        Assert.Equal(2, exitCode);
        Assert.Contains("nodes.csv(2): 'many' is not a whole number", text, StringComparison.Ordinal);
    }

    /// <summary>A file stands where the folder should be: said at once, and nothing is computed.</summary>
    [Fact]
    public void Run_outputThatCannotBeWritten_isRefused()
    {
        string file = Path.Combine(_folder.FullName, "taken");
        File.WriteAllText(file, "");
        (int exitCode, string text) = SampleProcess.Run("ComputeMarket", "--output", file);
        Assert.Equal(2, exitCode);
        Assert.Contains("cannot be written", text, StringComparison.Ordinal);
        Assert.DoesNotContain("served", text, StringComparison.Ordinal);
    }

    [Fact]
    public void BuiltIn_isTheWholeTrace()
    {
        MarketTable table = MarketTable.BuiltIn();
        Assert.Equal((1_523, 8_152), (table.Nodes, table.Tasks));
        Assert.Equal(6_212_000UL, table.Rows.Where(row => row is { IsNode: true, Class: "gpu" }).Aggregate(0UL, (sum, row) => sum + (row.Units * (ulong)row.Count)));
    }

    [Fact]
    public void BuiltIn_isWhatIsCountedFromTheRealFiles()
    {
        if (SampleProcess.SharedData is not { } data)
        {
            output.WriteLine("no data set beside the repository: nothing to compare with");
            return;
        }

        Assert.Equal(MarketTable.Read(Path.Combine(data, "alibaba-gpu-2023")).Rows, MarketTable.BuiltIn().Rows);
    }

    private void Write(string nodes, string pods)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "nodes.csv"), nodes);
        File.WriteAllText(Path.Combine(_folder.FullName, "pods.csv"), pods);
    }
}
