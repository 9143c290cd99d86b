using CapaCloud.Mechanisms.Benchmarks.Alignment;
using CapaCloud.Mechanisms.Benchmarks.Numerics;
using CapaCloud.Mechanisms.Benchmarks.Rewards;

namespace CapaCloud.Mechanisms.Benchmarks.Peers;

/// <summary>Every comparison the table is made of.</summary>
internal static class PeerCatalogue
{
    public static IReadOnlyList<IPeerComparison> All { get; } =
    [
        new MulDivComparison(),
        new PowerOfTwoComparison(),
        new SplitComparison(),
        new DecisionComparison(),
    ];
}
