using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Who trusts and who distrusts whom: the statements of all peers, sparse, each peer's normalised to one.</summary>
/// <remarks>
/// <code>share(i, j) = weight(i, j) / sum over k of weight(i, k), rounded down to 2^-64; trust and distrust apart</code>
/// Statements of oneself are dropped unless asked for; repeated ones add up. The order of the statements does not matter. Memory: about
/// 12 bytes for each statement. Immutable and safe to share between threads. Source: Kamvar, Schlosser and Garcia-Molina,
/// "The EigenTrust Algorithm", 2003.
/// </remarks>
public sealed class TrustGraph
{
    private TrustGraph(int peers, TrustMatrix trust, TrustMatrix distrust)
    {
        Peers = peers;
        Trust = trust;
        Distrust = distrust;
    }

    /// <summary>Gets how many peers there are, numbered from 0.</summary>
    public int Peers { get; }

    /// <summary>Gets how many pairs have trust between them.</summary>
    public int TrustEdges => Trust.Entries;

    /// <summary>Gets how many pairs have distrust between them.</summary>
    public int DistrustEdges => Distrust.Entries;

    internal TrustMatrix Trust { get; }

    internal TrustMatrix Distrust { get; }

    /// <summary>Returns the graph of the statements.</summary>
    /// <param name="peers">How many peers there are.</param>
    /// <param name="statements">What they say of each other, in any order.</param>
    /// <param name="keepSelfStatements">Whether a peer's trust in itself counts; EigenTrust drops it.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No peers, or a statement from or of a peer that does not exist.</exception>
    public static TrustGraph Of(int peers, ReadOnlySpan<TrustStatement> statements, bool keepSelfStatements = false)
    {
        if (peers <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(peers), peers, "Expected at least one peer.");
        }

        for (int index = 0; index < statements.Length; index++)
        {
            TrustStatement statement = statements[index];
            if ((uint)statement.From >= (uint)peers || (uint)statement.To >= (uint)peers)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(statements), $"Statement {index} is from peer {statement.From} of peer {statement.To}; expected 0 to {peers - 1}.");
            }
        }

        return new TrustGraph(
            peers,
            TrustMatrix.Of(peers, statements, 1, keepSelfStatements),
            TrustMatrix.Of(peers, statements, -1, keepSelfStatements));
    }

    /// <summary>Tells whether a peer trusts nobody: its row of trust sums to zero.</summary>
    /// <param name="peer">The peer.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public bool TrustsNobody(int peer) => Trust.Targets(peer).IsEmpty;

    /// <summary>Returns what a peer's statements come to: for each peer it trusts, the share.</summary>
    /// <param name="peer">The peer.</param>
    /// <returns>Targets in rising order, with shares rounded down.</returns>
    public ImmutableArray<(int To, Proportion Share)> TrustOf(int peer) => Row(Trust, peer);

    /// <summary>Returns, for each peer that a peer distrusts, the share.</summary>
    /// <param name="peer">The peer.</param>
    /// <returns>Targets in rising order, with shares rounded down.</returns>
    public ImmutableArray<(int To, Proportion Share)> DistrustOf(int peer) => Row(Distrust, peer);

    /// <summary>Returns how much distrust each peer meets, given how much each is trusted.</summary>
    /// <remarks>
    /// <code>distrust(j) = sum over i of trust(i) * share(i, j)</code>
    /// What a row loses by rounding down goes to the last of its targets, so that every peer hands out exactly what it has: the
    /// influence of a peer on all others together is its own trust, never more.
    /// </remarks>
    /// <param name="trust">The trust of each peer; a sum of at most one.</param>
    /// <returns>The distrust that each peer meets.</returns>
    /// <exception cref="ArgumentException">Not one value for each peer.</exception>
    public ImmutableArray<Proportion> DistrustMet(ReadOnlySpan<Proportion> trust)
    {
        if (trust.Length != Peers)
        {
            throw new ArgumentException($"{trust.Length} trust values for {Prose.Count(Peers, "peer")}; expected one for each.", nameof(trust));
        }

        ulong[] met = new ulong[Peers];
        for (int peer = 0; peer < Peers; peer++)
        {
            ReadOnlySpan<int> targets = Distrust.Targets(peer);
            ReadOnlySpan<ulong> shares = Distrust.Shares(peer);
            ulong left = targets.IsEmpty ? 0 : trust[peer].Parts;
            for (int entry = 0; entry < targets.Length; entry++)
            {
                ulong part = entry == targets.Length - 1 ? left : Math.BigMul(trust[peer].Parts, shares[entry], out _);
                met[targets[entry]] += part;
                left -= part;
            }
        }

        return [.. met.Select(Proportion.FromParts)];
    }

    private static ImmutableArray<(int To, Proportion Share)> Row(TrustMatrix matrix, int peer)
    {
        ReadOnlySpan<int> targets = matrix.Targets(peer);
        ReadOnlySpan<ulong> shares = matrix.Shares(peer);
        var row = ImmutableArray.CreateBuilder<(int, Proportion)>(targets.Length);
        for (int entry = 0; entry < targets.Length; entry++)
        {
            ulong parts = shares[entry] == ulong.MaxValue ? Proportion.PartsPerOne : Math.BigMul(shares[entry], Proportion.PartsPerOne, out _);
            row.Add((targets[entry], Proportion.FromParts(parts)));
        }

        return row.MoveToImmutable();
    }
}
