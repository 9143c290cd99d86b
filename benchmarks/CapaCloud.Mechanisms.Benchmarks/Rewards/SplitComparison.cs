using System.Numerics;
using CapaCloud.Mechanisms.Benchmarks.Peers;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Benchmarks.Rewards;

/// <summary>
/// 10^27 units over 1,000,000 weights beside a Rust program with quickselect and beside BigInteger with a sort, on the same operands.
/// Nanoseconds for each claim.
/// </summary>
internal sealed class SplitComparison : IPeerComparison
{
    private const string Rust = "rust std LRM n=1e6 (quickselect)";
    private static readonly int Claims = SplitOperands.Claims;

    public string Peer => "split";

    public IEnumerable<PeerRow> Measure(IReadOnlyList<string> peerLines)
    {
        double rust = PeerTable.Best(peerLines, Rust) * 1e6 / Claims;
        UInt128[] weights = SplitOperands.Weights(), keys = SplitOperands.Keys();
        Amount[] shares = new Amount[weights.Length];
        BigInteger[] bigWeights = [.. weights.Select(weight => (BigInteger)weight)];
        BigInteger[] bigShares = [];
        double big = PeerTable.BestOf(2, Claims, () => bigShares = BigIntegerSplit.Split((BigInteger)SplitOperands.Pool.Units, bigWeights));
        double ours = Time(new LargestRemainderSplitter());
        bool isEqual = Enumerable.Range(0, Claims).All(claim => bigShares[claim] == (BigInteger)shares[claim].Units);
        yield return new PeerRow("LargestRemainderSplitter", ours, Rust, rust, 1.5);
        yield return new PeerRow("LargestRemainderSplitter", ours, "BigInteger and a sort", big, 20, isEqual ? "same shares" : "SHARES DIFFER");
        yield return new PeerRow("CumulativeRoundingSplitter", Time(new CumulativeRoundingSplitter()), "15 ns a claim", 15, 1);
        yield return new PeerRow("FloorSplitter", Time(new FloorSplitter()), Rust, rust, 1);
        yield return new PeerRow("CappedSplitter, 1.5 mean shares", Time(new CappedSplitter(Proportion.FromParts(1_500_000_000_000))), "BigInteger and a sort", big, 1);

        double Time(IRewardSplitter splitter) =>
            PeerTable.BestOf(9, Claims, () => splitter.Split(SplitOperands.Pool, weights, TieBreak.ByKeys(keys), shares));
    }
}
