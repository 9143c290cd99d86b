namespace CapaCloud.Mechanisms.Benchmarks.Peers;

/// <summary>One line of the table: our figure, the peer's, and how many times as fast ours must be.</summary>
internal sealed record PeerRow(string Ours, double OurNanoseconds, string Peer, double PeerNanoseconds, double Target, string Check = "")
{
    public double Ratio => PeerNanoseconds / OurNanoseconds;

    public bool IsMet => Ratio >= Target;
}
