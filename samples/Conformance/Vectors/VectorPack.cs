using System.Text.Json;
using CapaCloud.Mechanisms.Samples.Conformance.Suites;

namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>
/// Writes this project's own pack: the covered cases in its own schema, evenly thinned to a number that travels well, every
/// operation of a file represented.
/// </summary>
public static class VectorPack
{
    private const int CasesForEachOperation = 12;

    public static int Write(string folder, string target, IReadOnlyList<ConformanceSuite> suites, TextWriter output)
    {
        Directory.CreateDirectory(target);
        foreach (VectorFile file in VectorFile.ReadAll(folder))
        {
            ConformanceSuite? suite = suites.FirstOrDefault(candidate => candidate.Covers(file));
            if (suite is null)
            {
                continue;
            }

            List<VectorCase> cases = [.. file.Cases.GroupBy(suite.OperationOf).SelectMany(Thin)];
            string path = Path.Combine(target, file.Name.Replace('/', '.'));
            using FileStream stream = File.Create(path);
            using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            WriteFile(writer, file.Name, cases);
            suite.PackBeside(file, target);
            output.WriteLine($"{path} {cases.Count}/{file.Cases.Count}");
        }

        return 0;
    }

    private static IEnumerable<VectorCase> Thin(IEnumerable<VectorCase> group)
    {
        List<VectorCase> all = [.. group];
        int kept = Math.Min(all.Count, CasesForEachOperation);
        return Enumerable.Range(0, kept).Select(position => all[(int)((long)position * all.Count / kept)]);
    }

    private static void WriteFile(Utf8JsonWriter writer, string covers, List<VectorCase> cases)
    {
        writer.WriteStartObject();
        writer.WriteString("covers", covers);
        writer.WriteStartArray("cases");
        foreach (VectorCase item in cases)
        {
            writer.WriteStartObject();
            writer.WriteString("source", item.Source);
            foreach (string key in new[] { "op", "reproduced", "tolerance" })
            {
                if (item.Whole.TryGetProperty(key, out JsonElement value))
                {
                    writer.WritePropertyName(key);
                    value.WriteTo(writer);
                }
            }

            writer.WritePropertyName("given");
            item.Inputs.WriteTo(writer);
            writer.WritePropertyName("then");
            item.Expected.WriteTo(writer);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
