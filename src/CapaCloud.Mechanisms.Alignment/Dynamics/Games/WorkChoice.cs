namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>A number of cheated jobs, or several at once: found out as for the fewest of them, gained as for the most.</summary>
internal readonly record struct WorkChoice(int Fewest, int Most)
{
    private const int MostAlone = 12;

    /// <summary>Every number from 0 to all jobs, the first alone, large ones in groups whose gain is at most an eighth too high.</summary>
    public static WorkChoice[] All(int jobs)
    {
        List<WorkChoice> choices = [];
        for (int first = 0; first <= jobs;)
        {
            int last = jobs <= MostAlone || first == jobs ? first : Math.Min(jobs, first + (first / 8));
            choices.Add(new WorkChoice(first, last));
            first = last + 1;
        }

        return [.. choices];
    }
}
