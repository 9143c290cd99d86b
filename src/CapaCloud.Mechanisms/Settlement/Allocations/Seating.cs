namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Gives each task the provider drawn for it, unless that provider knows a task of this name: then two tasks change places, where that helps.</summary>
internal sealed class Seating(Func<ParticipantId, TaskId, bool> isKnown)
{
    // Across all classes: a provider has one job of a name.
    private readonly HashSet<(ParticipantId Provider, TaskId Task)> _given = [];

    /// <summary>Changes the order of the providers so that each fits the task at its place.</summary>
    /// <param name="providers">The drawn providers, as many as tasks.</param>
    /// <param name="tasks">The tasks.</param>
    /// <returns>For each place, whether its provider stays free because it knows the task and no change of two places helps.</returns>
    public bool[] Seat(ParticipantId[] providers, TaskId[] tasks)
    {
        bool[] isFree = new bool[tasks.Length];
        List<int> conflicts = [];
        for (int place = 0; place < tasks.Length; place++)
        {
            if (!Give(providers[place], tasks[place]))
            {
                conflicts.Add(place);
                isFree[place] = true;
            }
        }

        foreach (int place in conflicts)
        {
            for (int other = 0; other < tasks.Length && isFree[place]; other++)
            {
                TryChange(providers, tasks, isFree, place, other);
            }
        }

        return isFree;
    }

    private void TryChange(ParticipantId[] providers, TaskId[] tasks, bool[] isFree, int place, int other)
    {
        if (providers[other] == providers[place] || !Fits(providers[other], tasks[place]))
        {
            return;
        }

        if (isFree[other])
        {
            // Both are free: the provider of one takes the task of the other, and the second is tried again in its turn.
            (providers[place], providers[other]) = (providers[other], providers[place]);
            isFree[place] = !Give(providers[place], tasks[place]);
            isFree[other] = !Give(providers[other], tasks[other]);
        }
        else if (Fits(providers[place], tasks[other]))
        {
            _given.Remove((providers[other], tasks[other]));
            (providers[place], providers[other]) = (providers[other], providers[place]);
            isFree[place] = !Give(providers[place], tasks[place]);
            Give(providers[other], tasks[other]);
        }
    }

    private bool Fits(ParticipantId provider, TaskId task) => !_given.Contains((provider, task)) && !isKnown(provider, task);

    private bool Give(ParticipantId provider, TaskId task) => Fits(provider, task) && _given.Add((provider, task));
}
