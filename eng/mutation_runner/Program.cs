using System.Globalization;
using CapaCloud.Mechanisms.MutationRunner;

// make ARGUMENTS PROJECT FOLDERS ASSEMBLY LIST
// run FOLDER, retry FOLDER (what no test had found), summary FOLDER: see RunPlan for what the environment says. work FOLDER is how run starts its worker.
switch (args)
{
    case ["make", string arguments, string project, string folders, string assembly, string list]:
        int made = MutantMaker.Make(Path.GetFullPath(arguments), Path.GetFullPath(project), folders.Split(',').ToHashSet(StringComparer.Ordinal), assembly, list);
        Console.WriteLine($"{made} mutants");
        return 0;
    case ["run", string folder]:
        Supervisor.Run(new RunPlan(Path.GetFullPath(folder)));
        Console.Write(Summary.Of(new RunPlan(Path.GetFullPath(folder))));
        return 0;
    case ["retry", string folder]:
        RunPlan again = new(Path.GetFullPath(folder));
        MutantResult.KeepFound(again.ResultFile);
        File.Delete(again.CoverageFile);
        Supervisor.Run(again);
        Console.Write(Summary.Of(again));
        return 0;
    case ["work", string folder]:
        return Worker.Live(new RunPlan(folder), int.Parse(Environment.GetEnvironmentVariable("MUTANT") ?? "-1", CultureInfo.InvariantCulture));
    case ["summary", string folder]:
        Console.Write(Summary.Of(new RunPlan(Path.GetFullPath(folder))));
        return 0;
    default:
        Console.Error.WriteLine("See eng/mutation.");
        return 2;
}
