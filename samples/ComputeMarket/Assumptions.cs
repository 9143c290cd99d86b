namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>What the trace does not say, and this sample assumes.</summary>
internal static class Assumptions
{
    public static readonly IReadOnlyList<string> Sentences =
    [
        "The nodes and tasks are real; every price is an assumption. The trace has no prices.",
        "A unit is one thousandth of a GPU, or of a core, for one hour. A node without a GPU offers its cores; a task without a GPU asks for cores. All tasks ask in the same hour.",
        "A node asks its cost: by GPU model (T4 0.30 $ a GPU-hour, P100 0.35, G2 0.45, A10 0.50, V100M16 0.55, V100M32 0.65, G3 0.90; a core 0.04), in three even steps from 80 % to 120 % of it.",
        "A task bids its worth: by service class (guaranteed 1.50 $ a GPU-hour, latency-sensitive 1.20, burstable 0.90, best effort 0.50; a core 0.08, 0.07, 0.05, 0.04), in three even steps from 60 % to 140 % of it.",
        "Each node and each task is a participant of its own, and bids the truth. Any task can run on any node, in part or on several.",
        "The largest misreport is searched over every price that matters, for the bids most likely to gain: on each side the one that trades farthest from the margin (units times distance), and the nearest to the margin on either side of it. For the first of these other quantities are tried as well: a part of the smaller and of the larger ones.",
    ];

    /// <summary>Up to so many smaller quantities are tried one by one, and of more a part.</summary>
    public const ulong MostQuantities = 2;

    public static readonly Digest Seed = Digest.Parse("6c1f0e6d5a4b3c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b9c8d");

    /// <summary>What a node asks for a unit, in millionths of a dollar.</summary>
    public static ulong Ask(TableRow row, int index) => Base(row) * (80 + ((ulong)(index % 3) * 20)) / 100;

    /// <summary>What a task bids for a unit, in millionths of a dollar.</summary>
    public static ulong Bid(TableRow row, int index) => Base(row) * (60 + ((ulong)(index * 2 % 3) * 40)) / 100;

    private static ulong Base(TableRow row) => (row.Class, row.Label) switch
    {
        ("gpu", "T4") => 300,
        ("gpu", "P100") => 350,
        ("gpu", "G2") => 450,
        ("gpu", "A10") => 500,
        ("gpu", "V100M16") => 550,
        ("gpu", "V100M32") => 650,
        ("gpu", "G3") => 900,
        ("gpu", "Guaranteed") => 1_500,
        ("gpu", "LS") => 1_200,
        ("gpu", "Burstable") => 900,
        ("gpu", "BE") => 500,
        ("cpu", "Guaranteed") => 80,
        ("cpu", "LS") => 70,
        ("cpu", "Burstable") => 50,
        ("cpu", _) => 40,
        _ => 500,
    };
}
