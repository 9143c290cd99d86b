using System.Text;

namespace CapaCloud.Mechanisms.Samples.Reporting.Charts;

/// <summary>Text that is longer than there is room, in lines: SVG breaks none.</summary>
public static class Lines
{
    public const double Height = 16;

    /// <summary>Breaks a text at its blanks, so that no line is wider than there is room.</summary>
    public static string[] Fitting(string text, double room)
    {
        List<string> lines = [];
        StringBuilder line = new();
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && DrawingSize.WidthOf($"{line} {word}") > room)
            {
                lines.Add(line.ToString());
                line.Clear();
            }

            line.Append(line.Length > 0 ? " " : "").Append(word);
        }

        lines.Add(line.ToString());
        return [.. lines];
    }

    public static string Draw(IReadOnlyList<string> lines, double x, double y, string anchor)
    {
        StringBuilder svg = new();
        for (int index = 0; index < lines.Count; index++)
        {
            svg.Append(Svg.Line($"<text class=\"label\" x=\"{x:0.#}\" y=\"{y + (index * Height):0.#}\" text-anchor=\"{anchor}\">{Svg.Escape(lines[index])}</text>"));
        }

        return svg.ToString();
    }
}
