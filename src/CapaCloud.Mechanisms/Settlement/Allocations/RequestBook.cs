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

    /// <summary>Refuses what is not complete, not paid for, or asked for already: of one requester, the dearest are paid for first, and of two tasks of one name the dearer counts.</summary>
    public void Admit(Func<TaskRequest, JobRefusal> screen, Func<ParticipantId, Amount> free, Func<Amount, Amount> bond)
    {
        for (int place = 0; place < _requests.Length; place++)
        {
            Refuse(place, screen(_requests[place]));
        }

        foreach (IGrouping<ParticipantId, int> own in Open().GroupBy(place => _requests[place].Requester))
        {
            Amount left = free(own.Key);
            HashSet<TaskId> asked = [];
            foreach (int place in own.OrderBy(place => _requests[place], Comparer<TaskRequest>.Create(DearestFirst)))
            {
                Amount price = _requests[place].Price, needed = bond(price);
                if (asked.Contains(_requests[place].Task))
                {
                    Refuse(place, JobRefusal.TaskKnown);
                }
                else if (price > left || needed > left - price)
                {
                    Refuse(place, JobRefusal.NotEnoughFunds);
                }
                else
                {
                    asked.Add(_requests[place].Task);
                    left = left - price - needed;
                }
            }
        }
    }

    /// <summary>Makes the market's bids.</summary>
    /// <returns>The bids.</returns>
    public JobRequest[] Merge()
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

        return Merged;
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

    public void Refuse(int place, JobRefusal reason) => _outcomes[place] = _outcomes[place] with { Refusal = reason };

    /// <summary>What the requests say decides their order, so that the order of arrival does not.</summary>
    private static int DearestFirst(TaskRequest first, TaskRequest second)
    {
        int order = second.Price.CompareTo(first.Price);
        order = order != 0 ? order : first.Task.CompareTo(second.Task);
        order = order != 0 ? order : string.CompareOrdinal(first.Class, second.Class);
        order = order != 0 ? order : second.Value.CompareTo(first.Value);
        return order != 0 ? order : first.Deadline.CompareTo(second.Deadline);
    }

    private IEnumerable<int> Open() => Enumerable.Range(0, _requests.Length).Where(place => _outcomes[place].Refusal == JobRefusal.None);
}
