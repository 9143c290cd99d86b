namespace CapaCloud.Mechanisms;

/// <summary>The repository that a test or a benchmark was built in: a release build does not know its own source paths, so the way up from the output.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "CapaCloud.Mechanisms.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException($"CapaCloud.Mechanisms.sln was not found above {AppContext.BaseDirectory}.");
    }
}
