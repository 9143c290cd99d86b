using CapaCloud.Mechanisms.Samples.Conformance;
using CapaCloud.Mechanisms.Samples.Conformance.Perturbing;
using CapaCloud.Mechanisms.Samples.Conformance.Suites;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

return args switch
{
    ["pack", string folder, string target] when Directory.Exists(folder) => VectorPack.Write(folder, target, SuiteCatalogue.All, Console.Out),
    ["perturb", string folder] when Directory.Exists(folder) => PerturbationRun.Print(folder, SuiteCatalogue.All, Console.Out),
    [string folder] when Directory.Exists(folder) => ConformanceRun.Of(folder, SuiteCatalogue.All).Print(Console.Out),
    [string folder] => Refuse($"There is no folder '{folder}'."),
    _ => Refuse("Expected one argument, the folder of vector files."),
};

static int Refuse(string reason)
{
    Console.Error.WriteLine(reason);
    Console.Error.WriteLine("usage: Conformance <vectors folder>             checks every case of every vector file in the folder");
    Console.Error.WriteLine("       Conformance perturb <vectors folder>     changes every input of the cases and lists those that move no answer");
    Console.Error.WriteLine("       Conformance pack <vectors folder> <out>  writes a smaller pack of the cases, to travel with the tests");
    return 2;
}
