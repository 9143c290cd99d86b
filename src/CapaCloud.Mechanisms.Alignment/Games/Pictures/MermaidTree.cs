using System.Globalization;
using System.Text;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Writes a tree as a Mermaid flowchart.</summary>
internal static class MermaidTree
{
    public static string Draw(Game game, MarkedTree marks)
    {
        FlatTree tree = game.Tree;
        StringBuilder text = new();
        text.Append("---\ntitle: ").Append(Quote(marks.Title)).Append("\n---\nflowchart LR\n");
        for (int node = 0; node < tree.Count; node++)
        {
            string label = tree.IsLeaf(node)
                ? string.Join("<br/>", game.Players.Select(player => $"{player.Name}: {tree.Utilities(node)[player.Index]}"))
                : game.Players[tree.Player(node)].Name;
            text.Append(CultureInfo.InvariantCulture, $"  n{node}{(tree.IsLeaf(node) ? '[' : '(')}{Quote(label)}{(tree.IsLeaf(node) ? ']' : ')')}\n");
        }

        List<int> honest = [];
        List<int> violating = [];
        for (int node = 1; node < tree.Count; node++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  n{tree.Parent(node)} -->|{Quote(tree.ActionTo(node))}| n{node}\n");
            if (marks.IsViolating[node])
            {
                violating.Add(node - 1);
            }
            else if (marks.IsHonest[node])
            {
                honest.Add(node - 1);
            }
        }

        Style(text, honest, "stroke:#2e7d32,stroke-width:4px");
        Style(text, violating, "stroke:#c62828,stroke-width:4px");
        return text.ToString();
    }

    private static void Style(StringBuilder text, List<int> links, string style)
    {
        if (links.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  linkStyle {string.Join(',', links)} {style}\n");
        }
    }

    private static string Quote(string text) => $"\"{text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("<br/>", "\u0001", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace("\u0001", "<br/>", StringComparison.Ordinal)
        .Replace("\n", " ", StringComparison.Ordinal)}\"";
}
