using CapaCloud.Mechanisms.Documentation.Tests.Pages;

namespace CapaCloud.Mechanisms.Documentation.Tests.Snippets;

/// <summary>A program of a page: a block, the blocks that continue it, and the output that the page says it has.</summary>
internal sealed record Snippet(IReadOnlyList<CodeBlock> Blocks, CodeBlock? Output)
{
    /// <summary>Returns every program of a page. A block that continues others is a program together with them.</summary>
    public static IReadOnlyList<Snippet> Of(MarkdownPage page)
    {
        List<Snippet> snippets = [];
        List<CodeBlock> current = [];
        CodeBlock? before = null;
        foreach (CodeBlock block in page.Blocks)
        {
            if (block.IsOutput && before is { IsCSharp: true })
            {
                snippets[^1] = snippets[^1] with { Output = block };
            }
            else if (block.IsOutput)
            {
                throw new FormatException($"{block.Page}({block.Line}): an output must follow the csharp block that prints it.");
            }
            else if (block.IsCSharp)
            {
                if (block.Continues && current.Count == 0)
                {
                    throw new FormatException($"{block.Page}({block.Line}): this block continues nothing.");
                }

                current = block.Continues ? [.. current, block] : [block];
                snippets.Add(new Snippet(current, null));
            }

            before = block;
        }

        return snippets;
    }
}
