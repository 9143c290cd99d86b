using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

public sealed class LinkTests
{
    public static TheoryData<string> Pages => [.. RepositoryFiles.MarkdownPages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryLink_intoTheRepository_resolves(string page)
    {
        string[] complaints = [.. Complaints(MarkdownPage.Read(page))];
        Assert.True(complaints.Length == 0, string.Join('\n', complaints));
    }

    [Theory]
    [InlineData("see [it](missing.md)", "missing.md")]
    [InlineData("see [it](#missing)", "#missing")]
    [InlineData("see [it](/docs/x.md)", "/docs/x.md")]
    public void Complaints_linkToNothing_namesPageLineAndTarget(string text, string target)
    {
        string complaint = Assert.Single(Complaints(MarkdownPage.Parse("docs/page.md", $"# Title\n\n{text}\n")));
        Assert.StartsWith("docs/page.md(3): ", complaint, StringComparison.Ordinal);
        Assert.Contains($"'{target}'", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Complaints_goodLinks_none() =>
        Assert.Empty(Complaints(MarkdownPage.Parse("docs/page.md", "# A Title\n[up](../LICENSE) [here](#a-title) [out](https://example.org) `[x](y)`\n")));

    private static IEnumerable<string> Complaints(MarkdownPage page)
    {
        foreach ((int line, string target) in page.Links)
        {
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
            {
                continue;
            }

            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? page.Path : Resolve(page.Path, parts[0]);
            if (parts[0].StartsWith('/') || (parts[0].Length > 0 && !RepositoryFiles.Exists(file)))
            {
                yield return $"{page.Path}({line}): '{target}' leads to no file of the repository.";
            }
            else if (parts.Length == 2 && !HasAnchor(page, file, parts[1]))
            {
                yield return $"{page.Path}({line}): '{target}' leads to no heading.";
            }
        }
    }

    private static bool HasAnchor(MarkdownPage page, string file, string anchor) =>
        !file.EndsWith(".md", StringComparison.Ordinal)
        || (file == page.Path ? page : MarkdownPage.Read(file)).Headings.Any(heading => MarkdownPage.Anchor(heading.Text) == anchor);

    private static string Resolve(string page, string target) =>
        RepositoryFiles.Relative(RepositoryFiles.Absolute(Path.Combine(Path.GetDirectoryName(page)!, target)));
}
