using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Reputation.Graph;

public sealed class SilentPeersTests
{
    private static readonly EigenTrust Settings = new() { Silent = SilentPeers.TrustAllOthers };

    /// <summary>All laws but one: where silence trusts everybody, a ring that nobody speaks for still has what the silent give.</summary>
    [Fact]
    public void Laws_silenceTrustsAllOthers_hold()
    {
        foreach (Law law in EigenTrustLaws.For(Settings).Where(law => law.Name != "ring-has-nothing"))
        {
            law.Check(cases: 100);
        }
    }

    /// <summary>By hand, without return: all trust starts at 2, which is silent, since of itself it may not speak. A step later 0 and 1 have half each.</summary>
    [Fact]
    public void Compute_silentPeer_trustsEachOtherButNotItself()
    {
        TrustGraph graph = TrustGraph.Of(3, [new(0, 2, 1), new(1, 2, 1), new(2, 2, 5)]);
        EigenTrust settings = Settings with { Return = Proportion.Zero, Tolerance = Proportion.Zero, MostSteps = 1 };
        TrustScores scores = settings.Compute(graph, PreTrust.In(3, 2));
        Assert.Equal([Proportion.Half, Proportion.Half, Proportion.Zero], scores.Trust.ToArray());
        Assert.Equal(Proportion.One, (settings with { Silent = SilentPeers.TrustThePreTrusted }).Compute(graph, PreTrust.In(3, 2)).Trust[2]);
    }

    [Fact]
    public void Compute_singlePeer_keepsAllTrust() =>
        Assert.Equal([Proportion.One], Settings.Compute(TrustGraph.Of(1, []), PreTrust.In(1, 0)).Trust.ToArray());
}
