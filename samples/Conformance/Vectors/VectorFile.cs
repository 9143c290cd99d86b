using System.Text.Json;

namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>
/// A file of cases: an array of cases as the field's collection has them, or this project's own pack
/// (<c>{ "covers": "markets/muldiv.json", "cases": [ { "source", "given", "then" } ] }</c>).
/// </summary>
public sealed class VectorFile
{
    private VectorFile(string name, string folder, IReadOnlyList<VectorCase> cases)
    {
        Name = name;
        Folder = folder;
        Cases = cases;
    }

    /// <summary>Gets the area and file name, such as <c>markets/muldiv.json</c>.</summary>
    public string Name { get; }

    /// <summary>Gets the folder the file lies in, for suites that read what stands beside it.</summary>
    public string Folder { get; }

    /// <summary>Gets the cases.</summary>
    public IReadOnlyList<VectorCase> Cases { get; }

    /// <summary>Reads every file of cases below a folder; other JSON files (tables of constants, single games) are not files of cases.</summary>
    public static IEnumerable<VectorFile> ReadAll(string root)
    {
        foreach (string path in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (TryRead(root, path, out VectorFile? file))
            {
                yield return file!;
            }
        }
    }

    private static bool TryRead(string root, string path, out VectorFile? file)
    {
        JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        string relative = Path.GetRelativePath(root, path).Replace('\\', '/');
        string folder = Path.GetDirectoryName(path)!;
        if (document.RootElement.ValueKind == JsonValueKind.Array)
        {
            string name = relative.Contains('/') ? relative : $"{new DirectoryInfo(root).Name}/{relative}";
            List<VectorCase> cases = [.. document.RootElement.EnumerateArray().Select((item, index) => Case(item, index, "inputs", "expected"))];
            file = new VectorFile(name, folder, cases);
            return cases.Count > 0 && cases.TrueForAll(item => item.HasInputs);
        }

        if (document.RootElement.TryGetProperty("covers", out JsonElement covers) && document.RootElement.TryGetProperty("cases", out JsonElement packed))
        {
            file = new VectorFile(covers.GetString()!, folder, [.. packed.EnumerateArray().Select((item, index) => Case(item, index, "given", "then"))]);
            return true;
        }

        file = null;
        return false;
    }

    private static VectorCase Case(JsonElement item, int index, string inputs, string expected)
    {
        bool isObject = item.ValueKind == JsonValueKind.Object;
        JsonElement given = isObject && item.TryGetProperty(inputs, out JsonElement found) ? found : default;
        JsonElement then = isObject && item.TryGetProperty(expected, out found) ? found : default;
        string name = isObject && item.TryGetProperty("id", out found) ? found.ToString() : $"#{index}";
        return new VectorCase(name, item, given, then);
    }
}
