using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>The score of each folder and file, and the mutants that no test has found.</summary>
internal static class Summary
{
    public static string Of(RunPlan plan)
    {
        MutantEntry[] mutants = JsonSerializer.Deserialize<MutantEntry[]>(File.ReadAllText(plan.MutantList))!;
        Dictionary<int, MutantResult> results = MutantResult.Read(plan.ResultFile);
        StringBuilder text = new();
        foreach (IGrouping<string, MutantEntry> folder in plan.Chosen(mutants).Where(mutant => results.ContainsKey(mutant.Id)).GroupBy(mutant => mutant.Folder))
        {
            MutantResult[] of = [.. folder.Select(mutant => results[mutant.Id])];
            int all = mutants.Count(mutant => mutant.Folder == folder.Key);
            text.AppendLine(CultureInfo.InvariantCulture, $"{folder.Key}: {of.Count(result => result.IsFound)} of {of.Length} found, {Percent(of)} ({all} mutants in all; {string.Join(", ", of.CountBy(result => result.Status).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"))})");
            MutantResult[] code = [.. folder.Where(mutant => mutant.Mutator != "String").Select(mutant => results[mutant.Id])];
            text.AppendLine(CultureInfo.InvariantCulture, $"  without string literals: {code.Count(result => result.IsFound)} of {code.Length}, {Percent(code)}");
        }

        foreach (MutantEntry mutant in plan.Chosen(mutants).Where(mutant => results.TryGetValue(mutant.Id, out MutantResult? result) && !result.IsFound))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{results[mutant.Id].Status}\t{mutant.Id}\t{mutant.File}:{mutant.Line}:{mutant.Column}\t{mutant.Mutator}\t{mutant.Original}\t=>\t{mutant.Replacement}");
        }

        return text.ToString();
    }

    private static string Percent(MutantResult[] results) =>
        results.Length == 0 ? "-" : (100m * results.Count(result => result.IsFound) / results.Length).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
