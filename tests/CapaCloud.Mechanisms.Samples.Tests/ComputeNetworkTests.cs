namespace CapaCloud.Mechanisms.Samples.Tests;

/// <summary>Everybody in one mechanism: on what is built in (see <see cref="CloneTests"/>), and on two published traces where they are.</summary>
public sealed class ComputeNetworkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("network-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Run_onTheRealTraces_accountsForEveryUnit_andTheHonestDoBest()
    {
        if (SampleProcess.SharedData is not { } data)
        {
            return;
        }

        (int exitCode, string text) = SampleProcess.Run("ComputeNetwork", "--data", data, "--output", _folder.FullName);
        Assert.True(exitCode == 0, text);
        foreach (string expected in new[] { "8,152 tasks of alibaba-gpu-2023", "every unit accounted for", "in each role the honest did better than the others", "a requester that disputed a right result" })
        {
            Assert.Contains(expected, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Run_onFilesThatCannotBeRead_exitsTwo_andSaysTheRow()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "alibaba-gpu-2023"));
        File.WriteAllLines(Path.Combine(_folder.FullName, "alibaba-gpu-2023", "pods.csv"), ["name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time", "a,1,1,many,0,,LS,Running,0"]);
        (int exitCode, string text) = SampleProcess.Run("ComputeNetwork", "--data", _folder.FullName);
        Assert.True(exitCode == 2, text);
        Assert.Contains("row 2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);

        (int withoutFolder, string said) = SampleProcess.Run("ComputeNetwork", "--data", Path.Combine(_folder.FullName, "nowhere"));
        Assert.True(withoutFolder == 2, said);
    }
}
