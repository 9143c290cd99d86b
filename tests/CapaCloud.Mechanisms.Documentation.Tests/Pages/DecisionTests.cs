using System.Globalization;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>Every decision is found from both lists, under its own title, and no number is left out.</summary>
public sealed class DecisionTests
{
    private static readonly string[] Decisions = [.. RepositoryFiles.Under("docs/decisions", "*.md").Where(page => !page.EndsWith("README.md", StringComparison.Ordinal))];

    [Fact]
    public void Numbers_haveNoGap() =>
        Assert.Equal(Enumerable.Range(1, Decisions.Length), Decisions.Select(page => int.Parse(Path.GetFileName(page).AsSpan(0, 4), CultureInfo.InvariantCulture)));

    [Fact]
    public void EveryDecision_standsInBothLists_underItsTitle()
    {
        string start = RepositoryFiles.Read("docs/README.md"), list = RepositoryFiles.Read("docs/decisions/README.md");
        Assert.All(Decisions, page =>
        {
            string file = Path.GetFileName(page), number = file[..4], title = TitleOf(page);
            Assert.Contains($"[{number}: {title}](decisions/{file})", start, StringComparison.Ordinal);
            Assert.Contains($"| {number} | [{title}]({file}) |", list, StringComparison.Ordinal);
        });
    }

    private static string TitleOf(string page)
    {
        string heading = MarkdownPage.Read(page).Headings[0].Text, number = Path.GetFileName(page)[..4];
        return heading.StartsWith(number, StringComparison.Ordinal) ? heading[number.Length..].TrimStart(':', '.', ' ') : heading;
    }
}
