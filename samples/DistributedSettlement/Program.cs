using System.Globalization;
using System.Net.Sockets;
using CapaCloud.Mechanisms;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Cluster;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Runs;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.Storage;
using CapaCloud.Mechanisms.Samples.DistributedSettlement.World;
using Npgsql;
using Orleans.Runtime;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage =
    """
    usage: DistributedSettlement [--participants 2000] [--partitions 4] [--epochs 4]
                                 [--postgres CONNECTION [--silos 2 [--kill [first-map,merge,paid,last-map]]]]

    Settles epochs of a network whose participants are spread over Microsoft Orleans grains, and compares every byte with one process that settles the whole.
    Without more, everything runs in this process and in memory. With --postgres, states and postings lie there. With --silos, as many processes settle
    together. With --kill, one of them is killed in each epoch, at the places that are named, and started again.
    eng/distributed starts a PostgreSQL of its own and does all of it.
    Exit code: 0 when state and postings equal those of one process, 1 when not, 2 for bad arguments, 3 when PostgreSQL or a process cannot be reached.
    """;
if (args is [SiloProgram.Command, ..])
{
    return await SiloProgram.Run(args[1..]);
}

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(Usage);
    return 0;
}

if (!RunOptions.TryParse(args, out RunOptions options, out string? complaint))
{
    Console.Error.WriteLine(complaint);
    Console.Error.WriteLine(Usage);
    return 2;
}

try
{
    Mechanism mechanism = Rules.Create();
    Network network = new(options.Participants, options.Partitions);
    Console.WriteLine($"{options.Participants:N0} participants in {options.Partitions} partitions, {options.Epochs} epochs, {(options.Silos == 1 ? "1 process" : $"{options.Silos} processes")}");
    await using NpgsqlDataSource? source = options.Postgres is null ? null : PostgresSchema.Connect(options.Postgres);
    IEpochStore store = source is null ? new MemoryEpochStore() : new PostgresEpochStore(source, new NoStopPoints());
    if (source is not null)
    {
        await PostgresSchema.Create(source);
    }

    TurnedEpochs turned = options.Silos == 1 ? await OneProcessRun.Turn(options, network, store) : await ManyProcessesRun.Turn(options, Console.WriteLine);
    WholeRun whole = WholeRun.Of(mechanism, network, options.Epochs);
    Audit audit = await Audit.Of(store, network, options.Epochs, whole);
    RunReport.Print(options, turned, whole, audit);
    return audit.Holds ? 0 : 1;
}
catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException or OrleansException or SocketException)
{
    Console.Error.WriteLine(exception.Message);
    return 3;
}
