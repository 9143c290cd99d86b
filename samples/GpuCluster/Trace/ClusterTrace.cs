using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.GpuCluster.Trace;

/// <summary>Four hundred servers and their faults, as the trace's files have them.</summary>
internal sealed record ClusterTrace(IReadOnlyList<string> Nodes, IReadOnlyList<Fault> Faults)
{
    public const int Servers = 400;
    public const int Days = 348;
    public const long TicksPerDay = 10_000;

    /// <summary>Reads <c>nodes.csv</c> and <c>faults.csv</c>; says everything that is wrong with them, row by row, before anything is settled.</summary>
    public static ClusterTrace Read(string folder)
    {
        List<string> errors = [];
        string[] nodes = ReadNodes(Path.Combine(folder, "nodes.csv"), errors);
        List<Fault> faults = ReadFaults(Path.Combine(folder, "faults.csv"), [.. nodes], errors);
        return errors.Count == 0 ? new ClusterTrace(nodes, faults) : throw new TraceException(errors);
    }

    /// <summary>The trace names the servers that ever failed; the sample's other servers had no fault and are named after them.</summary>
    private static string[] ReadNodes(string path, List<string> errors)
    {
        string[] rows = File.ReadAllLines(path);
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int row = 1; row < rows.Length; row++)
        {
            string name = rows[row].Split(',')[0];
            if (name.Length == 0 || !names.Add(name))
            {
                errors.Add($"nodes.csv row {row + 1}: '{name}' is empty or listed twice; expected each server once.");
            }
        }

        for (int number = 1; names.Count < Servers; number++)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"g{number:000}"));
        }

        return [.. names.Order(StringComparer.Ordinal)];
    }

    private static List<Fault> ReadFaults(string path, HashSet<string> nodes, List<string> errors)
    {
        List<Fault> faults = [];
        string[] rows = File.ReadAllLines(path);
        for (int row = 1; row < rows.Length; row++)
        {
            string[] cells = rows[row].Split(',', 6);
            if (cells.Length != 6)
            {
                errors.Add($"faults.csv row {row + 1}: {cells.Length} columns; expected node, start_day, end_day, level, class, description.");
            }
            else if (!nodes.Contains(cells[0]))
            {
                errors.Add($"faults.csv row {row + 1}: the server '{cells[0]}' is unknown; expected a name of nodes.csv.");
            }
            else if (!TryTicks(cells[1], out long start) || !TryTicks(cells[2], out long end))
            {
                errors.Add($"faults.csv row {row + 1}: '{cells[1]}' to '{cells[2]}' are not days; expected numbers from 0 with at most four digits after the point.");
            }
            else if (end < start)
            {
                errors.Add($"faults.csv row {row + 1}: the fault of {cells[0]} ends on day {cells[2]}, before it starts on day {cells[1]}.");
            }
            else
            {
                faults.Add(new Fault(cells[0], start, end, cells[3], cells[4], cells[5]));
            }
        }

        return faults;
    }

    private static bool TryTicks(string days, out long ticks)
    {
        bool read = decimal.TryParse(days, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal value);
        decimal scaled = value * TicksPerDay;
        ticks = read && scaled == decimal.Truncate(scaled) && scaled <= long.MaxValue ? (long)scaled : -1;
        return ticks >= 0;
    }
}
