using CapaCloud.Mechanisms.Reputation;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing.Generators;

/// <summary>A drawn network of trust: peers, statements, pre-trust, and a set of peers that may be in league.</summary>
/// <remarks>No formula.</remarks>
/// <param name="Peers">How many peers.</param>
/// <param name="Statements">What they say of each other; self statements, repeated ones and distrust among them.</param>
/// <param name="PreTrustWeights">The pre-trust of each; not all zero.</param>
/// <param name="Clique">Peers in league, each once; possibly none.</param>
internal sealed record DrawnTrust(int Peers, TrustStatement[] Statements, ulong[] PreTrustWeights, int[] Clique)
{
    /// <summary>Gets networks of 1 to 30 peers.</summary>
    public static Arbitrary<DrawnTrust> Any { get; } =
        (from peers in Gen.Choose(1, 30)
         from count in Gen.Choose(0, 6 * peers)
         from statements in Gen.ArrayOf(
             from sender in Gen.Choose(0, peers - 1)
             from target in Gen.Choose(0, peers - 1)
             from weight in Gen.Frequency(
                 (4, Gen.Choose(1, 10).Select(value => (long)value)),
                 (1, Gen.Choose(-10, 0).Select(value => (long)value)),
                 (1, Gen.Elements(long.MaxValue, long.MinValue, 1_000_000_007L)))
             select new TrustStatement(sender, target, weight),
             count)
         from weights in Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0UL)), (1, Gen.Choose(1, 100).Select(value => (ulong)value))), peers)
         from clique in Gen.SubListOf(Enumerable.Range(0, peers))
         select new DrawnTrust(peers, statements, NotAllZero(weights), [.. clique])).ToArbitrary();

    /// <summary>Gets the graph.</summary>
    public TrustGraph Graph => TrustGraph.Of(Peers, Statements);

    /// <summary>Gets the pre-trust.</summary>
    public PreTrust PreTrust => PreTrust.ByWeight(PreTrustWeights);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Peers} peers; {string.Join(", ", Statements)}; pre-trust [{string.Join(", ", PreTrustWeights)}]; clique [{string.Join(", ", Clique)}]";

    private static ulong[] NotAllZero(ulong[] weights)
    {
        if (Array.TrueForAll(weights, weight => weight == 0))
        {
            weights[0] = 1;
        }

        return weights;
    }
}
