using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CapaCloud.Mechanisms.MutationRunner;

/// <summary>Starts the worker again whenever a mutant has ended it or keeps it busy for ever, and gives mutants of code that runs once in a process a worker of their own.</summary>
internal static class Supervisor
{
    /// <summary>What a worker needs until its first test runs, with much to spare; one that runs for ever is told by it.</summary>
    private static readonly TimeSpan ToBegin = TimeSpan.FromSeconds(60);

    /// <summary>Code that so few tests ask for makes a value once in a process, most of the time: whichever test comes first sees it made, and all others only use it.</summary>
    private const int SeenOnce = 2;

    public static void Run(RunPlan plan)
    {
        while (Wait(plan, Start(plan, isolated: -1)) is { } ended)
        {
            if (!File.Exists(plan.StateFile))
            {
                throw new InvalidOperationException("The worker ended before the first mutant; its last words are above.");
            }

            int mutant = int.Parse(File.ReadAllText(plan.StateFile), CultureInfo.InvariantCulture);
            new MutantResult(mutant, ended, "", 0).AppendTo(plan.ResultFile);
        }

        MutantEntry[] mutants = JsonSerializer.Deserialize<MutantEntry[]>(File.ReadAllText(plan.MutantList))!;
        HashSet<int> statics = [.. Coverage.Read(plan.CoverageFile).SelectMany(test => test.StaticMutants)];
        Dictionary<int, MutantResult> done = MutantResult.Read(plan.ResultFile);
        foreach (MutantEntry mutant in plan.Chosen(mutants).Where(mutant => done.TryGetValue(mutant.Id, out MutantResult? result)
            ? result is { Status: MutantResult.Survived, Tests: <= SeenOnce }
            : statics.Contains(mutant.Id)))
        {
            if (Wait(plan, Start(plan, mutant.Id)) is { } ended)
            {
                new MutantResult(mutant.Id, ended, "", 0).AppendTo(plan.ResultFile);
            }
        }
    }

    private static Process Start(RunPlan plan, int isolated)
    {
        File.Delete(plan.StateFile);
        ProcessStartInfo start = new(Environment.ProcessPath!, [typeof(Supervisor).Assembly.Location, "work", plan.Folder]);
        start.Environment["DOTNET_GCHeapHardLimit"] = "0xC0000000";
        if (isolated >= 0)
        {
            start.Environment["MUTANT"] = isolated.ToString(CultureInfo.InvariantCulture);
        }

        return Process.Start(start)!;
    }

    /// <summary>Returns nothing when the worker did all, and otherwise what became of the mutant it was at.</summary>
    private static string? Wait(RunPlan plan, Process worker)
    {
        using (worker)
        {
            string state = "";
            TimeSpan since = TimeSpan.Zero;
            while (!worker.WaitForExit(1_000))
            {
                string now = File.Exists(plan.StateFile) ? File.ReadAllText(plan.StateFile) : "";
                TimeSpan used = UsedBy(worker) ?? since;
                if (now != state || !File.Exists(plan.CoverageFile))
                {
                    (state, since) = (now, used);
                }
                else if (used - since > ToBegin + TimeSpan.FromSeconds(3 * plan.SecondsPerMutant))
                {
                    worker.Kill();
                    worker.WaitForExit();
                    return MutantResult.Timeout;
                }
            }

            return worker.ExitCode == 0 ? null : MutantResult.Crashed;
        }
    }

    private static TimeSpan? UsedBy(Process worker)
    {
        try
        {
            worker.Refresh();
            return worker.TotalProcessorTime;
        }
        catch (InvalidOperationException)
        {
            // It has just ended; the next wait says so.
            return null;
        }
    }
}
