namespace CapaCloud.Mechanisms.Conformance.Tests;

/// <summary>Where the vectors lie: our own pack below tests/, and the field's whole collection beside the checkout when it is there.</summary>
internal static class VectorFolders
{
    public static string Repository { get; } = RepositoryRoot.Path;

    public static string Pack => Path.Combine(Repository, "tests", "vectors");

    public static string? Collection
    {
        get
        {
            string folder = Path.Combine(Repository, "..", "shared", "vectors");
            return Directory.Exists(folder) ? folder : null;
        }
    }
}
