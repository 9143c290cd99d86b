using CapaCloud.Mechanisms.Samples.GpuCluster;
using CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

namespace CapaCloud.Mechanisms.Samples.Tests;

public sealed class GpuClusterTests : IDisposable
{
    private const string Header = "node,start_day,end_day,level,class,description\n";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gpu-cluster-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("g001,5.0,4.0,Hardware Failure,GPU,ECC", "faults.csv row 2: the fault of g001 ends on day 4.0, before it starts on day 5.0")]
    [InlineData("x999,1.0,2.0,Hardware Failure,GPU,ECC", "faults.csv row 2: the server 'x999' is unknown")]
    [InlineData("g001,one,2.0,Hardware Failure,GPU,ECC", "faults.csv row 2: 'one' to '2.0' are not days")]
    [InlineData("g001,1.0", "faults.csv row 2: 2 columns")]
    public void Read_badRow_saysWhichRowAndWhy(string row, string expected)
    {
        Write("node,source\ng001,a\n", Header + row + "\n");
        Assert.Contains(expected, Assert.Throws<TraceException>(() => ClusterTrace.Read(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void On_overlappingFaults_countEachMomentOnceForTheFirst()
    {
        Write("node,source\ng001,a\n", Header + "g001,3.5,5.25,Hardware Failure,GPU,ECC\ng001,4.0,6.0,Hardware Failure,NIC,Link\n");
        DowntimeCalendar calendar = new(ClusterTrace.Read(_folder.FullName));
        Assert.Equal([new MissedDuties("GPU", 5_000)], calendar.On("g001", 3));
        Assert.Equal([new MissedDuties("GPU", 10_000)], calendar.On("g001", 4));
        Assert.Equal([new MissedDuties("GPU", 2_500), new MissedDuties("NIC", 7_500)], calendar.On("g001", 5));
        Assert.Empty(calendar.On("g001", 6));
    }

    [Fact]
    public void Of_aWholeRun_conservesAndFindsTheCorruption()
    {
        Write("node,source\ng001,a\ng002,b\n", Header
            + "g001,3.5,5.25,Hardware Failure,GPU,ECC\ng002,7.25,9.0,Hardware Failure,GPU,Silent Data Corruption\ng001,20.0,30.0,Hardware Failure,Power Supply,Cut\n");
        int days = 0;
        ClusterRun run = ClusterRun.Of(ClusterTrace.Read(_folder.FullName), () => days++);

        Assert.Equal(ClusterTrace.Days, days);
        Assert.Equal(SignedAmount.Zero, run.After.Books.Difference);
        (EpochSettlement with, EpochSettlement without, ParticipantId server) = run.Corruption!.Value;
        Assert.Equal("g002", server.ToString());
        Assert.Equal(7UL, with.Epoch.Number);
        Assert.Equal(Amount.Zero, with.OutcomeOf(server).Reward);
        Assert.True(without.OutcomeOf(server).Reward > Amount.Zero);
        Assert.True(with.OutcomeOf(server).Slashed > without.OutcomeOf(server).Slashed);
    }

    private void Write(string nodes, string faults)
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "nodes.csv"), nodes);
        File.WriteAllText(Path.Combine(_folder.FullName, "faults.csv"), faults);
    }
}
