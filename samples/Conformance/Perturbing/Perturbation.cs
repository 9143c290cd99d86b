using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Perturbing;

/// <summary>
/// Changes the inputs of published cases one by one. An input that moves no answer in any case, however it is changed, was read and not used:
/// then the suite, or the network's preset behind it, fits the published numbers instead of being the rule.
/// </summary>
public static class Perturbation
{
    private const int ValuesOfAList = 3;
    private const int ChangesOfCostly = 4;

    /// <summary>Tries the inputs of every operation of all files of one suite: an input that some file moves an answer with counts as moving.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="files">The files it covers.</param>
    /// <param name="casesForEachInput">In how many cases of a file an input is tried before it counts as moving nothing.</param>
    /// <returns>A finding for each input of each operation.</returns>
    public static IReadOnlyList<Finding> Of(ConformanceSuite suite, IEnumerable<VectorFile> files, int casesForEachInput) =>
    [
        .. files.SelectMany(file => Of(suite, file, casesForEachInput))
            .GroupBy(finding => (finding.Operation, finding.Place))
            .Select(findings => findings.FirstOrDefault(finding => finding.Moves) ?? findings.First()),
    ];

    /// <summary>Tries the inputs of every operation of a file.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="file">The file.</param>
    /// <param name="casesForEachInput">In how many cases an input is tried before it counts as moving nothing.</param>
    /// <returns>A finding for each input of each operation.</returns>
    public static IReadOnlyList<Finding> Of(ConformanceSuite suite, VectorFile file, int casesForEachInput)
    {
        List<Finding> findings = [];
        foreach (IGrouping<string, VectorCase> operation in file.Cases.GroupBy(KindOf))
        {
            VectorCase[] cases = [.. operation.Where(item => Answers(suite, file, item))];
            ILookup<string, (VectorCase Case, Leaf Leaf)> places = cases
                .SelectMany(item => Leaf.Of(item).Select(leaf => (item, leaf)))
                .ToLookup(pair => Unnamed(suite, pair.leaf.Place));
            findings.AddRange(places
                .Where(place => !NamesTheOperation(place.Key) && !suite.LeftOut.Keys.Any(pattern => VectorPath.Matches(pattern, place.Key)))
                .Select(place => Try(suite, file, operation.Key, place, casesForEachInput)));
        }

        return findings;
    }

    /// <summary>The operation is what the cases are grouped by: another one takes other inputs.</summary>
    private static bool NamesTheOperation(string place) => place is "/inputs/op" or "/inputs/fn" or "/inputs/operator" or "/inputs/model" or "/inputs/steps/*/op";

    private static string Unnamed(ConformanceSuite suite, string place)
    {
        foreach (string owner in suite.Named.Where(owner => place.StartsWith($"{owner}/", StringComparison.Ordinal)))
        {
            int end = place.IndexOf('/', owner.Length + 1);
            return $"{owner}/*{(end < 0 ? "" : place[end..])}";
        }

        return place;
    }

    private static string KindOf(VectorCase item) => item.Afresh().Operation ?? "case";

    private static Finding Try(
        ConformanceSuite suite, VectorFile file, string operation, IGrouping<string, (VectorCase Case, Leaf Leaf)> place, int most)
    {
        string[] seen = [.. place.Select(pair => pair.Leaf.Value.ToString()).Distinct()];
        IGrouping<VectorCase, (VectorCase Case, Leaf Leaf)>[] cases = [.. place.GroupBy(pair => pair.Case)];
        int kept = Math.Min(most, cases.Length);
        IEnumerable<(VectorCase Case, Leaf Leaf)> sample = Enumerable.Range(0, kept)
            .Select(position => cases[(int)((long)position * cases.Length / kept)]).SelectMany(leaves => Thin([.. leaves]));
        (int tries, int refusals) = (0, 0);
        int changes = suite.IsCostly ? ChangesOfCostly : int.MaxValue;
        bool moves = sample.Take(suite.IsCostly ? 1 : int.MaxValue).Any(pair => Changes.Of(pair.Leaf.Value, seen, !suite.IsCostly).Take(changes).Any(other =>
        {
            tries++;
            bool? answer = Moves(suite, file, pair.Case.With(pair.Leaf.With(other)));
            refusals += answer is null ? 1 : 0;
            return answer ?? pair.Leaf.IsText;
        }));

        // What is refused whatever else it is, such as a count that disagrees with a list, has been used.
        return new Finding(operation, place.Key, moves || (tries > 0 && refusals == tries), tries, ReasonFor(suite, operation, place.Key));
    }

    private static (VectorCase Case, Leaf Leaf)[] Thin((VectorCase Case, Leaf Leaf)[] leaves) => leaves.Length <= ValuesOfAList
        ? leaves
        : [leaves[0], leaves[leaves.Length / 2], leaves[^1]];

    private static bool Answers(ConformanceSuite suite, VectorFile file, VectorCase item) =>
        FileResult.Check(suite, file, item) is CaseOutcome.Matched or CaseOutcome.MatchedExact;

    /// <summary>Tells whether the suite answers otherwise now; null when it refuses the value.</summary>
    private static bool? Moves(ConformanceSuite suite, VectorFile file, VectorCase item)
    {
        try
        {
            return suite.Check(file, item) is not (CaseOutcome.Matched or CaseOutcome.MatchedExact);
        }
        catch (Exception)
        {
            // A number out of the rule's domain says nothing: another will tell. An unknown word that is refused has been understood.
            return null;
        }
    }

    private static string? ReasonFor(ConformanceSuite suite, string operation, string place) =>
        suite.Unmoved.FirstOrDefault(pair => pair.Key == $"{operation} {place}" || pair.Key == $"* {place}").Value;
}
