using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance;

/// <summary>Every vector file of a folder, put to the library.</summary>
public sealed class ConformanceRun
{
    private ConformanceRun(IReadOnlyList<FileResult> files) => Files = files;

    public IReadOnlyList<FileResult> Files { get; }

    public static ConformanceRun Of(string folder, IReadOnlyList<ConformanceSuite> suites) =>
        new([.. VectorFile.ReadAll(folder).Select(file => FileResult.Of(file, suites.FirstOrDefault(suite => suite.Covers(file))))]);

    /// <summary>Prints a line for each file, each mismatch, and the total; returns 0, or 1 when there is a mismatch.</summary>
    public int Print(TextWriter output)
    {
        foreach (FileResult file in Files)
        {
            output.WriteLine($"{file.File.Name} {file.Matched}/{file.Total}{(file.IsCovered ? "" : " not covered")}");
            PrintRemarks(file, output);
        }

        int mismatches = Files.Sum(file => file.Mismatches.Count());
        output.WriteLine();
        output.WriteLine($"total {Files.Sum(file => file.Matched)}/{Files.Sum(file => file.Total)}, mismatched {mismatches}");
        return mismatches == 0 ? 0 : 1;
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
