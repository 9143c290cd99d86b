using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>Every folder of the core, and every package that has code, has its page, and the page has the parts that readers look for.</summary>
public sealed class ModulePageTests
{
    private const string Core = "src/CapaCloud.Mechanisms";

    /// <summary>These folders are small and belong together: one page describes them all.</summary>
    private static readonly string[] DescribedAsValues = ["Collections", "Time", "Identity", "Hashing", "Ledger"];

    private static readonly string[] Parts = ["problem", "model", "formula", "units", "rounding", "worked example", "shortcomings"];

    public static IEnumerable<object[]> Modules =>
    [
        .. from folder in RepositoryFiles.FoldersOf(Core)
           where RepositoryFiles.Under($"{Core}/{folder}", "*.cs").Count > 0
           select new object[] { $"{Core}/{folder}", $"docs/modules/{(DescribedAsValues.Contains(folder) ? "values" : Hyphenated(folder))}.md" },
        .. from folder in RepositoryFiles.FoldersOf("src")
           where folder != "CapaCloud.Mechanisms" && RepositoryFiles.Under($"src/{folder}", "*.cs").Count > 0
           select new object[] { $"src/{folder}", $"docs/modules/{Hyphenated(folder.Split('.')[^1])}.md" },
    ];

    public static TheoryData<string> ModulePages => [.. RepositoryFiles.Under("docs/modules", "*.md")];

    [Theory]
    [MemberData(nameof(Modules))]
    public void EveryModule_hasAPage(string folder, string page) =>
        Assert.True(RepositoryFiles.Exists(page), $"{page}(1): is missing; {folder} has no page.");

    [Theory]
    [MemberData(nameof(ModulePages))]
    public void EveryModulePage_hasItsParts(string page)
    {
        string[] headings = [.. MarkdownPage.Read(page).Headings.Select(heading => heading.Text.ToLowerInvariant())];
        string[] missing = [.. Parts.Where(part => !headings.Any(heading => heading.Contains(part, StringComparison.Ordinal)))];
        Assert.True(missing.Length == 0, $"{page}(1): no heading says {string.Join(", ", missing)}.");
    }

    [Theory]
    [MemberData(nameof(ModulePages))]
    public void EveryModulePage_hasAProgram(string page) =>
        Assert.True(MarkdownPage.Read(page).Blocks.Any(block => block.IsCSharp), $"{page}(1): has no csharp block that a reader could run.");

    private static string Hyphenated(string name) =>
        string.Concat(name.Select((letter, index) => char.IsUpper(letter) && index > 0 ? $"-{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"));
}
