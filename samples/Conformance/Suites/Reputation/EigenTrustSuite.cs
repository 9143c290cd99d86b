using System.Globalization;
using CapaCloud.Mechanisms.Reputation;
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

    /// <summary>By go-eigentrust's rules: a peer may trust itself, who trusts nobody trusts the pre-trusted, and distrust is taken off at the end.</summary>
    private static CaseOutcome Trust(VectorCase item)
    {
        if (item.OptionalInput("danglingRows") is { } dangling && dangling != "replaced by pre-trust")
        {
            return new CaseOutcome.NotCovered($"dangling rows '{dangling}'");
        }

        VectorProperty[] expected = [.. item.Expected.GetProperty("trust").EnumerateObject()];
        List<string> names = [.. expected.Select(peer => peer.Name)];
        TrustStatement[] statements = [.. item.Inputs.GetProperty("localTrust").EnumerateArray().Select(row =>
            new TrustStatement(names.IndexOf(row[0].GetString()!), names.IndexOf(row[1].GetString()!), Weight(Figures.Number(row[2]))))];
        VectorValue preTrust = item.Inputs.GetProperty("preTrust");
        ulong[] weights = [.. names.Select(name => preTrust.TryGetProperty(name, out VectorValue weight) ? (ulong)Weight(Figures.Number(weight)) : 0UL)];
        EigenTrust settings = new() { Return = Figures.Proportion(item.Inputs, "alpha"), Tolerance = Proportion.FromParts(1_000), MostSteps = 100_000 };
        TrustScores scores = settings.Compute(TrustGraph.Of(names.Count, statements, keepSelfStatements: true), PreTrust.ByWeight(weights));
        return Figures.Compare(
            expected.Select(peer => Figures.Number(peer.Value)),
            names.Select((_, peer) => (decimal)scores.NetParts(peer) / Proportion.PartsPerOne),
            Figures.Tolerance(item));
    }

    private static CaseOutcome Discount(VectorCase item)
    {
        Proportion[] trust = [.. Figures.Numbers(item.Inputs.GetProperty("trust")).Select(Figures.Proportion)];

        // Written in binary64, a whole trust may add up to a few parts of 10^18 more than one: the largest gives them up.
        UInt128 sum = trust.Aggregate(UInt128.Zero, (total, part) => total + part.Parts);
        int largest = Array.IndexOf(trust, trust.Max());
        trust[largest] = Proportion.FromParts(trust[largest].Parts - (sum > Proportion.PartsPerOne ? (ulong)(sum - Proportion.PartsPerOne) : 0));

        // Rows of the source need not sum to one: what is missing is said of a peer that does not exist.
        decimal[][] rows = [.. item.Inputs.GetProperty("distrustRows").EnumerateArray().Select(row => Figures.Numbers(row).ToArray())];
        IEnumerable<TrustStatement> statements = rows.SelectMany((row, from) => row.Append(row.Sum() == 0 ? 0 : 1 - row.Sum())
            .Select((value, to) => new TrustStatement(from, to, -Weight(value))));
        TrustGraph graph = TrustGraph.Of(trust.Length + 1, [.. statements], keepSelfStatements: true);
        IEnumerable<decimal> net = graph.DistrustMet([.. trust, Proportion.Zero]).Take(trust.Length)
            .Select((distrust, peer) => Figures.Value(trust[peer]) - Figures.Value(distrust));
        return Figures.Compare(Figures.Numbers(item.Expected.GetProperty("discounted")), net, Figures.Tolerance(item));
    }

    /// <summary>By zk-eigentrust's rules: nobody rates itself, and who rates nobody rates all others alike.</summary>
    private static CaseOutcome Opinions(VectorCase item)
    {
        VectorValue opinions = item.Inputs.GetProperty("opinions");
        int peers = opinions.GetArrayLength();
        if (item.OptionalInput("peers") is { } stated && stated != peers.ToString(CultureInfo.InvariantCulture))
        {
            return new CaseOutcome.NotCovered($"{stated} peers with opinions of {peers}");
        }

        EigenTrust settings = new()
        {
            Return = item.Has("preTrust") ? Figures.Proportion(item.Inputs, "preTrust") : Proportion.Zero,
            Tolerance = Proportion.Zero,
            MostSteps = item.Has("iterations") ? int.Parse(item.Input("iterations"), CultureInfo.InvariantCulture) : 20,
            Silent = SilentPeers.TrustAllOthers,
        };
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

    /// <summary>A weight with 12 digits after the point: only the proportions of a row count.</summary>
    private static long Weight(decimal value) => (long)decimal.Round(value * 1_000_000_000_000m);

    private static TrustStatement[] Statements(VectorValue matrix, decimal scale) =>
        [.. matrix.EnumerateArray().SelectMany((row, from) =>
            Figures.Numbers(row).Select((value, to) => new TrustStatement(from, to, (long)(value * scale))))];
}
