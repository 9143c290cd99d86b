using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Samples.TrustLab.Otc;

/// <summary>What 500 invented identities bring to whoever invents them.</summary>
/// <param name="Attack">How the ring is tied in.</param>
/// <param name="Before">The trust of the attacker without the ring.</param>
/// <param name="After">The trust of the attacker and the ring together.</param>
/// <param name="Bound">The most the library says they can have.</param>
internal sealed record SybilRing(string Attack, Proportion Before, Proportion After, Proportion Bound)
{
    public const int Size = 500;

    public Proportion Gain => After.SubtractToZero(Before);

    public Proportion BoundOnGain => Bound.SubtractToZero(Before);

    public bool IsWithinBound => After <= Bound;

    /// <summary>A ring that nobody outside rates: it rates the whole network and itself.</summary>
    public static SybilRing Alone(OtcNetwork network, EigenTrust settings) => Of(network, settings, "ring that nobody outside rates", null, 0);

    /// <summary>A ring run by a fraud who gives everything he is trusted with to it, and it back.</summary>
    public static SybilRing OfFraud(OtcNetwork network, EigenTrust settings, int fraud) =>
        Of(network, settings, $"ring of fraud {network.Users[fraud]}", fraud, 0);

    /// <summary>The same, and some users are talked into a good rating for one identity each.</summary>
    public static SybilRing OfFraudAndDeceived(OtcNetwork network, EigenTrust settings, int fraud, int deceived) =>
        Of(network, settings, $"the same, and {deceived} users deceived into rating 10", fraud, deceived);

    private static SybilRing Of(OtcNetwork network, EigenTrust settings, string attack, int? fraud, int deceived)
    {
        int peers = network.Users.Length;
        PreTrust before = PreTrust.In(peers, network.PreTrusted);
        TrustScores without = settings.Compute(TrustGraph.Of(peers, network.Ratings), before);
        List<TrustStatement> ratings = [.. network.Ratings.Where(rating => rating.From != fraud)];
        for (int member = 0; member < Size; member++)
        {
            // Members praise their neighbours in the ring; the attacker praises all of them, and they him.
            for (int step = 1; step <= 20; step++)
            {
                ratings.Add(new TrustStatement(peers + member, peers + ((member + step) % Size), 10));
            }

            if (fraud is { } attacker)
            {
                ratings.Add(new TrustStatement(attacker, peers + member, 10));
                ratings.Add(new TrustStatement(peers + member, attacker, 10));
            }
        }

        IEnumerable<int> victims = Enumerable.Range(0, peers)
            .Where(peer => peer != fraud && !network.PreTrusted.Contains(peer) && network.IsHonest.TryGetValue(peer, out bool isHonest) && isHonest);
        ratings.AddRange(victims.Take(deceived).Select((victim, index) => new TrustStatement(victim, peers + (index % Size), 10)));
        TrustGraph graph = TrustGraph.Of(peers + Size, [.. ratings]);
        PreTrust preTrust = PreTrust.In(peers + Size, network.PreTrusted);
        TrustScores with = settings.Compute(graph, preTrust);
        int[] league = [.. Enumerable.Range(peers, Size), .. fraud is { } one ? [one] : Array.Empty<int>()];
        return new SybilRing(
            attack,
            fraud is { } peer ? without.Trust[peer] : Proportion.Zero,
            with.TrustOf(league),
            settings.CliqueBound(graph, preTrust, with, league));
    }
}
