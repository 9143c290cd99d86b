using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Grains;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;

/// <summary>All grains in one machine in this process: nothing has to be installed.</summary>
internal static class OneProcessRun
{
    /// <summary>Turns the epochs.</summary>
    public static async Task<TurnedEpochs> Turn(RunOptions options, Network network, IEpochStore store)
    {
        using IHost host = SiloHost.Alone(network, store);
        await host.StartAsync();
        try
        {
            return await TurnedEpochs.Turn(host.Services.GetRequiredService<IGrainFactory>().GetGrain<ICoordinatorGrain>(0), options.Epochs);
        }
        finally
        {
            await host.StopAsync();
        }
    }
}
