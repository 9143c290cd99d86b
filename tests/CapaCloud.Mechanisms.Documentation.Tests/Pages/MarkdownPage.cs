using System.Text.RegularExpressions;
using CapaCloud.Mechanisms.Documentation.Tests.Repository;

namespace CapaCloud.Mechanisms.Documentation.Tests.Pages;

/// <summary>A page: its fenced blocks, its headings, its links.</summary>
internal sealed partial class MarkdownPage
{
    private readonly List<CodeBlock> _blocks = [];
    private readonly List<(int Line, string Text)> _headings = [];
    private readonly List<(int Line, string Target)> _links = [];

    private MarkdownPage(string path) => Path = path;

    public string Path { get; }

    public IReadOnlyList<CodeBlock> Blocks => _blocks;

    public IReadOnlyList<(int Line, string Text)> Headings => _headings;

    public IReadOnlyList<(int Line, string Target)> Links => _links;

    public static MarkdownPage Read(string path) => Parse(path, RepositoryFiles.Read(path));

    public static MarkdownPage Parse(string path, string text)
    {
        MarkdownPage page = new(path);
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            Match fence = Fence().Match(lines[index]);
            index = fence.Success ? page.AddBlock(lines, index, fence) : page.AddProse(lines, index);
        }

        return page;
    }

    /// <summary>Returns the anchor that a heading gets: lowercase, without punctuation, hyphens for spaces.</summary>
    public static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '-' or '_')).Replace(' ', '-');

    private int AddBlock(string[] lines, int opening, Match fence)
    {
        string mark = fence.Groups["mark"].Value;
        int indent = fence.Groups["indent"].Length;
        int closing = opening + 1;
        while (closing < lines.Length && lines[closing].Trim() != mark)
        {
            closing++;
        }

        if (closing == lines.Length)
        {
            throw new FormatException($"{Path}({opening + 1}): the fence {mark} is never closed.");
        }

        IEnumerable<string> body = lines[(opening + 1)..closing].Select(line => line[Math.Min(indent, line.Length - line.TrimStart().Length)..]);
        _blocks.Add(new CodeBlock(Path, opening + 2, fence.Groups["info"].Value.Trim(), string.Join('\n', body)));
        return closing;
    }

    private int AddProse(string[] lines, int index)
    {
        Match heading = Heading().Match(lines[index]);
        if (heading.Success)
        {
            _headings.Add((index + 1, heading.Groups["text"].Value.Trim()));
        }

        foreach (Match link in Link().Matches(InlineCode().Replace(lines[index], "")))
        {
            _links.Add((index + 1, link.Groups["target"].Value));
        }

        return index;
    }

    [GeneratedRegex(@"^(?<indent> *)(?<mark>`{3,}|~{3,})(?<info>[^`]*)$")]
    private static partial Regex Fence();

    [GeneratedRegex(@"^#{1,6} (?<text>.+)$")]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)")]
    private static partial Regex Link();

    [GeneratedRegex("`[^`]*`")]
    private static partial Regex InlineCode();
}
