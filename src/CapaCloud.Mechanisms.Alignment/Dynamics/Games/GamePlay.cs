using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Games;

/// <summary>One participant's life through the mechanism itself, move by move, with the records and epochs that really follow.</summary>
internal sealed class GamePlay
{
    private readonly ParticipantGame _game;

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

    /// <summary>Where the record is on the chart, as of the epoch before the next move.</summary>
    public (double Across, double Up) Point => _game.Chart.Point(_game.Age(Record, Epoch.MinusToZero(EpochSpan.One)));

    public DynamicMove Move(DynamicAct act, int cheated, int passed, int faults)
    {
        Moves++;
        switch (act)
        {
            case DynamicAct.Work:
                ParticipantOutcome outcome = _game.Play(Record, Epoch, _game.Numbers.Jobs, passed, faults);
                Record = outcome.After.Reputation;
                JailedUntil = outcome.After.JailedUntil;
                Epoch = Epoch.Next;
                return new DynamicMove(act, cheated, passed, faults, outcome.Reward, outcome.Slashed);
            case DynamicAct.NewName:
                Record = _game.NewcomerAt(Epoch.MinusToZero(EpochSpan.One));
                JailedUntil = Epoch.Zero;
                return new DynamicMove(act, 0, 0, 0, Amount.Zero, Amount.Zero);
            default:
                Epoch = Epoch.Next;
                return new DynamicMove(act, 0, 0, 0, Amount.Zero, Amount.Zero);
        }
    }
}
