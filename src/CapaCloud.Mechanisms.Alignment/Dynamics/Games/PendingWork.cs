namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>What of a participant's state is not its reputation: the epochs on whose work no verdict has come yet, and whether it sits in jail meanwhile.</summary>
/// <remarks>
/// <code>
/// entry 0: an epoch without work            entry 1 + c: an epoch worked by choice c
/// queue: the entries of the last Delay epochs, newest first;   state: a queue at liberty, or Queues + a queue in jail
/// </code>
/// A verdict is known when it comes and not before: what was done is all there is to remember of the epochs before it. Verdicts in the epoch of the job: one state.
/// A jail is a state of its own only while verdicts are pending; what is left of it then passes in one step.
/// </remarks>
internal sealed class PendingWork
{
    public const int MostStates = 512;

    private readonly int _rests;
    private readonly int[] _honest;

    /// <param name="delay">How many epochs after a job its verdict comes.</param>
    /// <param name="choices">How many choices there are of what to do with an epoch's work.</param>
    /// <param name="hasJail">Whether a fault may lead to jail.</param>
    /// <param name="isHonestJailed">Whether honest work may.</param>
    public PendingWork(int delay, int choices, bool hasJail, bool isHonestJailed)
    {
        Delay = delay;
        Entries = choices + 1;
        _rests = delay == 0 ? 1 : Power(Entries, delay - 1);
        Queues = delay == 0 ? 1 : _rests * Entries;
        HasJail = hasJail && delay > 0;
        _honest = [.. FindHonest(HasJail && isHonestJailed)];
        HonestIndex = [.. Enumerable.Range(0, Count).Select(state => Array.IndexOf(_honest, state))];
    }

    /// <summary>Gets how many epochs after a job its verdict comes.</summary>
    public int Delay { get; }

    /// <summary>Gets how many kinds of epochs there are: no work, and each choice.</summary>
    public int Entries { get; }

    public int Queues { get; }

    public bool HasJail { get; }

    /// <summary>Gets how many states there are; 0 is at liberty with nothing pending, where a newcomer begins.</summary>
    public int Count => HasJail ? 2 * Queues : Queues;

    /// <summary>Gets the states that honest work goes through from a newcomer's, that one first.</summary>
    public ReadOnlySpan<int> Honest => _honest;

    /// <summary>Gets where each state is among the honest ones; -1 where it is none.</summary>
    public int[] HonestIndex { get; }

    /// <summary>Says why so many epochs of so many choices cannot be followed, or null.</summary>
    public static string? Refuses(long delay, int choices)
    {
        double states = 2 * Math.Pow(choices + 1, delay);
        return delay > 0 && states > MostStates
            ? $"verdicts {Prose.Epochs(delay)} late leave more than {Prose.Count(MostStates, "state")} of pending work"
            : null;
    }

    public int QueueOf(int state) => state % Queues;

    public bool IsJailed(int state) => state >= Queues;

    public int Jailed(int queue) => Queues + queue;

    /// <summary>The queue after an epoch: its entry comes in, the oldest goes out.</summary>
    public int Push(int queue, int entry) => Delay == 0 ? 0 : (entry * _rests) + (queue / Entries);

    /// <summary>The entry of an epoch whose verdict comes in so many epochs; 0 is the oldest, due now.</summary>
    public int Due(int queue, int epochs) => queue / Power(Entries, epochs) % Entries;

    /// <summary>The queues that become the given one when an entry comes in, by the entry that is judged then.</summary>
    public int Before(int next, int judged) => Delay == 0 ? 0 : (next % _rests * Entries) + judged;

    private IEnumerable<int> FindHonest(bool meetsJail)
    {
        const int Work = 1;
        HashSet<int> seen = [0];
        Queue<int> open = new(seen);
        while (open.TryDequeue(out int state))
        {
            yield return state;
            bool isJailed = IsJailed(state);
            int next = Push(QueueOf(state), isJailed ? 0 : Work);
            foreach (int reached in isJailed ? [next == 0 ? 0 : Jailed(next)] : meetsJail && next != 0 ? [next, Jailed(next)] : (int[])[next])
            {
                if (seen.Add(reached))
                {
                    open.Enqueue(reached);
                }
            }
        }
    }

    private static int Power(int number, int exponent)
    {
        int power = 1;
        for (int step = 0; step < exponent; step++)
        {
            power *= number;
        }

        return power;
    }
}
