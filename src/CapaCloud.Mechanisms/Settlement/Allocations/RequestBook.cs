using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The requests that may take part: complete, within their class, and paid for. Those of one requester at one price are one bid.</summary>
internal sealed class RequestBook
{
    private readonly TaskRequest[] _requests;
    private readonly TaskOutcome[] _outcomes;
    private readonly List<(JobRequest Request, List<int> Places)> _merged = [];

    public RequestBook(IEnumerable<TaskRequest> requests)
    {
        _requests = [.. requests];
        _outcomes = [.. _requests.Select(static request => new TaskOutcome { Request = request })];
    }

    public bool IsEmpty => _requests.Length == 0;

    public TaskOutcome[] Outcomes => _outcomes;

    /// <summary>Gets the bids of the market.</summary>
    public JobRequest[] Merged => [.. _merged.Select(static item => item.Request)];

    public TaskRequest this[int place] => _requests[place];

    /// <summary>Refuses what is not complete or not paid for: of one requester, the dearest are paid for first.</summary>
    public void Admit(Func<TaskRequest, JobRefusal> screen, Func<ParticipantId, Amount> free, Func<Amount, Amount> bond)
    {
        HashSet<TaskId> twice = [.. _requests.GroupBy(static request => request.Task).Where(static group => group.Count() > 1).Select(static group => group.Key)];
        for (int place = 0; place < _requests.Length; place++)
        {
            JobRefusal refusal = screen(_requests[place]);
            Refuse(place, refusal == JobRefusal.None && twice.Contains(_requests[place].Task) ? JobRefusal.TaskKnown : refusal);
        }

        foreach (IGrouping<ParticipantId, int> own in Open().GroupBy(place => _requests[place].Requester))
        {
            Amount left = free(own.Key);
            foreach (int place in own.OrderByDescending(place => _requests[place].Price).ThenBy(place => _requests[place].Task))
            {
                Amount price = _requests[place].Price, needed = bond(price);
                if (price > left || needed > left - price)
                {
                    Refuse(place, JobRefusal.NotEnoughFunds);
                    continue;
                }

                left = left - price - needed;
            }
        }
    }

    /// <summary>Makes the market's bids.</summary>
    /// <returns>How many tasks of each class there are.</returns>
    public Dictionary<string, ulong> Merge()
    {
        var groups = Open().GroupBy(place => (_requests[place].Class, _requests[place].Requester, _requests[place].Price))
            .OrderBy(static group => group.Key.Class, StringComparer.Ordinal).ThenBy(static group => group.Key.Requester).ThenBy(static group => group.Key.Price);
        foreach (var group in groups)
        {
            List<int> places = [.. group];
            Amount value = places.Aggregate(Amount.Zero, (sum, place) => _requests[place].Value > Amount.MaxValue - sum ? Amount.MaxValue : sum + _requests[place].Value);
            Bid bid = new(group.Key.Requester, (ulong)places.Count, group.Key.Price);
            _merged.Add((new JobRequest(group.Key.Class, bid, value, places.Min(place => _requests[place].Deadline)), places));
        }

        return Open().GroupBy(place => _requests[place].Class).ToDictionary(static group => group.Key, static group => (ulong)group.Count(), StringComparer.Ordinal);
    }

    public void RefuseAll(int merged, JobRefusal reason)
    {
        foreach (int place in _merged[merged].Places)
        {
            Refuse(place, reason);
        }
    }

    /// <summary>Returns which of equal requests are served: those with the smallest keys.</summary>
    public IEnumerable<int> Serve(int merged, ulong jobs, Func<TaskRequest, UInt128> key)
    {
        return _merged[merged].Places.OrderBy(place => key(_requests[place])).Take((int)jobs);
    }

    public void Award(int place, JobAward award) => _outcomes[place] = _outcomes[place] with { Award = award };

    public void Withdraw(int place, JobRefusal reason) => _outcomes[place] = _outcomes[place] with { Award = null, Refusal = reason };

    public void Refuse(int place, JobRefusal reason) => _outcomes[place] = _outcomes[place] with { Refusal = reason };

    private IEnumerable<int> Open() => Enumerable.Range(0, _requests.Length).Where(place => _outcomes[place].Refusal == JobRefusal.None);
}
