using System.Text.RegularExpressions;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>What is to be run: the tests, the mutants, the limits. A plan comes from the environment, so that the worker has the same one.</summary>
internal sealed record RunPlan(string Folder)
{
    /// <summary>The test assemblies in the folder.</summary>
    public string[] Assemblies { get; } = Value("MUTATION_TESTS", "CapaCloud.Mechanisms.Tests.dll").Split(',');

    /// <summary>The folders of the core whose mutants run.</summary>
    public string[] Chapters { get; } = Value("MUTATION_FOLDERS", "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>How many mutants of each folder run, drawn uniformly; 0 for all.</summary>
    public int Sample { get; } = int.Parse(Value("MUTATION_SAMPLE", "0"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The seed of the sample.</summary>
    public int Seed { get; } = int.Parse(Value("MUTATION_SEED", "1"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>A mutant is left to survive when tests that take this long together have not found it.</summary>
    public double SecondsPerMutant { get; } = double.Parse(Value("MUTATION_SECONDS", "10"), System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Tests whose name matches are left out.</summary>
    public string LeftOut { get; } = Value("MUTATION_LEFT_OUT", "");

    /// <summary>Only tests whose name matches run.</summary>
    public string Only { get; } = Value("MUTATION_ONLY", "");

    public string MutantList => Path.Combine(Folder, "mutants.json");

    public string CoverageFile => Path.Combine(Folder, "coverage.json");

    public string ResultFile => Path.Combine(Folder, "results.jsonl");

    public string StateFile => Path.Combine(Folder, "state.txt");

    public bool IsIsolated => Environment.GetEnvironmentVariable("MUTANT") is not null;

    public bool IsWanted(string test) => (LeftOut.Length == 0 || !Regex.IsMatch(test, LeftOut)) && (Only.Length == 0 || Regex.IsMatch(test, Only));

    /// <summary>The mutants of the plan: of each folder all, or a sample that depends on the seed alone.</summary>
    public IEnumerable<MutantEntry> Chosen(MutantEntry[] mutants) => mutants
        .Where(mutant => Chapters.Length == 0 || Chapters.Contains(mutant.Folder))
        .GroupBy(mutant => mutant.Folder)
        .SelectMany(folder =>
        {
            MutantEntry[] shuffled = [.. folder.OrderBy(mutant => mutant.Id)];
            if (Sample == 0 || Sample >= shuffled.Length)
            {
                return shuffled;
            }

            new Random(Seed).Shuffle(shuffled);
            return shuffled.Take(Sample).OrderBy(mutant => mutant.Id).ToArray();
        });

    private static string Value(string name, string otherwise) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : otherwise;
}
