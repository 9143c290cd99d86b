using Xunit.Abstractions;

namespace CapaCloud.Mechanisms.Samples.Tests;

public sealed class StakingNetworkTests(ITestOutputHelper output)
{
    [Fact]
    public void Run_withoutData_settlesABuiltInSet_andReproducesIt()
    {
        (int exitCode, string text) = SampleProcess.Run("StakingNetwork");
        Assert.True(exitCode == 0, text);
        Assert.Contains("small built-in one is settled instead", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_folderThatIsNotThere_isBadInput()
    {
        (int exitCode, string text) = SampleProcess.Run("StakingNetwork", "no-such-folder");
        Assert.Equal(2, exitCode);
        Assert.Contains("no-such-folder", text, StringComparison.Ordinal);
    }

    /// <summary>Interval 128 to the wei, with its 666 wei of dust; the outages; the impossible evidence; 1,093 losses.</summary>
    [Fact]
    public void Run_onTheRealData_reproducesThePublishedFigures()
    {
        if (SampleProcess.SharedData is not { } data)
        {
            output.WriteLine("no data set beside the repository: nothing to run on");
            return;
        }

        (int exitCode, string text) = SampleProcess.Run("StakingNetwork", data);
        Assert.True(exitCode == 0, text);
        Assert.Contains("666", text, StringComparison.Ordinal);
        Assert.Contains("Every published figure above is reproduced.", text, StringComparison.Ordinal);
    }
}
