namespace CapaCloud.Mechanisms.Documentation.Tests.Repository;

/// <summary>The repository this test was built from, and its files by their relative names.</summary>
internal static class RepositoryFiles
{
    public static string Root { get; } = RepositoryRoot.Path;

    /// <summary>Gets the README, those of the packages, and every page under docs, in one order everywhere.</summary>
    public static IReadOnlyList<string> MarkdownPages => [.. new[] { "README.md" }.Where(Exists), .. PackageReadmes, .. Under("docs", "*.md")];

    /// <summary>Gets the README of each package; it is read where no other file of the repository is.</summary>
    public static IReadOnlyList<string> PackageReadmes => Under("src", "README.md");

    public static string Absolute(string relative) => Path.GetFullPath(Path.Combine(Root, relative));

    public static string Relative(string absolute) => Path.GetRelativePath(Root, absolute).Replace('\\', '/');

    public static bool Exists(string relative) => File.Exists(Absolute(relative)) || Directory.Exists(Absolute(relative));

    public static string Read(string relative) => File.ReadAllText(Absolute(relative));

    /// <summary>Returns the files of a folder, without what the build made, in ordinal order.</summary>
    public static IReadOnlyList<string> Under(string folder, string pattern) =>
        !Directory.Exists(Absolute(folder))
            ? []
            : [.. Directory.EnumerateFiles(Absolute(folder), pattern, SearchOption.AllDirectories)
                .Select(Relative)
                .Where(file => !file.Split('/').Any(part => part is "bin" or "obj"))
                .Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> FoldersOf(string folder) =>
        [.. Directory.EnumerateDirectories(Absolute(folder)).Select(path => Path.GetFileName(path)!).Where(name => name is not ("bin" or "obj")).Order(StringComparer.Ordinal)];
}
