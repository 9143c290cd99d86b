using System.Text;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;

namespace CapaCloud.Mechanisms.Samples.Reporting;

/// <summary>One page that opens without a network: headings, sentences, tables and charts, with its style inside.</summary>
public sealed class HtmlReport(string title, string subtitle)
{
    private readonly StringBuilder _body = new();

    public HtmlReport Heading(string text) => Append($"<h2>{Svg.Escape(text)}</h2>");

    public HtmlReport Paragraph(string text) => Append($"<p>{Svg.Escape(text)}</p>");

    public HtmlReport Note(string text) => Append($"<p class=\"note\">{Svg.Escape(text)}</p>");

    public HtmlReport Preformatted(string text) => Append($"<pre>{Svg.Escape(text)}</pre>");

    public HtmlReport Figures(IEnumerable<(string Name, string Value)> figures)
    {
        _body.Append("<dl class=\"figures\">");
        foreach ((string name, string value) in figures)
        {
            Append($"<div><dt>{Svg.Escape(name)}</dt><dd>{Svg.Escape(value)}</dd></div>");
        }

        return Append("</dl>");
    }

    /// <summary>Adds a list of names with a sentence for each.</summary>
    public HtmlReport Definitions(IEnumerable<(string Name, string Text)> definitions)
    {
        _body.Append("<dl class=\"definitions\">");
        foreach ((string name, string text) in definitions)
        {
            Append($"<dt>{Svg.Escape(name)}</dt><dd>{Svg.Escape(text)}</dd>");
        }

        return Append("</dl>");
    }

    public HtmlReport Chart(IChart chart, string caption) =>
        Append($"<figure><figcaption><strong>{Svg.Escape(chart.Title)}</strong> {Svg.Escape(caption)}</figcaption>{chart.ToSvg()}</figure>");

    /// <summary>Adds a table; columns after the first are set to the right.</summary>
    public HtmlReport Table(IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        _body.Append("<div class=\"scroll\"><table><thead><tr>");
        foreach (string column in columns)
        {
            Append($"<th>{Svg.Escape(column)}</th>");
        }

        _body.Append("</tr></thead><tbody>");
        foreach (IReadOnlyList<string> row in rows)
        {
            _body.Append("<tr>");
            foreach (string cell in row)
            {
                Append($"<td>{Svg.Escape(cell)}</td>");
            }

            _body.Append("</tr>\n");
        }

        return Append("</tbody></table></div>");
    }

    public override string ToString() =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Svg.Escape(title)}</title>
        <style>
        {ReportStyle.Css}
        </style>
        </head>
        <body>
        <main>
        <header><h1>{Svg.Escape(title)}</h1><p>{Svg.Escape(subtitle)}</p></header>
        {_body}
        </main>
        </body>
        </html>

        """;

    public void Save(string path) => File.WriteAllText(path, ToString());

    private HtmlReport Append(string html)
    {
        _body.Append(html).Append('\n');
        return this;
    }
}
