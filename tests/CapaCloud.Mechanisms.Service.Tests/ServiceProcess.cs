using System.Diagnostics;

namespace CapaCloud.Mechanisms.Service.Tests;

/// <summary>A service in a process of its own, which can be killed.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process _process;

    private ServiceProcess(Process process, ServiceClient client) => (_process, Client) = (process, client);

    public ServiceClient Client { get; }

    public bool HasEnded => _process.HasExited;

    public static Process Start(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "MarketplaceService.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        return Process.Start(start)!;
    }

    public static async Task<ServiceProcess> StartAsync(string folder, params string[] settings)
    {
        Process process = Start([.. ServiceKeys.Settings(), "--urls=http://127.0.0.1:0", $"--Marketplace:DataFolder={folder}", "--Marketplace:EpochLength=00:00:00.500", "--Marketplace:MostEpochsAtOnce=1000", "--Marketplace:WarmUp=false", .. settings]);
        List<string> said = [];
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            said.Add(line);
            const string Listening = "Now listening on: ";
            if (line.IndexOf(Listening, StringComparison.Ordinal) is >= 0 and int place)
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
                _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
                return new ServiceProcess(process, new ServiceClient(line[(place + Listening.Length)..].Trim()));
            }
        }

        throw new InvalidOperationException($"The service did not start: {string.Join('\n', said)} {await process.StandardError.ReadToEndAsync()}");
    }

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async Task WaitForEndAsync()
    {
        using CancellationTokenSource patience = new(TimeSpan.FromSeconds(120));
        await _process.WaitForExitAsync(patience.Token);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        Client.Dispose();
        _process.Dispose();
    }
}
