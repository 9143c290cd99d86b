namespace CapaCloud.Mechanisms.Benchmarks.Peers;

/// <summary>The library beside a peer that does the same work on the same operands.</summary>
internal interface IPeerComparison
{
    /// <summary>Gets the peer program's name for the work, such as <c>muldiv</c>.</summary>
    string Peer { get; }

    /// <summary>Measures the library and reads the peer's figures from the lines the peer program printed.</summary>
    IEnumerable<PeerRow> Measure(IReadOnlyList<string> peerLines);
}
