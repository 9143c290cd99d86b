using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>How a graph reputation is computed, for the laws: from a graph and a pre-trust to scores.</summary>
/// <remarks>No formula.</remarks>
/// <param name="graph">Who trusts whom.</param>
/// <param name="preTrust">Whom the network trusts by itself.</param>
/// <returns>The scores.</returns>
internal delegate TrustScores GraphReputation(TrustGraph graph, PreTrust preTrust);

/// <summary>The laws of a graph reputation: trust is conserved, and nobody can give it to itself.</summary>
/// <remarks>No formula.</remarks>
internal static class EigenTrustLaws
{
    /// <summary>Returns the laws.</summary>
    /// <param name="settings">The settings whose bound is tested.</param>
    /// <param name="compute">The computation; that of the settings when left out.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(EigenTrust settings, GraphReputation? compute = null)
    {
        ArgumentNullException.ThrowIfNull(settings);
        GraphReputation scores = compute ?? settings.Compute;
        return
        [
            Law.Of("conserves-trust", "the trust of all peers sums to exactly one", DrawnTrust.Any,
                drawn => Sum(scores(drawn.Graph, drawn.PreTrust).Trust) == Proportion.PartsPerOne),
            Law.Of("distrust-is-bounded", "distrust met sums to at most the trust of those who distrust", DrawnTrust.Any,
                drawn => scores(drawn.Graph, drawn.PreTrust) is var result
                    && Sum(result.Distrust) == Sum(Enumerable.Range(0, drawn.Peers)
                        .Where(peer => !drawn.Graph.DistrustOf(peer).IsEmpty).Select(peer => result.Trust[peer]))),
            Law.Of("order-does-not-matter", "the order of the statements changes nothing", DrawnTrust.Any,
                drawn => scores(drawn.Graph, drawn.PreTrust).Trust.SequenceEqual(
                    scores(TrustGraph.Of(drawn.Peers, [.. drawn.Statements.Reverse()]), drawn.PreTrust).Trust)),
            Law.Of("scale-does-not-matter", "a peer that doubles all its statements changes nothing", DrawnTrust.Any,
                drawn => scores(drawn.Graph, drawn.PreTrust).Trust.SequenceEqual(scores(Doubled(drawn), drawn.PreTrust).Trust)),
            Law.Of("clique-is-bounded", "any set of peers has at most what the stated bound gives it", DrawnTrust.Any,
                drawn => scores(drawn.Graph, drawn.PreTrust) is var result
                    && result.TrustOf(drawn.Clique) <= settings.CliqueBound(drawn.Graph, drawn.PreTrust, result, drawn.Clique)),
            Law.Of("ring-has-nothing", "a ring that nobody outside trusts has nothing, and takes nothing from anybody", DrawnTrust.Any,
                drawn => RingHasNothing(scores, drawn)),
        ];
    }

    private static bool RingHasNothing(GraphReputation scores, DrawnTrust drawn)
    {
        const int Ring = 5;
        List<TrustStatement> statements = [.. drawn.Statements];
        for (int member = 0; member < Ring; member++)
        {
            for (int other = 0; other < Ring; other++)
            {
                statements.Add(new TrustStatement(drawn.Peers + member, drawn.Peers + other, 1_000));
            }

            statements.Add(new TrustStatement(drawn.Peers + member, 0, 1));
        }

        TrustGraph with = TrustGraph.Of(drawn.Peers + Ring, [.. statements]);
        PreTrust preTrust = PreTrust.ByWeight([.. drawn.PreTrustWeights, .. new ulong[Ring]]);
        Proportion[] before = [.. scores(drawn.Graph, drawn.PreTrust).Trust];
        Proportion[] after = [.. scores(with, preTrust).Trust];
        return after.Take(drawn.Peers).SequenceEqual(before) && after.Skip(drawn.Peers).All(trust => trust.IsZero);
    }

    private static TrustGraph Doubled(DrawnTrust drawn)
    {
        List<TrustStatement> twice = [.. drawn.Statements];
        twice.AddRange(drawn.Statements.Where(statement => statement.From % 2 == 0));
        return TrustGraph.Of(drawn.Peers, [.. twice]);
    }

    private static UInt128 Sum(IEnumerable<Proportion> values) =>
        values.Aggregate(UInt128.Zero, (sum, value) => sum + value.Parts);
}
