using System.Text.Json;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>Runs mutants one after the other in this process, and writes down what became of each before the next begins.</summary>
internal sealed class Worker(RunPlan plan, TestBed bed, TestCoverage[] coverage)
{
    private readonly Dictionary<string, BedTest> _tests = bed.Tests.GroupBy(test => test.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    private readonly Dictionary<string, Queue<string>> _killers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unsteady = new(StringComparer.Ordinal);

    /// <summary>The whole life of a worker: finds the tests, measures them when nobody has, and runs what is left to do.</summary>
    public static int Live(RunPlan plan, int isolated)
    {
        MutantEntry[] mutants = JsonSerializer.Deserialize<MutantEntry[]>(File.ReadAllText(plan.MutantList))!;
        bool isMeasured = File.Exists(plan.CoverageFile);
        byte[] found = new byte[mutants.Max(mutant => mutant.Id) + 1];
        TestBed bed = TestBed.Load(plan.Folder, plan.Assemblies, plan.IsWanted, isMeasured ? null : found);
        if (!isMeasured)
        {
            Coverage.Write(plan.CoverageFile, [Coverage.WhileFinding(found), .. Coverage.Measure(bed, found.Length)]);
        }

        Worker worker = new(plan, bed, Coverage.Read(plan.CoverageFile));
        if (isolated >= 0)
        {
            worker.RunIsolated(mutants.Single(mutant => mutant.Id == isolated));
            return 0;
        }

        HashSet<int> statics = worker.Statics();
        Dictionary<int, MutantResult> done = MutantResult.Read(plan.ResultFile);
        foreach (MutantEntry mutant in plan.Chosen(mutants).Where(mutant => !done.ContainsKey(mutant.Id) && !statics.Contains(mutant.Id)))
        {
            File.WriteAllText(plan.StateFile, mutant.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
            bed.Active = mutant.Id;
            worker.Judge(mutant, worker.Seeing(mutant)).AppendTo(plan.ResultFile);
            bed.Active = -1;
        }

        return 0;
    }

    /// <summary>The mutants that are asked for while a type is set up, which happens once in a process: each needs a process of its own.</summary>
    public HashSet<int> Statics() => [.. coverage.SelectMany(test => test.StaticMutants)];

    private void RunIsolated(MutantEntry mutant)
    {
        TestCoverage[] ordered = [.. Ordered(mutant, coverage.Where(test => test.Passed))];
        Judge(mutant, ordered).AppendTo(plan.ResultFile);
    }

    private TestCoverage[] Seeing(MutantEntry mutant) => [.. Ordered(mutant, coverage.Where(test => test.Passed && Array.BinarySearch(test.Mutants, mutant.Id) >= 0))];

    /// <summary>
    /// First what found mutants of this file before, then the tests of the same folder, then the others; the fastest first, and of those that take as long the one that
    /// reaches less: it is about less. Until the time is used up.
    /// </summary>
    private IEnumerable<TestCoverage> Ordered(MutantEntry mutant, IEnumerable<TestCoverage> tests)
    {
        string[] killers = _killers.TryGetValue(mutant.File, out Queue<string>? names) ? [.. names] : [];
        string folder = $".{mutant.Folder}.";
        double used = 0;
        foreach (TestCoverage test in tests
            .Where(test => _tests.ContainsKey(test.Test) && !_unsteady.Contains(test.Test))
            .OrderByDescending(test => Array.IndexOf(killers, test.Test))
            .ThenBy(test => test.Seconds * Math.Sqrt(1 + test.Mutants.Length) * (test.Test.Contains(folder, StringComparison.Ordinal) ? 1 : 3)))
        {
            used += test.Seconds;
            if (used > plan.SecondsPerMutant && test.Seconds > 0.1)
            {
                yield break;
            }

            yield return test;
        }
    }

    private MutantResult Judge(MutantEntry mutant, TestCoverage[] tests)
    {
        if (tests.Length == 0)
        {
            return new MutantResult(mutant.Id, MutantResult.NotSeen, "", 0);
        }

        int at = 0;
        for (int size = 1; at < tests.Length; size = Math.Min(size * 2, 64))
        {
            TestCoverage[] some = [.. tests.Skip(at).Take(size)];
            if (bed.FirstFailure(some.Select(test => _tests[test.Test]), 5_000_000 + (20 * some.Sum(test => test.Checks))) is { } failure)
            {
                if (plan.IsIsolated || IsSteady(mutant.Id, failure.Test))
                {
                    Remember(mutant.File, failure.Test);
                    bool endless = failure.Message.Contains("the mutant runs for ever", StringComparison.Ordinal);
                    return new MutantResult(mutant.Id, endless ? MutantResult.Timeout : MutantResult.Killed, failure.Test, at + some.Length);
                }

                tests = [.. tests.Where(test => test.Test != failure.Test)];
                continue;
            }

            at += some.Length;
        }

        return new MutantResult(mutant.Id, MutantResult.Survived, "", tests.Length);
    }

    /// <summary>A test that also fails without the mutant has found nothing; it is not asked again.</summary>
    private bool IsSteady(int mutant, string test)
    {
        if (!_tests.TryGetValue(test, out BedTest? found))
        {
            return true;
        }

        bed.Active = -1;
        bool passes = bed.FirstFailure([found], long.MaxValue) is null;
        bed.Active = mutant;
        if (!passes)
        {
            _unsteady.Add(test);
            Console.Error.WriteLine($"unsteady: {test}");
        }

        return passes;
    }

    private void Remember(string file, string test)
    {
        if (!_killers.TryGetValue(file, out Queue<string>? names))
        {
            _killers.Add(file, names = new Queue<string>());
        }

        if (!names.Contains(test))
        {
            names.Enqueue(test);
            if (names.Count > 12)
            {
                names.Dequeue();
            }
        }
    }
}
