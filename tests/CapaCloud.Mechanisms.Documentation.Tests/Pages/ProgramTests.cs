using CapaCloud.Mechanisms.Documentation.Tests.Snippets;
using Microsoft.CodeAnalysis.CSharp;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>What people do with the library stays short: the twelve programs are under 30 lines, with at most three usings, and say what they print.</summary>
public sealed class ProgramTests
{
    private const string Page = "docs/programs.md";

    [Fact]
    public void Programs_areTwelve_andEachHasItsOutput()
    {
        IReadOnlyList<Snippet> programs = Snippet.Of(MarkdownPage.Read(Page));
        Assert.Equal(12, programs.Count);
        Assert.All(programs, program => Assert.NotNull(program.Output));
    }

    [Fact]
    public void EveryProgram_isShort() => Assert.All(Snippet.Of(MarkdownPage.Read(Page)), program =>
    {
        CodeBlock block = Assert.Single(program.Blocks);
        int lines = block.Text.TrimEnd().Split('\n').Length;
        Assert.True(lines < 30, $"{Page}({block.Line}): has {lines} lines.");
        int usings = CSharpSyntaxTree.ParseText(block.Text).GetCompilationUnitRoot().Usings.Count;
        Assert.True(usings <= 3, $"{Page}({block.Line}): has {usings} usings.");
    });
}
