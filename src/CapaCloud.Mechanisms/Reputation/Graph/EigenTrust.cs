using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>EigenTrust: a peer is trusted as much as those who trust it are, and a part of all trust returns to the pre-trusted.</summary>
/// <remarks>
/// <code>
/// t'(j) = (1 - a) * sum over i of t(i) * share(i, j)  +  a * p(j)  +  p(j) * (t of those who trust nobody, and what rounding left)
/// a = Return, p = pre-trust, sum of t = 1 exactly, in every step
/// with TrustAllOthers, who trusts nobody has the share 1 / (n - 1) for each of the n - 1 others instead
/// </code>
/// Integers throughout: every step hands out exactly 10^18 parts, so trust is neither made nor lost, and the result is the same bytes
/// everywhere. What a peer hands to another rounds down; what is left goes back to the pre-trusted. A row of trust that sums to zero
/// gives all it has to the pre-trusted. Work: one pass over the statements for each step. Source: Kamvar, Schlosser and
/// Garcia-Molina 2003.
/// <para>
/// What a clique can give itself: let S be any set of peers and I what outsiders hand into it in a step. Then
/// <c>t(S) &lt;= p(S) * (returned / a) + I / a</c>; without pre-trust <c>t(S) &lt;= I / a</c>, whatever the members say of each other and
/// however many they are. A ring that nobody outside trusts has exactly nothing. <see cref="CliqueBound"/> computes it.
/// </para>
/// </remarks>
public sealed record EigenTrust
{
    /// <summary>Gets the share of all trust that returns to the pre-trusted in every step, the a of the formula: 0.15 when left out. The
    /// larger, the less a clique can multiply what it is given: at most 1 / a times.</summary>
    public Proportion Return { get; init; } = Proportion.Percent(15);

    /// <summary>Gets the change, summed over all peers, at which iteration stops: 10^-9 when left out.</summary>
    public Proportion Tolerance { get; init; } = Proportion.FromParts(1_000_000_000);

    /// <summary>Gets the most steps: 1,000 when left out.</summary>
    public int MostSteps { get; init; } = 1_000;

    /// <summary>Gets whom a peer that has said nothing good of anybody counts as trusting: the pre-trusted when left out, and where there is no other peer.</summary>
    public SilentPeers Silent { get; init => field = EnumerationMember.Required(value); }

    /// <summary>Returns the trust of every peer.</summary>
    /// <param name="graph">Who trusts whom.</param>
    /// <param name="preTrust">Whom the network trusts by itself.</param>
    /// <returns>Trust that sums to exactly one, the distrust met, and how iteration ended.</returns>
    /// <exception cref="ArgumentException">The pre-trust is of another number of peers.</exception>
    public TrustScores Compute(TrustGraph graph, PreTrust preTrust)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(preTrust);
        if (preTrust.Peers != graph.Peers)
        {
            throw new ArgumentException($"The pre-trust is of {Prose.Count(preTrust.Peers, "peer")}, the graph of {graph.Peers}.", nameof(preTrust));
        }

        ulong[] trust = new ulong[graph.Peers];
        ulong[] next = new ulong[graph.Peers];
        preTrust.Distribute(Proportion.PartsPerOne, trust);
        int steps = 0;
        UInt128 change = UInt128.MaxValue;
        while (steps < MostSteps && change > Tolerance.Parts)
        {
            Array.Clear(next);
            Step(graph, preTrust, trust, next);
            change = Change(trust, next);
            (trust, next) = (next, trust);
            steps++;
        }

        ImmutableArray<Proportion> scores = [.. trust.Select(Proportion.FromParts)];
        return new TrustScores(scores, graph.DistrustMet(scores.AsSpan()), steps, Proportion.FromParts((ulong)UInt128.Min(change, Proportion.PartsPerOne)), change <= Tolerance.Parts);
    }

    /// <summary>Returns the most trust that a set of peers can have, by what outsiders and the pre-trust give it.</summary>
    /// <remarks>
    /// <code>bound = (returned * p(S) + inflow(S) + residual) / a</code>
    /// </remarks>
    /// <param name="graph">Who trusts whom.</param>
    /// <param name="preTrust">Whom the network trusts by itself.</param>
    /// <param name="scores">The scores computed from them.</param>
    /// <param name="members">The set; naming a peer twice counts it once.</param>
    /// <returns>The bound, rounded up; one when <see cref="Return"/> is zero, as then nothing bounds a clique.</returns>
    public Proportion CliqueBound(TrustGraph graph, PreTrust preTrust, TrustScores scores, ReadOnlySpan<int> members)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(preTrust);
        ArgumentNullException.ThrowIfNull(scores);
        if (Return.IsZero)
        {
            return Proportion.One;
        }

        bool[] inside = new bool[graph.Peers];
        foreach (int member in members)
        {
            inside[member] = true;
        }

        int insiders = inside.Count(static member => member);
        ulong inflow = 0;
        ulong returned = Proportion.PartsPerOne;
        ulong preTrusted = 0;
        for (int peer = 0; peer < graph.Peers; peer++)
        {
            preTrusted += inside[peer] ? preTrust.Of(peer).Parts : 0;
            ulong forward = Forward(scores.Trust[peer].Parts);
            ReadOnlySpan<int> targets = graph.Trust.Targets(peer);
            ReadOnlySpan<ulong> shares = graph.Trust.Shares(peer);
            for (int entry = 0; entry < targets.Length; entry++)
            {
                ulong part = Math.BigMul(forward, shares[entry], out _);
                returned -= part;
                inflow += inside[targets[entry]] && !inside[peer] ? part : 0;
            }

            if (targets.IsEmpty && Silent == SilentPeers.TrustAllOthers && graph.Peers > 1)
            {
                ulong part = forward / (ulong)(graph.Peers - 1);
                returned -= part * (ulong)(graph.Peers - 1);
                inflow += inside[peer] ? 0 : part * (ulong)insiders;
            }
        }

        // Each member of the pre-trust may be given one part more by the distribution of what rounding leaves.
        UInt128 fromPreTrust = preTrusted == 0 ? UInt128.Zero : MultiplyDivide.Up(returned, preTrusted, Proportion.PartsPerOne) + (UInt128)preTrust.Members.Length;
        UInt128 given = fromPreTrust + inflow + scores.Residual.Parts;
        UInt128 bound = MultiplyDivide.Up(given, Proportion.PartsPerOne, Return.Parts);
        return Proportion.FromParts((ulong)UInt128.Min(bound, Proportion.PartsPerOne));
    }

    private static UInt128 Change(ulong[] before, ulong[] after)
    {
        ulong change = 0;
        for (int peer = 0; peer < before.Length; peer++)
        {
            change += before[peer] > after[peer] ? before[peer] - after[peer] : after[peer] - before[peer];
        }

        return change;
    }

    private ulong Forward(ulong parts) => (ulong)(Math.BigMul(parts, Return.Complement.Parts) / Proportion.PartsPerOne);

    private void Step(TrustGraph graph, PreTrust preTrust, ulong[] trust, ulong[] next)
    {
        ulong returned = Proportion.PartsPerOne;
        ulong toEverybody = 0;
        for (int peer = 0; peer < trust.Length; peer++)
        {
            if (trust[peer] == 0)
            {
                continue;
            }

            ulong forward = Forward(trust[peer]);
            ReadOnlySpan<int> targets = graph.Trust.Targets(peer);
            ReadOnlySpan<ulong> shares = graph.Trust.Shares(peer);
            for (int entry = 0; entry < targets.Length; entry++)
            {
                ulong part = Math.BigMul(forward, shares[entry], out _);
                next[targets[entry]] += part;
                returned -= part;
            }

            if (targets.IsEmpty && Silent == SilentPeers.TrustAllOthers && graph.Peers > 1)
            {
                toEverybody += ToEachOther(forward, trust.Length);
            }
        }

        if (toEverybody > 0)
        {
            returned -= Everybody(graph, trust, next, toEverybody);
        }

        preTrust.Distribute(returned, next);
    }

    private static ulong ToEachOther(ulong forward, int peers) => forward / (ulong)(peers - 1);

    /// <summary>Hands what the silent give to each of all, and takes from each silent peer's own what it would give to itself.</summary>
    private ulong Everybody(TrustGraph graph, ulong[] trust, ulong[] next, ulong toEverybody)
    {
        ulong handed = 0;
        for (int peer = 0; peer < trust.Length; peer++)
        {
            ulong own = graph.TrustsNobody(peer) ? ToEachOther(Forward(trust[peer]), trust.Length) : 0;
            next[peer] += toEverybody - own;
            handed += toEverybody - own;
        }

        return handed;
    }
}
