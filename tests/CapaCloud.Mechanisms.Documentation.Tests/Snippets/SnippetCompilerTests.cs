using CapaCloud.Mechanisms.Documentation.Tests.Pages;
using Microsoft.CodeAnalysis;

namespace CapaCloud.Mechanisms.Documentation.Tests.Snippets;

/// <summary>What the page tests must catch, seen being caught.</summary>
public sealed class SnippetCompilerTests
{
    [Fact]
    public void Compile_unknownMember_namesPageAndLine() =>
        Assert.Equal(["page.md(5,26): CS0117: 'Amount' does not contain a definition for 'Twice'"], Errors("""
            # Title
            ```csharp
            using CapaCloud.Mechanisms;

            Console.WriteLine(Amount.Twice(2));
            ```
            """));

    [Fact]
    public void Compile_warning_countsAsAnError() =>
        Assert.Contains("CS0219", Assert.Single(Errors("```csharp\nint unused = 1;\n```")), StringComparison.Ordinal);

    [Fact]
    public void Compile_blockThatContinues_knowsTheOneBefore() =>
        Assert.Empty(Errors("```csharp\nint a = 1;\nConsole.WriteLine(a);\n```\nand\n```csharp continue\nusing System.Text;\nConsole.WriteLine(a + new StringBuilder().Length);\n```"));

    [Fact]
    public void Compile_errorInAContinuingBlock_namesItsOwnLine() =>
        Assert.StartsWith(
            "page.md(7,",
            Assert.Single(Errors("```csharp\nint a = 1;\nConsole.WriteLine(a);\n```\n```csharp continue\n\nConsole.WriteLine(b);\n```")),
            StringComparison.Ordinal);

    [Fact]
    public void Compile_blockThatDoesNotContinue_knowsNothing() =>
        Assert.Contains("CS0103", Errors("```csharp\nint a = 1;\nConsole.WriteLine(a);\n```\n```csharp\nConsole.WriteLine(a);\n```")[0], StringComparison.Ordinal);

    [Fact]
    public void Of_continuingNothing_isRefusedWithItsLine() =>
        Assert.Contains("page.md(2)", Assert.Throws<FormatException>(() => Errors("```csharp continue\nint a = 1;\n```")).Message, StringComparison.Ordinal);

    [Fact]
    public void Compile_sourceGeneratedJson_compilesAsInAProject() =>
        Assert.Empty(Errors("""
            ```csharp
            using System.Text.Json.Serialization;

            Console.WriteLine(Names.Default.Point.Type);

            sealed record Point(int X);

            [JsonSerializable(typeof(Point))]
            sealed partial class Names : JsonSerializerContext;
            ```
            """));

    [Fact]
    public void Run_outputThatDiffers_isReportedWithItsLine()
    {
        Snippet snippet = Snippet.Of(MarkdownPage.Parse("page.md", "```csharp\nConsole.WriteLine(1);\nConsole.WriteLine(2);\n```\nprints\n```text output\n1\n3\n```"))[0];
        Assert.Empty(SnippetCompiler.Compile(snippet, out Compilation compilation));
        Assert.Equal(["page.md(8): the page says '3', the program prints '2'."], SnippetTests.Compare(snippet.Output!, SnippetCompiler.Run(compilation)));
    }

    private static List<string> Errors(string page) =>
        [.. Snippet.Of(MarkdownPage.Parse("page.md", page)).SelectMany(snippet => SnippetCompiler.Compile(snippet, out _))];
}
