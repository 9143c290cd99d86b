using System.Diagnostics;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>One of several processes, as the one that started it sees it.</summary>
internal sealed class SiloProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SiloProcess(Process process, int siloPort, int gatewayPort)
    {
        (_process, SiloPort, GatewayPort) = (process, siloPort, gatewayPort);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
    }

    /// <summary>Gets the port at which the others find it.</summary>
    public int SiloPort { get; }

    /// <summary>Gets the port at which clients find it.</summary>
    public int GatewayPort { get; }

    /// <summary>Gets the place at which it waits to be killed; until it does, this is open.</summary>
    public Task<string> Stopped => _stopped.Task;

    /// <summary>Starts one, and waits until it is there.</summary>
    /// <exception cref="IOException">It ended, or was not there in time.</exception>
    public static async Task<SiloProcess> Start(RunOptions options, int siloPort, int gatewayPort)
    {
        string kills = options.Kills.Count == 0 ? "" : string.Join(',', options.Kills);
        string[] arguments =
        [
            SiloProgram.Command, $"{siloPort}", $"{gatewayPort}",
            "--participants", $"{options.Participants}", "--partitions", $"{options.Partitions}", "--epochs", $"{options.Epochs}", "--silos", $"{options.Silos}",
            .. kills.Length == 0 ? Array.Empty<string>() : ["--kill", kills],
        ];
        ProcessStartInfo start = new("dotnet", [typeof(SiloProcess).Assembly.Location, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment[SiloProgram.ConnectionVariable] = options.Postgres;
        SiloProcess silo = new(Process.Start(start)!, siloPort, gatewayPort);
        silo._process.BeginOutputReadLine();
        if (await Task.WhenAny(silo._ready.Task, silo._process.WaitForExitAsync(), Task.Delay(Patience)) != silo._ready.Task)
        {
            silo.Kill();
            throw new IOException($"A silo on port {siloPort} did not start within {Patience.TotalSeconds} s.");
        }

        return silo;
    }

    /// <summary>Kills it: SIGKILL on Unix. It can do nothing about it.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }
    }

    /// <summary>Lets it end in order, or kills it when it does not.</summary>
    public async Task Stop()
    {
        _process.StandardInput.Close();
        await Task.WhenAny(_process.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(15)));
        Kill();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line == SiloProgram.Ready)
        {
            _ready.TrySetResult();
        }
        else if (line?.StartsWith(PostgresStopPoints.Announcement, StringComparison.Ordinal) == true)
        {
            _stopped.TrySetResult(line[PostgresStopPoints.Announcement.Length..]);
        }
    }
}
