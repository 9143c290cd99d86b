using CapaCloud.Mechanisms.Samples.Conformance;
using CapaCloud.Mechanisms.Samples.Conformance.Perturbing;
using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;
using CapaCloud.Mechanisms.Samples.Reporting;

const string Usage =
    """
    usage: Conformance [vectors folder]               checks every case of every vector file in the folder, or of those that travel with the sample
           Conformance perturb <vectors folder>       changes every input of the cases and lists those that move no answer
           Conformance pack <vectors folder> <out>    writes a smaller pack of the cases, to travel with the tests

    Exit code: 0 when every case is matched, 1 when one is not, 2 for bad arguments.
    """;

return args switch
{
    ["--help"] or ["-h"] => Help(),
    ["pack", string folder, string target] when Directory.Exists(folder) => VectorPack.Write(folder, target, SuiteCatalogue.All, Console.Out),
    ["perturb", string folder] when Directory.Exists(folder) => PerturbationRun.Print(folder, SuiteCatalogue.All, Console.Out),
    [] => Check(Path.Combine(AppContext.BaseDirectory, "vectors")),
    [string folder] when Directory.Exists(folder) => Check(folder),
    [string folder] => Refuse($"There is no folder '{folder}'."),
    _ => Refuse($"'{string.Join(' ', args)}' is not expected."),
};

// On a terminal each file is a line when it is done; how far it is is only told where these lines go elsewhere.
static int Check(string folder) => Console.IsOutputRedirected
    ? ProgressBar.Show("files", progress => ConformanceRun.Print(folder, SuiteCatalogue.All, Console.Out, (done, all) => progress?.Report(done / (double)all)))
    : ConformanceRun.Print(folder, SuiteCatalogue.All, Console.Out);

static int Help()
{
    Console.WriteLine(Usage);
    return 0;
}

static int Refuse(string reason)
{
    Console.Error.WriteLine(reason);
    Console.Error.WriteLine(Usage);
    return 2;
}
