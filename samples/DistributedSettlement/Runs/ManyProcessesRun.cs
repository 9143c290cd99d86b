using System.Net;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

/// <summary>Several processes, one of which is killed and started again at each place that was asked for.</summary>
internal static class ManyProcessesRun
{
    /// <summary>Turns the epochs.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="say">Takes a line for each machine that is killed and started again.</param>
    public static async Task<TurnedEpochs> Turn(RunOptions options, Action<string> say)
    {
        SiloProcess[] silos = await Task.WhenAll(Enumerable.Range(0, options.Silos).Select(_ => SiloProcess.Start(options, FreePorts.Next(), FreePorts.Next())));
        using CancellationTokenSource end = new();
        Task watching = Task.CompletedTask;
        try
        {
            using IHost client = Client(options, silos);
            await client.StartAsync();
            watching = Task.WhenAll(Enumerable.Range(0, silos.Length).Select(index => Watch(options, silos, index, say, end.Token)));
            Task<TurnedEpochs> turning = TurnedEpochs.Turn(client.Services.GetRequiredService<IGrainFactory>().GetGrain<ICoordinatorGrain>(0), options.Epochs);
            await Task.WhenAny(turning, watching);
            TurnedEpochs turned = await turning;
            await client.StopAsync();
            return turned;
        }
        finally
        {
            await end.CancelAsync();
            await watching.ContinueWith(static _ => { }, TaskScheduler.Default);
            await Task.WhenAll(silos.Select(static silo => silo.Stop()));
            Array.ForEach(silos, static silo => silo.Dispose());
        }
    }

    /// <summary>Kills a machine when it says that it waits for that, and starts another in its place.</summary>
    private static async Task Watch(RunOptions options, SiloProcess[] silos, int index, Action<string> say, CancellationToken end)
    {
        while (true)
        {
            string place;
            try
            {
                place = await silos[index].Stopped.WaitAsync(end);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            silos[index].Kill();
            say($"killed  silo {index + 1} in {place}");
            (int siloPort, int gatewayPort) = (silos[index].SiloPort, silos[index].GatewayPort);
            silos[index].Dispose();
            silos[index] = await SiloProcess.Start(options, siloPort, gatewayPort);
            say($"started silo {index + 1} again");
        }
    }

    private static IHost Client(RunOptions options, IEnumerable<SiloProcess> silos)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering([.. silos.Select(static silo => new IPEndPoint(IPAddress.Loopback, silo.GatewayPort))]);
            client.Configure<ClusterOptions>(cluster => cluster.ClusterId = cluster.ServiceId = SiloHost.ClusterName);

            // A machine that dies with the question answers nothing; then the question is repeated.
            client.Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(8 + (options.Participants / 5_000)));
            client.UseConnectionRetryFilter(static async (_, cancel) =>
            {
                await Task.Delay(500, cancel);
                return true;
            });
        });
        return builder.Build();
    }
}
