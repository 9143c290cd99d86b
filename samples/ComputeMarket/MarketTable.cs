using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.ComputeMarket;

/// <summary>The nodes and tasks of a cluster, counted by what a market needs: from the trace's own files, or built in.</summary>
internal sealed record MarketTable(IReadOnlyList<TableRow> Rows)
{
    public int Nodes => Rows.Where(row => row.IsNode).Sum(row => row.Count);

    public int Tasks => Rows.Where(row => !row.IsNode).Sum(row => row.Count);

    public IEnumerable<string> Classes => Rows.Select(row => row.Class).Distinct().OrderDescending(StringComparer.Ordinal);

    public static MarketTable BuiltIn()
    {
        using Stream stream = typeof(MarketTable).Assembly.GetManifestResourceStream("alibaba-gpu-2023.csv")!;
        using StreamReader reader = new(stream);
        return Of(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .Select(cells => new TableRow(cells[0] == "node", cells[1], cells[2], ulong.Parse(cells[3], CultureInfo.InvariantCulture), int.Parse(cells[4], CultureInfo.InvariantCulture))));
    }

    /// <summary>Counts nodes.csv and pods.csv of a folder.</summary>
    /// <exception cref="FormatException">A line is not what the trace has; the message names file and line.</exception>
    public static MarketTable Read(string folder) => Of([
        .. Lines(folder, "nodes.csv", 5, cells =>
        {
            ulong gpus = Number(cells[3]);
            return gpus > 0 ? new TableRow(true, cells[4], "gpu", gpus * 1_000, 1) : new TableRow(true, "none", "cpu", Number(cells[1]), 1);
        }),
        .. Lines(folder, "pods.csv", 11, cells =>
        {
            ulong gpus = Number(cells[3]);
            return gpus > 0 ? new TableRow(false, cells[6], "gpu", gpus * Number(cells[4]), 1) : new TableRow(false, cells[6], "cpu", Number(cells[1]), 1);
        }),
    ]);

    private static MarketTable Of(IEnumerable<TableRow> rows) => new([
        .. rows.GroupBy(row => row with { Count = 0 })
            .Select(group => group.Key with { Count = group.Sum(row => row.Count) })
            .OrderBy(row => row.IsNode).ThenBy(row => row.Class, StringComparer.Ordinal).ThenBy(row => row.Label, StringComparer.Ordinal).ThenBy(row => row.Units),
    ]);

    private static List<TableRow> Lines(string folder, string file, int columns, Func<string[], TableRow> row)
    {
        List<TableRow> rows = [];
        int number = 1;
        foreach (string line in File.ReadLines(Path.Combine(folder, file)).Skip(1))
        {
            number++;
            string[] cells = line.Split(',');
            try
            {
                rows.Add(cells.Length == columns ? row(cells) : throw new FormatException($"{cells.Length} columns; expected {columns}"));
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                throw new FormatException($"{file}({number}): {exception.Message}.", exception);
            }
        }

        // A task of no units asks for nothing and takes no part.
        return [.. rows.Where(item => item.Units > 0)];
    }

    private static ulong Number(string text) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong value) ? value : throw new FormatException($"'{text}' is not a whole number");
}
