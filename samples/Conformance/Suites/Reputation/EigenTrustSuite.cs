using System.Text.Json;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation.Graph;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Reputation;

/// <summary>EigenTrust as go-eigentrust and zk-eigentrust compute it.</summary>
internal sealed class EigenTrustSuite : ConformanceSuite
{
    public override string File => "verification/eigentrust.json";

    public override string OperationOf(VectorCase item) =>
        Figures.Has(item, "opinions") ? "opinions" : Figures.Has(item, "distrustRows") ? "discount" : Figures.Has(item, "preTrust") ? "trust" : "extract";

    public override CaseOutcome Check(VectorFile file, VectorCase item) => OperationOf(item) switch
    {
        "opinions" => Opinions(item),
        "discount" => Discount(item),
        "trust" => Trust(item),
        _ => Extract(item),
    };

    private static CaseOutcome Trust(VectorCase item)
    {
        VectorProperty[] expected = [.. item.Expected.GetProperty("trust").EnumerateObject()];
        List<string> names = [.. expected.Select(peer => peer.Name)];
        TrustStatement[] statements = [.. item.Inputs.GetProperty("localTrust").EnumerateArray().Select(row =>
            new TrustStatement(names.IndexOf(row[0].GetString()!), names.IndexOf(row[1].GetString()!), row[2].GetInt64()))];
        VectorValue preTrust = item.Inputs.GetProperty("preTrust");
        ulong[] weights = [.. names.Select(name => preTrust.TryGetProperty(name, out VectorValue weight) ? weight.GetUInt64() : 0UL)];
        EigenTrust settings = new() { Return = Figures.Proportion(item.Inputs, "alpha") };
        TrustScores scores = settings.Compute(TrustGraph.Of(names.Count, statements), PreTrust.ByWeight(weights));
        return Figures.Compare(expected.Select(peer => Figures.Number(peer.Value)), scores.Trust.Select(Figures.Value), Figures.Tolerance(item));
    }

    private static CaseOutcome Discount(VectorCase item)
    {
        Proportion[] trust = [.. Figures.Numbers(item.Inputs.GetProperty("trust")).Select(Figures.Proportion)];
        TrustGraph graph = TrustGraph.Of(trust.Length, Statements(item.Inputs.GetProperty("distrustRows"), -100));
        IEnumerable<decimal> net = graph.DistrustMet(trust).Select((distrust, peer) => Figures.Value(trust[peer]) - Figures.Value(distrust));
        return Figures.Compare(Figures.Numbers(item.Expected.GetProperty("discounted")), net, Figures.Tolerance(item));
    }

    private static CaseOutcome Opinions(VectorCase item)
    {
        VectorValue opinions = item.Inputs.GetProperty("opinions");
        int peers = opinions.GetArrayLength();
        int steps = item.OptionalInput("iterations") is null ? 20 : item.Inputs.GetProperty("iterations").GetInt32();
        EigenTrust settings = new() { Return = Proportion.Zero, Tolerance = Proportion.Zero, MostSteps = steps };
        TrustScores scores = settings.Compute(TrustGraph.Of(peers, Statements(opinions, 1)), PreTrust.InEverybody(peers));
        decimal all = peers * Figures.Number(item.Inputs, "initialScore");
        decimal[] actual = [.. scores.Trust.Select(trust => all * Figures.Value(trust))];
        CaseOutcome outcome = Figures.Compare(Figures.Numbers(item.Expected.GetProperty("scores")), actual, Figures.Tolerance(item));
        return Figures.Expects(item, "sum")
            ? Figures.All(outcome, Figures.Compare([Figures.Number(item.Expected, "sum")], [actual.Sum()], 0))
            : outcome;
    }

    /// <summary>Trust and distrust, taken apart: each row of the published matrices, normalised as the graph holds it.</summary>
    private static CaseOutcome Extract(VectorCase item)
    {
        VectorValue local = item.Inputs.GetProperty("localTrust");
        int peers = local.GetArrayLength();
        TrustGraph graph = TrustGraph.Of(peers, Statements(local, 1), keepSelfStatements: true);
        return Figures.All(
            Figures.Compare(Normalised(item.Expected.GetProperty("trust")), Rows(graph.TrustOf), Figures.Tolerance(item)),
            Figures.Compare(Normalised(item.Expected.GetProperty("distrust")), Rows(graph.DistrustOf), Figures.Tolerance(item)));

        IEnumerable<decimal> Rows(Func<int, System.Collections.Immutable.ImmutableArray<(int To, Proportion Share)>> row) =>
            from peer in Enumerable.Range(0, peers)
            from target in Enumerable.Range(0, peers)
            select row(peer).Where(entry => entry.To == target).Sum(entry => Figures.Value(entry.Share));
    }

    private static IEnumerable<decimal> Normalised(VectorValue matrix) =>
        from row in matrix.EnumerateArray()
        let sum = Figures.Numbers(row).Sum()
        from value in Figures.Numbers(row)
        select sum == 0 ? 0 : value / sum;

    private static TrustStatement[] Statements(VectorValue matrix, decimal scale) =>
        [.. matrix.EnumerateArray().SelectMany((row, from) =>
            Figures.Numbers(row).Select((value, to) => new TrustStatement(from, to, (long)(value * scale))))];
}
