using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Reputation;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>One participant's life through the mechanism itself, move by move, with the records and epochs that really follow.</summary>
internal sealed class GamePlay
{
    private readonly ParticipantGame _game;
    private int _queue;

    public GamePlay(ParticipantGame game)
    {
        _game = game;
        Epoch = MechanismProbe.Start;
        Record = game.NewcomerAt(Epoch.MinusToZero(EpochSpan.One));
    }

    public Epoch Epoch { get; private set; }

    public ReputationRecord Record { get; private set; }

    public int Moves { get; private set; }

    /// <summary>Gets until when there is no work.</summary>
    public Epoch JailedUntil { get; private set; }

    public bool IsJailed => JailedUntil > Epoch;

    /// <summary>Gets the state of pending work.</summary>
    public int State => IsJailed && _game.Pending.HasJail && _queue != 0 ? _game.Pending.Jailed(_queue) : _queue;

    /// <summary>Where the record is on the chart, as of the epoch before the next move.</summary>
    public (double Across, double Up) Point => _game.Chart.Point(_game.Age(Record, Epoch.MinusToZero(EpochSpan.One)));

    /// <summary>The work whose verdicts come in so many epochs: how many jobs, and how many of them cheated.</summary>
    public (int Jobs, int Cheated) Due(int epochs) => Judged(_game.Pending.Due(_queue, epochs));

    public DynamicMove Move(DynamicAct act, int cheated, int passed, int faults)
    {
        Moves++;
        return act switch
        {
            DynamicAct.Work => Live(act, 1 + Array.FindIndex(_game.Choices, choice => cheated <= choice.Most), cheated, passed, faults),
            DynamicAct.Idle => Live(act, 0, 0, passed, faults),
            _ => Exit(act, passed, faults),
        };
    }

    private DynamicMove Live(DynamicAct act, int entry, int cheated, int passed, int faults)
    {
        (int jobs, _) = _game.Pending.Delay == 0 ? Judged(entry) : Due(0);
        (int found, int good) = (Math.Min(faults, jobs), Math.Min(passed, jobs - Math.Min(faults, jobs)));
        ParticipantOutcome outcome = _game.Play(Record, Epoch, entry > 0 ? _game.Numbers.Jobs : 0, good, found);
        Record = outcome.After.Reputation;
        JailedUntil = Epoch.Max(JailedUntil, outcome.After.JailedUntil);
        _queue = _game.Pending.Push(_queue, entry);
        Epoch = Epoch.Next;
        return new DynamicMove(act, cheated, good, found, outcome.Reward, outcome.Slashed);
    }

    /// <summary>The verdicts on pending work come while somebody else, or nobody, works: the earliest ones first take as many faults as they can hold.</summary>
    private DynamicMove Exit(DynamicAct act, int passed, int faults)
    {
        List<(int Passed, int Faults)> verdicts = [];
        (int good, int found) = (0, 0);
        for (int epochs = 0; epochs < _game.Pending.Delay; epochs++)
        {
            int jobs = Due(epochs).Jobs, bad = Math.Min(jobs, faults - found), fine = Math.Min(jobs - bad, passed - good);
            verdicts.Add((fine, bad));
            (good, found) = (good + fine, found + bad);
        }

        Amount taken = _game.PlayAfterLeaving(Record, Epoch, verdicts);
        _queue = 0;
        (Record, JailedUntil) = (_game.NewcomerAt(Epoch.MinusToZero(EpochSpan.One)), Epoch.Zero);
        return new DynamicMove(act, 0, good, found, Amount.Zero, taken);
    }

    private (int Jobs, int Cheated) Judged(int entry) => entry == 0 ? (0, 0) : (_game.Numbers.Jobs, _game.Choices[entry - 1].Most);
}
