using CapaCloud.Mechanisms.Documentation.Tests.Pages;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;
using Microsoft.CodeAnalysis;

namespace CapaCloud.Mechanisms.Documentation.Tests.Snippets;

public sealed class SnippetTests
{
    public static TheoryData<string> Pages => [.. RepositoryFiles.MarkdownPages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void EveryBlock_ofAPage_compilesAndPrintsWhatThePageSays(string page)
    {
        List<string> complaints = [];
        foreach (Snippet snippet in Snippet.Of(MarkdownPage.Read(page)))
        {
            IReadOnlyList<string> errors = SnippetCompiler.Compile(snippet, out Compilation compilation);
            complaints.AddRange(errors);
            if (errors.Count == 0 && snippet.Output is { } output)
            {
                complaints.AddRange(Compare(output, SnippetCompiler.Run(compilation)[PrintedBefore(snippet).Length..]));
            }
        }

        Assert.True(complaints.Count == 0, string.Join('\n', complaints.Distinct()));
    }

    [Fact]
    public void Pages_thereAreSome() => Assert.NotEmpty(RepositoryFiles.MarkdownPages);

    /// <summary>What the blocks that a block continues print without it.</summary>
    private static string PrintedBefore(Snippet snippet)
    {
        if (snippet.Blocks.Count == 1)
        {
            return "";
        }

        SnippetCompiler.Compile(new Snippet([.. snippet.Blocks.SkipLast(1)], null), out Compilation compilation);
        return SnippetCompiler.Run(compilation);
    }

    internal static IEnumerable<string> Compare(CodeBlock expected, string actual)
    {
        string[] said = expected.Text.TrimEnd().Split('\n'), printed = actual.TrimEnd().Split('\n');
        for (int index = 0; index < Math.Max(said.Length, printed.Length); index++)
        {
            string left = index < said.Length ? said[index].TrimEnd() : "(nothing)", right = index < printed.Length ? printed[index].TrimEnd() : "(nothing)";
            if (left != right)
            {
                yield return $"{expected.Page}({expected.Line + index}): the page says '{left}', the program prints '{right}'.";
            }
        }
    }
}
