using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Reputation.Graph;

public sealed class EigenTrustTests
{
    private static readonly EigenTrust Settings = new();

    public static TheoryData<uint> Returns => [5, 15, 50, 100];

    [Theory]
    [MemberData(nameof(Returns))]
    public void Laws_everyReturn_hold(uint percent)
    {
        foreach (Law law in EigenTrustLaws.For(new EigenTrust { Return = Proportion.Percent(percent) }))
        {
            law.Check(cases: 100);
        }
    }

    [Theory]
    [InlineData("conserves-trust")]
    [InlineData("distrust-is-bounded")]
    [InlineData("order-does-not-matter")]
    [InlineData("scale-does-not-matter")]
    [InlineData("clique-is-bounded")]
    [InlineData("ring-has-nothing")]
    public void Laws_mutantOfEach_isCaught(string broken)
    {
        Law law = EigenTrustLaws.For(Settings, (graph, preTrust) => Mutant(broken, graph, preTrust)).Single(law => law.Name == broken);
        Assert.NotNull(law.FindViolation(cases: 400));
    }

    /// <summary>go-eigentrust's README: ek and vm vouch for sd, ek for vm; alpha 0.5.</summary>
    [Fact]
    public void Compute_readmeExample_matches()
    {
        TrustGraph graph = TrustGraph.Of(3, [new(0, 1, 100), new(2, 1, 100), new(0, 2, 75)]);
        TrustScores scores = new EigenTrust { Return = Proportion.Half }.Compute(graph, PreTrust.ByWeight([50, 0, 100]));
        AssertNear(217_054_279_071_664_720, scores.Trust[0]);
        AssertNear(302_325_542_910_321_800, scores.Trust[1]);
        AssertNear(480_620_178_018_013_400, scores.Trust[2]);
        Assert.True(scores.HasConverged);

        static void AssertNear(ulong expected, Proportion actual) =>
            Assert.InRange(actual.Parts, expected - 100_000_000_000, expected + 100_000_000_000);
    }

    [Fact]
    public void Compute_rowThatSumsToZero_goesToThePreTrusted()
    {
        TrustGraph graph = TrustGraph.Of(3, [new(0, 1, 1), new(1, 2, 0), new(2, 1, -4)]);
        Assert.True(graph.TrustsNobody(1));
        Assert.True(graph.TrustsNobody(2));
        TrustScores scores = Settings.Compute(graph, PreTrust.In(3, 0));
        Assert.Equal(Proportion.One, scores.TrustOf([0, 1, 2]));
        Assert.True(scores.Trust[0] > scores.Trust[1]);
        Assert.True(scores.Trust[2].IsZero);
    }

    [Fact]
    public void Compute_preTrustOnlyInAClique_isNamedAsTheDanger()
    {
        TrustGraph graph = TrustGraph.Of(4, [new(0, 1, 1), new(1, 0, 1), new(2, 3, 1), new(3, 2, 1)]);
        TrustScores everybody = Settings.Compute(graph, PreTrust.InEverybody(4));
        Assert.Equal(Proportion.Half, everybody.TrustOf([2, 3]));
        Assert.True(Settings.Compute(graph, PreTrust.In(4, 0)).TrustOf([2, 3]).IsZero);
    }

    [Fact]
    public void CliqueBound_isReached_byARingThatKeepsEverything()
    {
        // The pre-trusted peer splits its trust between an honest peer and a ring of two that trust only each other.
        TrustGraph graph = TrustGraph.Of(4, [new(0, 1, 1), new(0, 2, 1), new(1, 0, 1), new(2, 3, 1), new(3, 2, 1)]);
        PreTrust preTrust = PreTrust.In(4, 0);
        TrustScores scores = Settings.Compute(graph, preTrust);
        ulong bound = Settings.CliqueBound(graph, preTrust, scores, [2, 3]).Parts;
        ulong trust = scores.TrustOf([2, 3]).Parts;
        Assert.InRange(trust, bound - 20_000_000_000, bound);
        Assert.True(trust > Proportion.PartsPerOne / 2, "a ring that is let in keeps most of what flows by");
    }

    [Fact]
    public void CliqueBound_withoutReturn_isEverything() =>
        Assert.Equal(Proportion.One, new EigenTrust { Return = Proportion.Zero }.CliqueBound(
            TrustGraph.Of(1, []), PreTrust.In(1, 0), Settings.Compute(TrustGraph.Of(1, []), PreTrust.In(1, 0)), [0]));

    /// <summary>go-eigentrust, TestDiscountTrustVector.</summary>
    [Fact]
    public void DistrustMet_publishedExample_isExact()
    {
        TrustGraph graph = TrustGraph.Of(5, [new(1, 2, -1), new(1, 3, -1), new(2, 0, -1), new(2, 4, -3), new(3, 2, -1), new(3, 4, -1)]);
        Proportion[] trust = [Proportion.Percent(25), Proportion.Zero, Proportion.Half, Proportion.Percent(25), Proportion.Zero];
        Assert.Equal(
            ["0.125", "0", "0.125", "0", "0.5"],
            graph.DistrustMet(trust).Select(value => value.ToString()));
    }

    [Fact]
    public void BadInput_isNamed()
    {
        Assert.Contains("from peer 0 of peer 3; expected 0 to 2", Message<ArgumentOutOfRangeException>(() => TrustGraph.Of(3, [new(0, 3, 1)])), StringComparison.Ordinal);
        Assert.Contains("at least one peer", Message<ArgumentOutOfRangeException>(() => TrustGraph.Of(0, [])), StringComparison.Ordinal);
        Assert.Contains("pre-trust of 3 peers sums to zero", Message<ArgumentException>(() => PreTrust.ByWeight([0, 0, 0])), StringComparison.Ordinal);
        Assert.Contains("0 to 2", Message<ArgumentOutOfRangeException>(() => PreTrust.In(3, 3)), StringComparison.Ordinal);
        Assert.Contains("2 peers, the graph of 3", Message<ArgumentException>(() => Settings.Compute(TrustGraph.Of(3, []), PreTrust.In(2, 0))), StringComparison.Ordinal);
        Assert.Contains("1 trust values for 3 peers", Message<ArgumentException>(() => TrustGraph.Of(3, []).DistrustMet([Proportion.One])), StringComparison.Ordinal);

        static string Message<TException>(Action act)
            where TException : Exception => Assert.Throws<TException>(act).Message;
    }

    private static TrustScores Mutant(string defect, TrustGraph graph, PreTrust preTrust)
    {
        TrustScores sound = Settings.Compute(graph, preTrust);
        Proportion some = Proportion.Percent(1);
        return defect switch
        {
            "conserves-trust" => sound with { Trust = sound.Trust.SetItem(0, sound.Trust[0].SubtractToZero(Proportion.FromParts(1))) },
            "distrust-is-bounded" => sound with { Distrust = sound.Distrust.SetItem(0, sound.Distrust[0].AddToOne(some)) },
            "order-does-not-matter" or "scale-does-not-matter" =>
                sound with { Trust = sound.Trust.SetItem(0, Proportion.FromParts(Drift++)) },
            "clique-is-bounded" => sound with { Trust = [.. sound.Trust.Select(_ => Proportion.One)] },
            "ring-has-nothing" => Settings.Compute(graph, PreTrust.InEverybody(graph.Peers)),
            _ => sound,
        };
    }

    private static ulong Drift { get; set; }
}
