using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

/// <summary>
/// A trace that this sample makes itself, for a clone without the real one. It has as many faults as the real trace, in about the same
/// classes and of about the same lengths: half are mended within 0.85 days, one in twenty takes longer than 30.9, the longest takes 148.8
/// (InfiniteHBD, arXiv 2502.03885). When which server failed is made up, the same on every machine.
/// </summary>
internal static class BuiltInTrace
{
    private const int Faults = 584, FailingServers = 231;

    private static readonly (int Count, string Level, string Class, string Description)[] Kinds =
    [
        (144, "Other Failure", "Unknown Error", "Unknown Error"),
        (97, "Other Failure", "Stress Test Failure", "Unknown Error"),
        (156, "Hardware Failure", "GPU", "a GPU fails"),
        (40, "Hardware Failure", "Parameter Plane Cable", "Link Down"),
        (33, "Hardware Failure", "Fan", "Speed Critical (Sensor)"),
        (25, "Hardware Failure", "Power Supply", "Power Supply Failure detected"),
        (29, "Hardware Failure", "NIC", "a network card fails"),
        (24, "Software Failure", "Other Failures", "Unknown Error"),
        (35, "Other Failure", "Training Task Troubleshooting", "Suspect Machine Offline"),
        (1, "Hardware Failure", "GPU", "Silent Data Corruption"),
    ];

    /// <summary>How long a repair takes, in ticks, at these parts of a hundred; between them on a straight line.</summary>
    private static readonly (int Percent, long Ticks)[] Lengths = [(0, 0), (25, 2_000), (50, 8_500), (75, 40_000), (95, 309_000), (100, 1_488_000)];

    public static ClusterTrace Create()
    {
        string[] nodes = [.. Enumerable.Range(1, ClusterTrace.Servers).Select(number => string.Create(CultureInfo.InvariantCulture, $"g{number:000}"))];
        List<Fault> faults = [];
        foreach ((int count, string level, string kind, string description) in Kinds)
        {
            for (int number = 0; number < count; number++)
            {
                string node = nodes[Draw($"{kind}/{description}/{number}/server", FailingServers)];
                long start = Draw($"{kind}/{description}/{number}/start", ClusterTrace.Days * ClusterTrace.TicksPerDay);
                faults.Add(new Fault(node, start, start + Length(Draw($"{kind}/{description}/{number}/length", 10_000)), level, kind, description));
            }
        }

        return faults.Count == Faults
            ? new ClusterTrace(nodes, [.. faults.OrderBy(fault => fault.StartTick).ThenBy(fault => fault.Node, StringComparer.Ordinal)])
            : throw new InvalidOperationException($"The kinds add up to {faults.Count} faults; expected {Faults}.");
    }

    private static long Length(long tenThousandth)
    {
        int next = 1;
        while (tenThousandth > Lengths[next].Percent * 100)
        {
            next++;
        }

        (int fromPercent, long from) = Lengths[next - 1];
        (int toPercent, long to) = Lengths[next];
        return from + ((to - from) * (tenThousandth - (fromPercent * 100)) / ((toPercent - fromPercent) * 100));
    }

    /// <summary>A number below the bound that follows from the words alone.</summary>
    private static long Draw(string words, long bound) =>
        (long)(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(words)), 0) % (ulong)bound);
}
