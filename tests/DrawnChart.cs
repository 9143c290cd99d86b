using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CapaCloud.Mechanisms;

/// <summary>Looks at the charts of a page as a reader does: is every text large enough on a phone and inside the drawing, do numbers have separators, does a logarithmic axis say so.</summary>
internal static partial class DrawnChart
{
    /// <summary>What a chart gets of a phone of 390 pixels: the rest is the page's margins.</summary>
    private const double PhoneWidth = 346;

    private const double LeastText = 10;

    /// <summary>The size that the one style gives to text in charts.</summary>
    private const double TextSize = 12;

    /// <summary>How wide a letter is on the average, in parts of its size. A test of widths cannot know the font.</summary>
    private const double LetterWidth = 0.5;

    /// <summary>Returns what is wrong with the charts of a page; nothing when nothing is.</summary>
    public static IReadOnlyList<string> Faults(string html)
    {
        XElement[] drawings = [.. Drawing().Matches(html).Select(match => XElement.Parse(match.Value))];
        List<string> faults = [];
        foreach (IGrouping<string, XElement> chart in drawings.GroupBy(drawing => Attribute(drawing, "aria-label")))
        {
            int wide = chart.Count(drawing => Attribute(drawing, "class") == "wide"), narrow = chart.Count(drawing => Attribute(drawing, "class") == "narrow");
            if (wide == 0 || wide != narrow || wide + narrow != chart.Count())
            {
                faults.Add($"'{chart.Key}' has {wide} drawings for a screen and {narrow} for a phone; expected as many of each, and no others");
            }
        }

        faults.AddRange(drawings.SelectMany(drawing => FaultsOf(drawing).Select(fault => $"'{Attribute(drawing, "aria-label")}', {Attribute(drawing, "class")}: {fault}")));
        return faults;
    }

    private static IEnumerable<string> FaultsOf(XElement drawing)
    {
        double[] box = [.. Attribute(drawing, "viewBox").Split(' ').Select(Number)];
        double shown = TextSize * Math.Min(1, PhoneWidth / box[2]);
        if (Attribute(drawing, "class") == "narrow" && shown < LeastText)
        {
            yield return $"text of {shown:0.#} pixels on a phone; expected at least {LeastText}";
        }

        XElement[] texts = [.. drawing.Elements().Where(element => element.Name.LocalName == "text")];
        foreach (XElement text in texts)
        {
            double x = Number(Attribute(text, "x")), y = Number(Attribute(text, "y")), width = text.Value.Length * TextSize * LetterWidth;
            double from = (string?)text.Attribute("text-anchor") switch { "end" => x - width, "middle" => x - (width / 2), _ => x };
            if (from < -2 || from + width > box[2] + 2 || y < 0 || y > box[3])
            {
                yield return $"'{text.Value}' leaves the drawing: from {from:0} to {from + width:0} of {box[2]}, at {y:0} of {box[3]}";
            }

            if (LongNumber().IsMatch(text.Value))
            {
                yield return $"'{text.Value}' has a number without separators";
            }
        }

        foreach ((XElement one, XElement other) in texts.SelectMany((one, index) => texts.Skip(index + 1).Select(other => (one, other))).Where(pair => Covers(pair.one, pair.other)))
        {
            yield return $"'{one.Value}' and '{other.Value}' cover each other";
        }

        if (!IsProportional(drawing) && !texts.Any(text => text.Value.Contains("logarithmic", StringComparison.Ordinal)))
        {
            yield return "bars are not as long as their numbers say, and no word tells that the axis is logarithmic";
        }
    }

    /// <summary>Tells whether two texts of one line lie over each other.</summary>
    private static bool Covers(XElement one, XElement other)
    {
        (double From, double To, double Y) first = Span(one), second = Span(other);
        return Math.Abs(first.Y - second.Y) < TextSize * 0.7 && first.From < second.To && second.From < first.To;
    }

    private static (double From, double To, double Y) Span(XElement text)
    {
        double x = Number(Attribute(text, "x")), width = text.Value.Length * TextSize * LetterWidth * 0.9;
        double from = (string?)text.Attribute("text-anchor") switch { "end" => x - width, "middle" => x - (width / 2), _ => x };
        return (from, from + width, Number(Attribute(text, "y")));
    }

    /// <summary>Tells whether bars are as long as the numbers beside them, within what a pixel can show. Drawings without bars are.</summary>
    private static bool IsProportional(XElement drawing)
    {
        XElement[] elements = [.. drawing.Elements()];
        List<(double Length, double Value)> bars = [];
        for (int index = 0; index + 1 < elements.Length; index++)
        {
            if (elements[index].Name.LocalName == "rect" && Figure().Match(elements[index + 1].Value) is { Success: true } figure)
            {
                bars.Add((Number(Attribute(elements[index], "width")), Math.Abs(Number(figure.Value.Replace(",", "", StringComparison.Ordinal)))));
            }
        }

        if (bars.Count < 2)
        {
            return true;
        }

        (double length, double value) = bars.MaxBy(bar => bar.Value);
        return bars.All(bar => Math.Abs(bar.Length - (length * bar.Value / Math.Max(value, double.Epsilon))) <= Math.Max(2, 0.02 * length));
    }

    private static string Attribute(XElement element, string name) => (string?)element.Attribute(name) ?? "";

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("<svg .*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();

    [GeneratedRegex(@"(?<![.,0-9])\d{5,}")]
    private static partial Regex LongNumber();

    [GeneratedRegex(@"-?[0-9][0-9,]*(\.[0-9]+)?")]
    private static partial Regex Figure();
}
