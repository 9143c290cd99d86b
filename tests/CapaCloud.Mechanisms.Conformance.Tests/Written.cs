using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Conformance.Tests;

/// <summary>A file of one case, written for the tests of the reader.</summary>
internal static class Written
{
    private const string Cases = """
        [{ "op": "sum", "inputs": { "first": "2", "list": [3], "none": [], "note": "for people" }, "expected": { "sum": "5", "see": "for people" } }]
        """;

    public static VectorFile File
    {
        get
        {
            string folder = Directory.CreateTempSubdirectory("vectors").FullName;
            System.IO.File.WriteAllText(Path.Combine(folder, "sum.json"), Cases);
            VectorFile file = Assert.Single(VectorFile.ReadAll(folder));
            Directory.Delete(folder, recursive: true);
            return file;
        }
    }
}
