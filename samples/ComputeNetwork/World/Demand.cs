using System.Globalization;

namespace CapaCloud.Mechanisms.Samples.ComputeNetwork;

/// <summary>How many jobs of each class are asked for in each epoch.</summary>
internal sealed class Demand
{
    private readonly (int Small, int Large)[] _jobs;

    private Demand(string source, (int Small, int Large)[] jobs) => (Source, _jobs) = (source, jobs);

    public string Source { get; }

    public (int Small, int Large) On(int epoch) => _jobs[epoch % _jobs.Length];

    /// <summary>A week with five strong days and two weak ones; four of five jobs are small.</summary>
    public static Demand BuiltIn(int providers)
    {
        int usual = Assumptions.UsualDemand * providers / Assumptions.Providers;
        return new Demand("a week of five strong days and two weak ones", [.. Enumerable.Range(0, 7).Select(day => day < 5 ? usual : usual / 2).Select(jobs => (jobs * 4 / 5, jobs / 5))]);
    }

    /// <summary>
    /// The tasks of a production cluster in the order in which they came, divided over the epochs in equal numbers: the trace is 149 days long and most of its tasks came in the last ones.
    /// A task that needs whole GPUs is a large job for each of them; every other task is a small one.
    /// </summary>
    public static Demand OfTrace(string podsFile)
    {
        string[] rows = File.ReadAllLines(podsFile);
        List<(long Created, int Small, int Large)> tasks = [];
        for (int row = 1; row < rows.Length; row++)
        {
            string[] cells = rows[row].Split(',');
            if (cells.Length < 9 || !TryCount(cells[3], out long gpus) || !TryCount(cells[4], out long milli) || !TryCount(cells[8], out long created))
            {
                throw new InvalidDataException($"{podsFile} row {row + 1}: expected a number in num_gpu, gpu_milli and creation_time, found '{rows[row]}'.");
            }

            bool isWhole = gpus > 0 && milli >= 1_000;
            tasks.Add((created, isWhole ? 0 : 1, isWhole ? (int)gpus : 0));
        }

        (int Small, int Large)[] jobs = [.. tasks
            .OrderBy(task => task.Created)
            .Select((task, at) => (Epoch: at * Assumptions.Epochs / tasks.Count, Task: task))
            .GroupBy(item => item.Epoch)
            .Select(epoch => (epoch.Sum(item => item.Task.Small), epoch.Sum(item => item.Task.Large)))];
        return new Demand($"{tasks.Count.ToString("N0", CultureInfo.InvariantCulture)} tasks of alibaba-gpu-2023 in the order in which they came", jobs);
    }

    private static bool TryCount(string cell, out long count) => long.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
