namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>Which values of one case have been read, by path such as <c>/inputs/steps/0/height</c>.</summary>
internal sealed class ReadLog
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public void Mark(string path) => _read.Add(path);

    public bool Has(string path) => _read.Contains(path);
}
