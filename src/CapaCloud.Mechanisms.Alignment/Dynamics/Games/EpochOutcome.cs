namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What the audits of one worked epoch may find: from so many to so many passed, from so many to so many found false.</summary>
/// <remarks>
/// One class of outcomes. With few jobs each class is one outcome; with many, neighbours are put together, and a bound takes the best or the worst of them.
/// </remarks>
internal readonly record struct EpochOutcome(int FewestPassed, int MostPassed, int FewestFaults, int MostFaults)
{
    public int Passed(bool favourable) => favourable ? MostPassed : FewestPassed;

    public int Faults(bool favourable) => favourable ? FewestFaults : MostFaults;

    /// <summary>The classes of up to so many jobs: every number of faults up to a few apart, numbers of passed audits in a few groups.</summary>
    public static EpochOutcome[] Classes(int jobs, bool faultsPossible, int mostGroups)
    {
        List<EpochOutcome> classes = [];
        int mostFaults = faultsPossible ? jobs : 0;
        foreach ((int fewest, int most) in Groups(mostFaults, Math.Min(mostGroups, 4)))
        {
            foreach ((int few, int many) in Groups(jobs - fewest, mostGroups))
            {
                classes.Add(new EpochOutcome(few, many, fewest, most));
            }
        }

        return [.. classes];
    }

    /// <summary>0, 1, 2, ... each alone while groups last, then ever longer groups up to the largest number.</summary>
    private static IEnumerable<(int First, int Last)> Groups(int largest, int most)
    {
        if (largest < most)
        {
            for (int number = 0; number <= largest; number++)
            {
                yield return (number, number);
            }

            yield break;
        }

        for (int group = 0, first = 0; group < most; group++)
        {
            int left = most - group - 1;
            int last = left == 0 ? largest : Math.Max(first, (int)(first + ((largest - first) / (double)(left + 1) * group / most)));
            yield return (first, last);
            first = last + 1;
        }
    }
}
