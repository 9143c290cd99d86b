using CapaCloud.Mechanisms.Alignment.Decisions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>The game on the crossings of a grid, in every state of pending work: a successor between crossings leads to each of them with its weight.</summary>
/// <remarks>A proposal only: what it is worth at every other reputation is for <see cref="GameBounder"/> to say.</remarks>
internal sealed class GameProcess
{
    private readonly ParticipantGame _game;
    private readonly double[] _across;
    private readonly double[] _up;
    private readonly AuditChances _chances;
    private readonly List<(int State, double Probability)> _outcomes = [];

    private readonly double[] _extra;
    private readonly bool _isFavourable;
    private readonly GameEnds _ends;
    private readonly PendingWork _pending;
    private readonly int[] _states;
    private readonly int[] _places;
    private readonly bool _isFree;

    private GameProcess(ParticipantGame game, double[] across, double[] up, double[] extra, bool isFree, bool isFavourable, GameEnds ends)
    {
        (_game, _across, _up, _extra, _isFree, _isFavourable, _ends) = (game, across, up, extra, isFree, isFavourable, ends);
        _pending = game.Pending;
        _states = isFree ? [.. Enumerable.Range(0, _pending.Count)] : _pending.Honest.ToArray();
        _places = isFree ? _states : _pending.HonestIndex;
        _chances = new AuditChances(game.Numbers.Jobs, game.Numbers.Found, game.Numbers.Wrongful, game.Classes);
    }

    /// <summary>What is done after a fault that leads to jail or off the grid.</summary>
    private enum Afterwards
    {
        GoOn,
        Renew,
        Leave,
    }

    private int Crossings => _across.Length * _up.Length;

    private int End => _states.Length * Crossings;

    /// <summary>Honest work for ever.</summary>
    /// <param name="game">The game.</param>
    /// <param name="across">The lines across.</param>
    /// <param name="up">The lines up.</param>
    /// <param name="extra">What each epoch in a state at a crossing earns besides: room for what the grid cannot show between crossings.</param>
    /// <param name="isFavourable">Whether classes of outcomes count as the best or as the worst of them.</param>
    /// <param name="ends">Where the game goes on elsewhere.</param>
    /// <param name="cancellation">Stops it.</param>
    public static DecisionProcess Honest(ParticipantGame game, double[] across, double[] up, double[] extra, bool isFavourable, GameEnds ends, CancellationToken cancellation) =>
        new GameProcess(game, across, up, extra, isFree: false, isFavourable, ends).Build(cancellation);

    /// <summary>Everything a participant can do.</summary>
    public static DecisionProcess Free(ParticipantGame game, double[] across, double[] up, double[] extra, bool isFavourable, GameEnds ends, CancellationToken cancellation) =>
        new GameProcess(game, across, up, extra, isFree: true, isFavourable, ends).Build(cancellation);

    private DecisionProcess Build(CancellationToken cancellation)
    {
        DecisionProcessBuilder builder = new();
        foreach (int state in _states)
        {
            foreach (double across in _across)
            {
                foreach (double up in _up)
                {
                    cancellation.ThrowIfCancellationRequested();
                    AddActs(builder, state, across, up, _extra[builder.AddState()]);
                }
            }
        }

        builder.AddState();
        builder.AddAction(0, (End, 1));
        return builder.Build();
    }

    private void AddActs(DecisionProcessBuilder builder, int state, double across, double up, double extra)
    {
        const int HonestWork = 1;
        bool isJailed = _pending.IsJailed(state);
        if (_isFree || isJailed)
        {
            AddEpoch(builder, state, entry: 0, across, up, extra);
        }

        for (int entry = 1; !isJailed && entry <= (_isFree ? _game.Choices.Length : HonestWork); entry++)
        {
            AddEpoch(builder, state, entry, across, up, extra);
        }

        if (_isFree)
        {
            AddExits(builder, state);
        }
    }

    /// <summary>Leaving, and a new name with what is then done first: it takes no time.</summary>
    private void AddExits(DecisionProcessBuilder builder, int state)
    {
        double lost = Lost(state);
        builder.AddAction(_game.Leaving - lost, (End, 1));
        double renewed = _extra[(Array.BinarySearch(_across, _game.Newcomer.Across) * _up.Length) + Array.BinarySearch(_up, _game.Newcomer.Up)];
        int last = _game.Choices.Length;
        foreach (int entry in last <= 8 ? Enumerable.Range(1, last) : [1, 2, last])
        {
            AddEpoch(builder, 0, entry, _game.Newcomer.Across, _game.Newcomer.Up, renewed - _game.Numbers.IdentityPrice - lost);
        }
    }

    /// <summary>An epoch; where it may end in jail or off the grid, also with a new name or with leaving after that.</summary>
    private void AddEpoch(DecisionProcessBuilder builder, int state, int entry, double across, double up, double extra)
    {
        AddEpoch(builder, state, entry, across, up, extra, Afterwards.GoOn);
        if (_isFree && (_ends.Fallen is not null || MayWait(state, entry)))
        {
            AddEpoch(builder, state, entry, across, up, extra, Afterwards.Renew);
            AddEpoch(builder, state, entry, across, up, extra, Afterwards.Leave);
        }
    }

    private bool MayWait(int state, int entry)
    {
        bool isJailed = _pending.IsJailed(state);
        int queue = _pending.Push(_pending.QueueOf(state), entry);
        for (int outcome = 0; outcome < _game.Classes.Length; outcome++)
        {
            if (Step(isJailed, queue, entry, outcome).Effect.Jail > 0)
            {
                return true;
            }
        }

        return false;
    }

    private void AddEpoch(DecisionProcessBuilder builder, int state, int entry, double across, double up, double extra, Afterwards afterwards)
    {
        bool isJailed = _pending.IsJailed(state);
        int queue = _pending.Push(_pending.QueueOf(state), entry);
        double[] chances = Chances(_pending.Delay == 0 ? entry : _pending.Due(_pending.QueueOf(state), 0), across, up);
        double worth = extra + (entry == 0 ? _game.Numbers.Outside : _game.Numbers.Earned(_game.Choices[entry - 1], _isFavourable));
        double kept = _isFree && _isFavourable ? 1 - _game.BountyShare : 1, discount = _game.Numbers.Discount;
        _outcomes.Clear();
        for (int outcome = 0; outcome < chances.Length; outcome++)
        {
            double chance = chances[outcome];
            if (chance == 0)
            {
                continue;
            }

            (OutcomeEffect effect, int next) = Step(isJailed, queue, entry, outcome);
            bool isFallen = _ends.Fallen is not null && _game.Classes[outcome].FewestFaults > 0;
            worth += chance * (_game.Reward(across, up, outcome, _isFavourable, entry > 0) - (kept * effect.Loss));
            if (afterwards is not Afterwards.GoOn && (isFallen || effect.Jail > 0))
            {
                bool renews = afterwards is Afterwards.Renew;
                worth += chance * discount * ((renews ? -_game.Numbers.IdentityPrice : _game.Leaving) - Lost(next));
                Spread(0, _game.Newcomer.Across, _game.Newcomer.Up, renews ? chance : 0);
                _outcomes.Add((End, renews ? 0 : chance));
                continue;
            }

            double after = Math.Pow(discount, effect.Jail);
            worth += chance * discount * _game.Leaving * (1 - after);
            (double x, double y) = (effect.Across.Of(across), effect.Up.Of(up));
            worth += isFallen ? chance * discount * after * _ends.Fallen!(next, x, y) : 0;
            Spread(next, x, y, isFallen ? 0 : chance * after);
            _outcomes.Add((End, isFallen ? chance : chance * (1 - after)));
        }

        builder.AddAction(worth, [.. _outcomes]);
    }

    private double Lost(int state) => _game.Exits.Of(_pending.QueueOf(state), _isFavourable);

    private (OutcomeEffect Effect, int Next) Step(bool isJailed, int queue, int entry, int outcome)
    {
        OutcomeEffects effects = _game.Effects(_isFavourable);
        return effects.Step(isJailed, queue, entry > 0, outcome, _isFavourable ? 0 : effects.Slack);
    }

    /// <summary>How probable each class is when the epoch of an entry is judged; the first of them, no audit at all, when there was no work.</summary>
    private double[] Chances(int judged, double across, double up)
    {
        if (judged == 0)
        {
            return _chances.Of(0, 0);
        }

        (double least, double most) = _game.AuditRates(across, across, up, up);
        WorkChoice choice = _game.Choices[judged - 1];
        return _chances.Of(_isFavourable ? least : most, _isFavourable ? choice.Fewest : choice.Most);
    }

    private void Spread(int state, double across, double up, double chance)
    {
        int first = _places[state] * Crossings;
        int column = ValueSurface.Cell(_across, across), row = ValueSurface.Cell(_up, up);
        double right = Part(_across, column, across), above = Part(_up, row, up);
        Add(column, row, chance * (1 - right) * (1 - above));
        Add(column + 1, row, chance * right * (1 - above));
        Add(column, row + 1, chance * (1 - right) * above);
        Add(column + 1, row + 1, chance * right * above);

        void Add(int x, int y, double weight)
        {
            if (weight > 0)
            {
                _outcomes.Add((first + (x * _up.Length) + y, weight));
            }
        }
    }

    private static double Part(double[] line, int cell, double value) =>
        line.Length < 2 ? 0 : Math.Clamp((value - line[cell]) / (line[cell + 1] - line[cell]), 0, 1);
}
