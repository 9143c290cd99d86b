using System.Net;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>Makes the host of one machine.</summary>
internal static class SiloHost
{
    /// <summary>The name of the cluster.</summary>
    public const string ClusterName = "distributed-settlement";

    /// <summary>A machine that is alone, in this process.</summary>
    public static IHost Alone(Network network, IEpochStore store) => Create(network, store, new NoStopPoints(), silo => silo.UseLocalhostClustering(FreePorts.Next(), FreePorts.Next()));

    /// <summary>One of several machines, which know each other by a table in PostgreSQL.</summary>
    public static IHost OneOfSeveral(Network network, IEpochStore store, IStopPoints stops, string postgres, int siloPort, int gatewayPort) => Create(network, store, stops, silo =>
    {
        silo.ConfigureEndpoints(IPAddress.Loopback, siloPort, gatewayPort);
        silo.Services.AddSingleton<IMembershipTable>(_ => new PostgresMembershipTable(postgres));
        silo.Configure<ClusterOptions>(options => options.ClusterId = options.ServiceId = ClusterName);
        silo.Configure<ClusterMembershipOptions>(options =>
        {
            options.ProbeTimeout = TimeSpan.FromSeconds(2);
            options.NumMissedProbesLimit = 2;
            options.NumVotesForDeathDeclaration = 1;
            options.TableRefreshTimeout = TimeSpan.FromSeconds(5);
        });
    });

    private static IHost Create(Network network, IEpochStore store, IStopPoints stops, Action<ISiloBuilder> cluster)
    {
        // A step keeps a thread busy for seconds; the machine must still answer the others that ask whether it lives.
        ThreadPool.SetMinThreads(64, 64);
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());

        // That other machines die is what this sample is about; Orleans calls it errors.
        builder.Logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace).SetMinimumLevel(LogLevel.Critical);
        builder.Services.AddSingleton(Rules.Create()).AddSingleton(network).AddSingleton(store).AddSingleton(stops);
        builder.UseOrleans(silo =>
        {
            cluster(silo);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = options.ResponseTimeoutWithDebugger = TimeSpan.FromMinutes(5));
        });
        return builder.Build();
    }
}
