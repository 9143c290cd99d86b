using System.Globalization;
using BenchmarkDotNet.Running;
using CapaCloud.Mechanisms.Benchmarks.Alignment;
using CapaCloud.Mechanisms.Benchmarks.Escrow;
using CapaCloud.Mechanisms.Benchmarks.Markets;
using CapaCloud.Mechanisms.Benchmarks.Peers;
using CapaCloud.Mechanisms.Benchmarks.Reputation;
using CapaCloud.Mechanisms.Benchmarks.Settlement;
using CapaCloud.Mechanisms.Benchmarks.Soak;
using CapaCloud.Mechanisms.Benchmarks.Verification;

// "reputation" prints audit decisions and updates a second; "cancellation" how fast the dynamic engine stops; "alignment" how long the thirteen questions take; "markets" how long a large market takes; "market-peers [folder]" the markets beside numpy, HiGHS and, from its folder, erelsgl/auctions; "escrow" how long an epoch of 200,000 streams takes; "escrow-peers <folder>" the same beside the client of a streaming-payment network that npm installed there; "scale [participants [rounds]]" an epoch of a large network and single acts in it; "large [participants [calm]]" epochs of a large network in columns, on one thread and on two; "soak [participants [epochs]]", 10,000 and 200 when left out, many epochs in which people come and go, with every unit counted and the size of the state; "scale-peers [program]" the same epoch beside plain C and, with the peer programs, Lodestar; "peers <program> [muldiv exp2 split ...]" prints the library beside the peer programs; anything else is BenchmarkDotNet's.
return args switch
{
    ["peers", string program, .. string[] only] => PeerTable.Print(program, only),
    ["peers"] => Usage(),
    ["reputation"] => Reputation(),
    ["cancellation"] => Cancellation(),
    ["alignment"] => Alignment(),
    ["markets"] => Markets(),
    ["market-peers"] => MarketPeers.Print(Console.Out, null),
    ["market-peers", string published] => MarketPeers.Print(Console.Out, published),
    ["escrow"] => Escrow(),
    ["escrow-peers", string installed] => EscrowPeers.Print(Console.Out, installed),
    ["scale"] => ScaleTiming.Print(Console.Out, 1_000_000, 5),
    ["scale", string participants] => ScaleTiming.Print(Console.Out, int.Parse(participants, CultureInfo.InvariantCulture), 5),
    ["scale", string participants, string rounds] => ScaleTiming.Print(Console.Out, int.Parse(participants, CultureInfo.InvariantCulture), int.Parse(rounds, CultureInfo.InvariantCulture)),
    ["large"] => LargeTiming.Print(Console.Out, 1_000_000, 5),
    ["large", string participants] => LargeTiming.Print(Console.Out, int.Parse(participants, CultureInfo.InvariantCulture), 5),
    ["large", string participants, "calm"] => LargeTiming.Print(Console.Out, int.Parse(participants, CultureInfo.InvariantCulture), 5, isCalm: true),
    ["soak"] => SoakRun.Print(Console.Out, 10_000, 200),
    ["soak", string participants] => SoakRun.Print(Console.Out, int.Parse(participants, CultureInfo.InvariantCulture), 200),
    ["soak", string participants, string epochs] => SoakRun.Print(Console.Out, int.Parse(participants, CultureInfo.InvariantCulture), int.Parse(epochs, CultureInfo.InvariantCulture)),
    ["scale-peers"] => ScalePeers.Print(Console.Out, 1_000_000, 5, null),
    ["scale-peers", string peers] => ScalePeers.Print(Console.Out, 1_000_000, 5, peers),
    _ => Benchmarks(args),
};

static int Benchmarks(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(PeerTable).Assembly).Run(args);
    return 0;
}

static int Reputation()
{
    AuditThroughput.Print(Console.Out);
    ReputationThroughput.Print(Console.Out);
    return 0;
}

static int Cancellation()
{
    CancellationLatency.Print(Console.Out);
    return 0;
}

static int Alignment()
{
    AlignmentTiming.Print(Console.Out);
    return 0;
}

static int Markets()
{
    MarketTiming.Print(Console.Out);
    return 0;
}

static int Escrow()
{
    EscrowTiming.Print(Console.Out);
    return 0;
}

static int Usage()
{
    Console.Error.WriteLine("usage: peers <peers program> [muldiv exp2 split ...]");
    return 2;
}
