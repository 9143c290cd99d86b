using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Benchmarks.Rewards;

/// <summary>
/// The splitters beside the peers in one run: best of several rounds each, on the same operands. The Rust peer prints its own
/// figure (<c>rust std LRM n=1e6 (quickselect) 40.9 ms</c>), which is handed in.
/// </summary>
public static class SplitComparison
{
    /// <summary>Reads the best figure of the Rust peer's lines, in milliseconds, or nothing when there is none.</summary>
    public static double? PeerMilliseconds(IEnumerable<string> peerLines)
    {
        double[] figures = [.. peerLines
            .Where(line => line.Contains("LRM", StringComparison.Ordinal) && line.Contains(" ms", StringComparison.Ordinal))
            .Select(line => double.Parse(line[..line.IndexOf(" ms", StringComparison.Ordinal)].Split(' ')[^1], CultureInfo.InvariantCulture))];
        return figures.Length == 0 ? null : figures.Min();
    }

    /// <summary>Measures and prints one line for each figure, with its ratio to the peers.</summary>
    public static void Print(TextWriter output, double? peerMilliseconds)
    {
        UInt128[] weights = SplitOperands.Weights(), keys = SplitOperands.Keys();
        Amount[] shares = new Amount[weights.Length];
        BigInteger[] bigWeights = [.. weights.Select(weight => (BigInteger)weight)];
        BigInteger[] bigShares = [];
        double ours = Best(12, () => Split(new LargestRemainderSplitter(), weights, keys, shares));
        double big = Best(3, () => bigShares = BigIntegerSplit.Split((BigInteger)SplitOperands.Pool.Units, bigWeights));
        bool isEqual = Enumerable.Range(0, weights.Length).All(claim => bigShares[claim] == (BigInteger)shares[claim].Units);
        double cumulative = Best(12, () => Split(new CumulativeRoundingSplitter(), weights, keys, shares));
        double floor = Best(12, () => Split(new FloorSplitter(), weights, keys, shares));
        double capped = Best(5, () => Split(new CappedSplitter(Proportion.FromParts(1_500_000_000_000)), weights, keys, shares));
        double sainteLague = Best(3, () => Split(new DivisorSplitter(DivisorMethod.SainteLague), weights, keys, shares));
        double huntingtonHill = Best(3, () => Split(new DivisorSplitter(DivisorMethod.HuntingtonHill), weights, keys, shares));

        output.WriteLine("| 10^27 over 1,000,000 weights | ms | ns/claim | ratio |");
        output.WriteLine("|---|---|---|---|");
        Row(output, "largest remainder", ours, "1");
        Row(output, "largest remainder, Rust, quickselect (peer)", peerMilliseconds, Ratio(peerMilliseconds, ours));
        Row(output, $"largest remainder, BigInteger and sort (same shares: {(isEqual ? "yes" : "NO")})", big, Ratio(big, ours));
        Row(output, "cumulative rounding", cumulative, "");
        Row(output, "floor", floor, "");
        Row(output, "capped at 1.5 mean shares", capped, "");
        Row(output, "Sainte-Laguë", sainteLague, "");
        Row(output, "Huntington-Hill", huntingtonHill, "");
    }

    private static void Split(IRewardSplitter splitter, UInt128[] weights, UInt128[] keys, Amount[] shares) =>
        splitter.Split(SplitOperands.Pool, weights, TieBreak.ByKeys(keys), shares);

    private static double Best(int rounds, Action work)
    {
        double best = double.MaxValue;
        for (int round = 0; round < rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            work();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return best;
    }

    private static string Ratio(double? theirs, double ours) =>
        theirs is { } figure ? string.Create(CultureInfo.InvariantCulture, $"{figure / ours:F1} times ours") : "";

    private static void Row(TextWriter output, string name, double? milliseconds, string ratio) =>
        output.WriteLine(milliseconds is { } figure
            ? string.Create(CultureInfo.InvariantCulture, $"| {name} | {figure:F1} | {figure * 1e6 / SplitOperands.Claims:F1} | {ratio} |")
            : $"| {name} | not run | | |");
}
