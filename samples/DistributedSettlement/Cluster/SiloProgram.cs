using System.Globalization;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;
using Microsoft.Extensions.Hosting;
using Npgsql;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;

/// <summary>What one of several processes does: it is a machine until the process that started it closes its input, or kills it.</summary>
internal static class SiloProgram
{
    /// <summary>The first argument of such a process; its ports follow, and then what the run was asked for.</summary>
    public const string Command = "silo";

    /// <summary>Where it finds how PostgreSQL is reached: not on the command line, where everybody could read a password.</summary>
    public const string ConnectionVariable = "DISTRIBUTED_SETTLEMENT_POSTGRES";

    /// <summary>The line that says that it is there.</summary>
    public const string Ready = "ready";

    /// <summary>Runs it.</summary>
    public static async Task<int> Run(string[] arguments)
    {
        string? postgres = Environment.GetEnvironmentVariable(ConnectionVariable);
        if (arguments.Length < 2 || postgres is null || !RunOptions.TryParse([.. arguments[2..], "--postgres", postgres], out RunOptions options, out _))
        {
            Console.Error.WriteLine($"A silo is started by a run with --silos, which gives it ports and {ConnectionVariable}.");
            return 2;
        }

        await using NpgsqlDataSource source = PostgresSchema.Connect(postgres);
        PostgresStopPoints stops = new(source, options);
        using IHost host = SiloHost.OneOfSeveral(
            new Network(options.Participants, options.Partitions),
            new PostgresEpochStore(source, stops),
            stops,
            postgres,
            int.Parse(arguments[0], CultureInfo.InvariantCulture),
            int.Parse(arguments[1], CultureInfo.InvariantCulture));
        await host.StartAsync();
        Console.WriteLine(Ready);
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }
}
