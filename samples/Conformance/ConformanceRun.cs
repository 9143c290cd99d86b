using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance;

/// <summary>Every vector file of a folder, put to the library.</summary>
public static class ConformanceRun
{
    /// <summary>Prints a line for each file as soon as it is done, each mismatch, and the total; returns 0, or 1 when there is a mismatch.</summary>
    /// <param name="folder">The folder of vector files.</param>
    /// <param name="suites">How the files are read.</param>
    /// <param name="output">Where the lines go.</param>
    /// <param name="progress">Is told how many files of how many are done; null where nobody looks.</param>
    public static int Print(string folder, IReadOnlyList<ConformanceSuite> suites, TextWriter output, Action<int, int>? progress = null)
    {
        VectorFile[] files = [.. VectorFile.ReadAll(folder)];
        int done = 0, matched = 0, total = 0, mismatched = 0;
        foreach (VectorFile file in files)
        {
            FileResult result = FileResult.Of(file, suites.FirstOrDefault(suite => suite.Covers(file)));
            output.WriteLine($"{file.Name} {result.Matched}/{result.Total}{(result.IsCovered ? "" : " not covered")}");
            PrintRemarks(result, output);
            matched += result.Matched;
            total += result.Total;
            mismatched += result.Mismatches.Count();
            progress?.Invoke(++done, files.Length);
        }

        output.WriteLine();
        output.WriteLine($"total {matched}/{total}, mismatched {mismatched}");
        return mismatched == 0 ? 0 : 1;
    }

    private static void PrintRemarks(FileResult file, TextWriter output)
    {
        foreach ((VectorCase item, CaseOutcome.Mismatched outcome) in file.Mismatches)
        {
            output.WriteLine($"  MISMATCH {item.Name} ({item.Source})");
            output.WriteLine($"    inputs   {Shorten(item.Inputs.ToString())}");
            output.WriteLine($"    expected {Shorten(outcome.Expected)}");
            output.WriteLine($"    actual   {Shorten(outcome.Actual)}");
        }

        foreach (IGrouping<string, VectorCase> group in file.Outcomes.Where(item => item.Outcome is CaseOutcome.NotCovered)
            .GroupBy(item => ((CaseOutcome.NotCovered)item.Outcome).Reason, item => item.Case))
        {
            output.WriteLine($"  not covered ({group.Count()}): {group.Key}: {string.Join(", ", group.Select(item => item.Name).Take(8))}");
        }

        foreach (IGrouping<string, VectorCase> group in file.Outcomes.Where(item => item.Outcome is CaseOutcome.MatchedExact)
            .GroupBy(item => ((CaseOutcome.MatchedExact)item.Outcome).Reason, item => item.Case))
        {
            output.WriteLine($"  exact instead of published ({group.Count()}): {group.Key}: {string.Join(", ", group.Select(item => item.Name).Take(8))}");
        }
    }

    private static string Shorten(string text)
    {
        string line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 400 ? line : $"{line[..400]}...";
    }
}
