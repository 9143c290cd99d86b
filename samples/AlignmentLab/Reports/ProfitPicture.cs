using System.Text;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>One drawing that stands alone: what the best way to cheat gains or loses in an epoch, at each audit rate. Where the checker can show neither an attack nor a proof there is no line.</summary>
internal static class ProfitPicture
{
    private const int Width = 760, Height = 420, Left = 110, Right = 24, Top = 84, Bottom = 72;

    private const string Style =
        """
        text { font: 23px system-ui, -apple-system, "Segoe UI", sans-serif; fill: #1c2430; }
        .quiet { fill: #5b6675; } .axis { stroke: #5b6675; } .grid { stroke: #dde3e9; }
        .curve { fill: none; stroke-width: 4; } .pays { stroke: #c8553d; } .loses { stroke: #3a7d44; }
        .red { fill: #c8553d; font-weight: 600; } .green { fill: #3a7d44; font-weight: 600; } .shade { fill: #3a7d44; opacity: .08; }
        @media (prefers-color-scheme: dark) {
          text { fill: #e6eaef; } .quiet { fill: #9aa5b1; } .axis { stroke: #9aa5b1; } .grid { stroke: #2d353e; }
          .pays { stroke: #e98a75; } .loses { stroke: #7fbf88; } .red { fill: #e98a75; } .green { fill: #7fbf88; } .shade { fill: #7fbf88; } }
        """;

    /// <summary>Returns the drawing, over rates from 0 to <paramref name="most"/> basis points.</summary>
    public static string Of(MechanismPolicy policy, Economics economics, uint most, uint step, CancellationToken cancellation = default)
    {
        List<(double Rate, double Gain)> points = [];
        for (uint rate = 0; rate <= most; rate += step)
        {
            if (GainAt(policy, economics, rate, cancellation) is { } gain)
            {
                points.Add((rate / 100.0, gain));
            }
        }

        // The proven part begins where the checker's answer changes, and not at the next point of the grid.
        double? safe = PolicyDesign.LeastAuditRate(policy, economics, cancellation: cancellation) is { } least && least.Parts / 100_000_000_000_000UL is var exact && exact <= most
            ? exact / 100.0
            : null;
        if (safe is { } from && GainAt(policy, economics, (uint)Math.Round(from * 100), cancellation) is { } there)
        {
            points.Add((from, there));
        }

        return Draw([.. points.Distinct().OrderBy(point => point.Rate)], safe, most / 100.0);
    }

    private static double? GainAt(MechanismPolicy policy, Economics economics, uint basisPoints, CancellationToken cancellation) =>
        AlignmentChecker.Check(Mechanism.FromPolicy(PolicyDesign.WithAuditRate(policy, Proportion.BasisPoints(basisPoints))), economics, cancellation: cancellation)
            .On(AlignmentProperty.IncentiveCompatibility) switch
        {
            Finding.Fails fails => fails.Attack.ProfitPerEpoch.ToDouble(),
            Finding.Holds holds => -holds.Margin.ToDouble(),
            _ => null,
        };

    private static string Draw(IReadOnlyList<(double Rate, double Gain)> points, double? safe, double most)
    {
        double highest = Math.Max(points.Max(point => point.Gain), 0), lowest = Math.Min(points.Min(point => point.Gain), 0);
        double X(double rate) => Left + (rate / most * (Width - Left - Right));
        double Y(double gain) => Top + ((highest - gain) / (highest - lowest) * (Height - Top - Bottom));
        StringBuilder svg = new();
        svg.Append(Svg.Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"What cheating gains an epoch, by audit rate\">"));
        svg.Append("<style>\n").Append(Style).Append("\n</style>\n");
        svg.Append(Svg.Line($"<text x=\"{Left}\" y=\"30\">What the best way to cheat gains an epoch</text>"));
        svg.Append(Svg.Line($"<text class=\"quiet\" x=\"{Left}\" y=\"60\">base units; below 0 it loses</text>"));
        if (safe is { } from)
        {
            svg.Append(Svg.Line($"<rect class=\"shade\" x=\"{X(from):0.#}\" y=\"{Top}\" width=\"{Width - Right - X(from):0.#}\" height=\"{Height - Top - Bottom}\"/>"));
            svg.Append(Svg.Line($"<text class=\"green\" x=\"{X(from) + 14:0.#}\" y=\"{Top + 28}\">proven: honest work pays best</text>"));
            svg.Append(Svg.Line($"<text class=\"green\" x=\"{X(from) + 14:0.#}\" y=\"{Top + 58}\">from {from} % on</text>"));
        }

        if (points.Where(point => point.Gain > 0).ToArray() is [{ } first, ..])
        {
            svg.Append(Svg.Line($"<text class=\"red\" x=\"{X(first.Rate) + 14:0.#}\" y=\"{Y(0) - 12:0.#}\">attack</text>"));
        }

        if (safe is { } until && points.Where(point => point.Rate < until).Select(point => point.Rate).DefaultIfEmpty(until).Max() is var last && X(until) - X(last) > 60)
        {
            svg.Append(Svg.Line($"<text class=\"quiet\" text-anchor=\"middle\" x=\"{(X(last) + X(until)) / 2:0.#}\" y=\"{Y(0) - 12:0.#}\">open</text>"));
        }

        foreach (double gain in new[] { highest, 0, lowest }.Distinct())
        {
            svg.Append(Svg.Line($"<line class=\"{(gain == 0 ? "axis" : "grid")}\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Y(gain):0.#}\" y2=\"{Y(gain):0.#}\"/>"));
            svg.Append(Svg.Line($"<text class=\"quiet\" text-anchor=\"end\" x=\"{Left - 10}\" y=\"{Y(gain) + 8:0.#}\">{(gain > 0 ? "+" : "")}{gain:#,0.#}</text>"));
        }

        for (int mark = 0; mark <= 5; mark++)
        {
            double rate = most * mark / 5;
            svg.Append(Svg.Line($"<text class=\"quiet\" text-anchor=\"middle\" x=\"{X(rate):0.#}\" y=\"{Height - Bottom + 30}\">{rate:0.##} %</text>"));
        }

        svg.Append(Svg.Line($"<text class=\"quiet\" text-anchor=\"middle\" x=\"{Left + ((Width - Left - Right) / 2)}\" y=\"{Height - 8}\">of the results are audited</text>"));
        Curve(svg, "pays", [.. points.Where(point => safe is not { } start || point.Rate < start)], X, Y);
        Curve(svg, "loses", [.. points.Where(point => safe is { } start && point.Rate >= start)], X, Y);
        return svg.Append("</svg>\n").ToString();
    }

    private static void Curve(StringBuilder svg, string name, IReadOnlyList<(double Rate, double Gain)> points, Func<double, double> x, Func<double, double> y)
    {
        if (points.Count > 1)
        {
            string line = string.Join(' ', points.Select(point => FormattableString.Invariant($"{x(point.Rate):0.#},{y(point.Gain):0.#}")));
            svg.Append(Svg.Line($"<polyline class=\"curve {name}\" points=\"{line}\"/>"));
        }
    }
}
