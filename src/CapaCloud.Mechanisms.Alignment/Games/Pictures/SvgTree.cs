using System.Globalization;
using System.Security;
using System.Text;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Draws a tree as SVG from left to right: each ending has a line of its own, each choice stands midway between its first and last.</summary>
internal static class SvgTree
{
    private const int LineHeight = 15;
    private const int CharacterWidth = 7;
    private const int Margin = 24;
    private const int Gap = 90;

    public static string Draw(Game game, MarkedTree marks)
    {
        FlatTree tree = game.Tree;
        int rowHeight = Math.Max(30, (game.Players.Length * LineHeight) + 10);
        (int[] depths, int[] heights, int deepest, int bottom) = Place(tree, rowHeight);
        int step = Gap + (CharacterWidth * LongestLabel(game));
        int endingWidth = CharacterWidth * LongestEnding(game);
        int width = (2 * Margin) + (deepest * step) + endingWidth;
        int height = bottom + Margin;
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" ");
        svg.Append("font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"12\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(marks.Title)}</title>\n<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Margin}\" y=\"20\" font-weight=\"bold\" fill=\"#222222\">{Escape(marks.Title)}</text>\n");
        for (int node = 1; node < tree.Count; node++)
        {
            DrawMove(svg, tree, node, marks, X(tree.Parent(node)), heights[tree.Parent(node)], X(node), heights[node]);
        }

        for (int node = 0; node < tree.Count; node++)
        {
            DrawNode(svg, game, node, X(node), heights[node], Colour(node, marks));
        }

        return svg.Append("</svg>\n").ToString();

        int X(int node) => Margin + (depths[node] * step);
    }

    private static (int[] Depths, int[] Heights, int Deepest, int Bottom) Place(FlatTree tree, int rowHeight)
    {
        int[] depths = new int[tree.Count];
        int[] heights = new int[tree.Count];
        int deepest = 0;
        int next = 44;
        for (int node = 0; node < tree.Count; node++)
        {
            depths[node] = node == 0 ? 0 : depths[tree.Parent(node)] + 1;
            deepest = Math.Max(deepest, depths[node]);
            if (tree.IsLeaf(node))
            {
                heights[node] = next;
                next += rowHeight;
            }
        }

        for (int node = tree.Count - 1; node >= 0; node--)
        {
            if (!tree.IsLeaf(node))
            {
                ReadOnlySpan<int> children = tree.Children(node);
                heights[node] = (heights[children[0]] + heights[children[^1]]) / 2;
            }
        }

        return (depths, heights, deepest, next);
    }

    private static void DrawMove(StringBuilder svg, FlatTree tree, int node, MarkedTree marks, int fromX, int fromY, int toX, int toY)
    {
        bool isMarked = marks.IsViolating[node] || marks.IsHonest[node];
        string colour = Colour(node, marks);
        int middle = (fromX + toX) / 2;
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{fromX} {fromY} C{middle} {fromY} {middle} {toY} {toX} {toY}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{(isMarked ? 3 : 1)}\"/>\n");
        int labelX = middle + ((toX - middle) / 4);
        int labelY = fromY + ((toY - fromY) * 11 / 16) - 4;
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{labelX}\" y=\"{labelY}\" text-anchor=\"middle\" fill=\"{colour}\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">{Escape(tree.ActionTo(node))}</text>\n");
    }

    private static void DrawNode(StringBuilder svg, Game game, int node, int x, int y, string colour)
    {
        FlatTree tree = game.Tree;
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{x}\" cy=\"{y}\" r=\"4\" fill=\"{colour}\"/>\n");
        if (!tree.IsLeaf(node))
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y - 9}\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"#222222\" stroke=\"#ffffff\" stroke-width=\"3\" paint-order=\"stroke\">{Escape(game.Players[tree.Player(node)].Name)}</text>\n");
            return;
        }

        int top = y - ((game.Players.Length - 1) * LineHeight / 2) + 4;
        foreach (GamePlayer player in game.Players)
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 10}\" y=\"{top + (player.Index * LineHeight)}\" fill=\"{colour}\">{Escape($"{player.Name}: {tree.Utilities(node)[player.Index]}")}</text>\n");
        }
    }

    private static string Colour(int node, MarkedTree marks) =>
        marks.IsViolating[node] ? "#c62828" : marks.IsHonest[node] ? "#2e7d32" : "#616161";

    private static int LongestLabel(Game game)
    {
        int longest = game.Players.Max(player => player.Name.Length);
        for (int node = 1; node < game.Tree.Count; node++)
        {
            longest = Math.Max(longest, game.Tree.ActionTo(node).Length);
        }

        return longest;
    }

    private static int LongestEnding(Game game)
    {
        int longest = 0;
        for (int node = 0; node < game.Tree.Count; node++)
        {
            if (game.Tree.IsLeaf(node))
            {
                longest = Math.Max(longest, game.Players.Max(player => player.Name.Length + 4 + game.Tree.Utilities(node)[player.Index].ToString().Length));
            }
        }

        return longest;
    }

    private static string Escape(string text) => SecurityElement.Escape(text);
}
