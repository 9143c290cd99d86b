using System.Text.Json;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>What one test saw when no mutant was active: how much processor time it took, how often it asked for a mutant, and the mutants that it asked for.</summary>
internal sealed record TestCoverage(string Test, bool Passed, double Seconds, long Checks, int[] Mutants, int[] StaticMutants);

/// <summary>Runs every test once without a mutant and notes what it sees.</summary>
internal static class Coverage
{
    public static TestCoverage[] Measure(TestBed bed, int mutants)
    {
        List<TestCoverage> all = [];
        foreach (BedTest test in bed.Tests)
        {
            byte[] seen = new byte[mutants];
            bed.Seen = seen;
            long before = bed.Checks;
            TimeSpan start = Environment.CpuUsage.TotalTime;
            bool passed = bed.FirstFailure([test], long.MaxValue) is null;
            double seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
            bed.Seen = null;
            all.Add(new TestCoverage(test.Name, passed, seconds, bed.Checks - before, Marked(seen, 1), Marked(seen, 2)));
        }

        return [.. all];
    }

    /// <summary>What was asked for while the tests were found: the rows of a theory set types up before any test runs.</summary>
    public static TestCoverage WhileFinding(byte[] seen) => new("finding the tests", Passed: true, 0, 0, [], Marked(seen, 2));

    public static void Write(string file, TestCoverage[] coverage) => File.WriteAllText(file, JsonSerializer.Serialize(coverage));

    public static TestCoverage[] Read(string file) => JsonSerializer.Deserialize<TestCoverage[]>(File.ReadAllText(file))!;

    private static int[] Marked(byte[] seen, int flag) => [.. Enumerable.Range(0, seen.Length).Where(id => (seen[id] & flag) != 0)];
}
