using CapaCloud.Mechanisms.Samples.Conformance;
using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Conformance.Tests;

public sealed class ConformanceTests
{
    public static TheoryData<string> CoveredFiles => [.. SuiteCatalogue.All.Select(suite => suite.File)];

    /// <summary>Our own pack, which travels with the repository.</summary>
    [Theory]
    [MemberData(nameof(CoveredFiles))]
    public void Pack_everyCase_matches(string file) => AssertAllMatch(VectorFolders.Pack, file, required: true);

    /// <summary>The whole collection, where it lies beside the checkout.</summary>
    [Theory]
    [MemberData(nameof(CoveredFiles))]
    public void Collection_everyCase_matches(string file)
    {
        if (VectorFolders.Collection is { } folder)
        {
            AssertAllMatch(folder, file, required: false);
        }
    }

    private static void AssertAllMatch(string folder, string file, bool required)
    {
        ConformanceSuite suite = SuiteCatalogue.All.Single(candidate => candidate.File == file);
        FileResult[] results = [.. VectorFile.ReadAll(folder)
            .Where(candidate => candidate.Name.EndsWith(file, StringComparison.Ordinal))
            .Select(candidate => FileResult.Of(candidate, suite))];
        Assert.True(results.Length > 0 || !required, $"{file} is not in {folder}: run the sample's pack command.");
        foreach (FileResult result in results)
        {
            Assert.True(
                result.Matched == result.Total,
                $"{result.File.Name} {result.Matched}/{result.Total}: "
                    + string.Join("; ", result.Outcomes.Where(item => item.Outcome is not (CaseOutcome.Matched or CaseOutcome.MatchedExact))
                        .Take(5).Select(item => $"{item.Case.Name}: {item.Outcome}")));
        }
    }
}
