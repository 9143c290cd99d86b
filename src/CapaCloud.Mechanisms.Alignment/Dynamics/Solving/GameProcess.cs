using CapaCloud.Mechanisms.Alignment.Decisions;
using CapaCloud.Mechanisms.Alignment.Dynamics.Bounds;
using CapaCloud.Mechanisms.Alignment.Dynamics.Games;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Solving;

/// <summary>The game on the crossings of a grid: a successor between crossings leads to each of them with its weight.</summary>
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

    private GameProcess(ParticipantGame game, double[] across, double[] up, double[] extra, bool isFavourable, GameEnds ends)
    {
        (_game, _across, _up, _extra, _isFavourable, _ends) = (game, across, up, extra, isFavourable, ends);
        _chances = new AuditChances(game.Numbers.Jobs, game.Numbers.Found, game.Numbers.Wrongful, game.Classes);
    }

    /// <summary>What is done after a fault that leads to jail or off the grid.</summary>
    private enum Afterwards
    {
        GoOn,
        Renew,
        Leave,
    }

    private int End => _across.Length * _up.Length;

    /// <summary>Honest work for ever.</summary>
    /// <param name="game">The game.</param>
    /// <param name="across">The lines across.</param>
    /// <param name="up">The lines up.</param>
    /// <param name="extra">What each epoch at a crossing earns besides: room for what the grid cannot show between crossings.</param>
    /// <param name="isFavourable">Whether classes of outcomes count as the best or as the worst of them.</param>
    /// <param name="ends">Where the game goes on elsewhere.</param>
    /// <param name="cancellation">Stops it.</param>
    public static DecisionProcess Honest(ParticipantGame game, double[] across, double[] up, double[] extra, bool isFavourable, GameEnds ends, CancellationToken cancellation) =>
        new GameProcess(game, across, up, extra, isFavourable, ends).Build([new WorkChoice(0, 0)], isFree: false, cancellation);

    /// <summary>Everything a participant can do.</summary>
    public static DecisionProcess Free(ParticipantGame game, double[] across, double[] up, double[] extra, bool isFavourable, GameEnds ends, CancellationToken cancellation) =>
        new GameProcess(game, across, up, extra, isFavourable, ends).Build(WorkChoice.All(game.Numbers.Jobs), isFree: true, cancellation);

    private DecisionProcess Build(WorkChoice[] choices, bool isFree, CancellationToken cancellation)
    {
        DecisionProcessBuilder builder = new();
        foreach (double across in _across)
        {
            foreach (double up in _up)
            {
                cancellation.ThrowIfCancellationRequested();
                double extra = _extra[builder.AddState()];
                AddWork(builder, choices, across, up, isFree, extra);
                if (isFree)
                {
                    AddOthers(builder, choices, across, up, extra);
                }
            }
        }

        builder.AddState();
        builder.AddAction(0, (End, 1));
        return builder.Build();
    }

    private void AddOthers(DecisionProcessBuilder builder, WorkChoice[] choices, double across, double up, double extra)
    {
        _outcomes.Clear();
        Spread(_game.AgeAcross.Of(across), _game.AgeUp.Of(up), 1);
        builder.AddAction(_game.Numbers.Outside + extra, [.. _outcomes]);
        builder.AddAction(_game.Leaving, (End, 1));
        WorkChoice[] first = choices.Length <= 8 ? choices : [choices[0], choices[1], choices[^1]];
        double renewed = _extra[(Array.BinarySearch(_across, _game.Newcomer.Across) * _up.Length) + Array.BinarySearch(_up, _game.Newcomer.Up)];
        AddWork(builder, first, _game.Newcomer.Across, _game.Newcomer.Up, isFree: true, renewed - _game.Numbers.IdentityPrice);
    }

    private void AddWork(DecisionProcessBuilder builder, WorkChoice[] choices, double across, double up, bool isFree, double extra)
    {
        double rate = _game.AuditRate(across, up, _isFavourable);
        OutcomeEffect[] effects = _isFavourable ? _game.Best : _game.Worst;
        double[] rewards = new double[effects.Length];
        for (int outcome = 0; outcome < rewards.Length; outcome++)
        {
            rewards[outcome] = _game.Reward(across, up, outcome, _isFavourable);
        }

        bool escapes = isFree && (_ends.Fallen is not null || effects.Any(effect => effect.Jail > 0));
        foreach (WorkChoice choice in choices)
        {
            AddWork(builder, choice, across, up, isFree, rate, rewards, extra, Afterwards.GoOn);
            if (escapes)
            {
                AddWork(builder, choice, across, up, isFree, rate, rewards, extra, Afterwards.Renew);
                AddWork(builder, choice, across, up, isFree, rate, rewards, extra, Afterwards.Leave);
            }
        }
    }

    private void AddWork(
        DecisionProcessBuilder builder, WorkChoice choice, double across, double up, bool isFree, double rate, double[] rewards, double extra, Afterwards afterwards)
    {
        OutcomeEffect[] effects = _isFavourable ? _game.Best : _game.Worst;
        double[] chances = _chances.Of(rate, _isFavourable ? choice.Fewest : choice.Most);
        double worth = ((_isFavourable ? choice.Most : choice.Fewest) * _game.Numbers.Gain) - (_game.Numbers.Jobs * _game.Numbers.Cost) + extra;
        double kept = isFree && _isFavourable ? 1 - _game.BountyShare : 1, discount = _game.Numbers.Discount;
        _outcomes.Clear();
        for (int outcome = 0; outcome < effects.Length; outcome++)
        {
            bool isFallen = _ends.Fallen is not null && _game.Classes[outcome].FewestFaults > 0;
            double chance = chances[outcome];
            worth += chance * (rewards[outcome] - (kept * effects[outcome].Loss));
            if (afterwards is not Afterwards.GoOn && (isFallen || effects[outcome].Jail > 0))
            {
                bool renews = afterwards is Afterwards.Renew;
                worth += chance * discount * (renews ? -_game.Numbers.IdentityPrice : _game.Leaving);
                Spread(_game.Newcomer.Across, _game.Newcomer.Up, renews ? chance : 0);
                _outcomes.Add((End, renews ? 0 : chance));
                continue;
            }

            double after = Math.Pow(discount, effects[outcome].Jail);
            worth += chance * discount * _game.Leaving * (1 - after);
            (double x, double y) = (effects[outcome].Across.Of(across), effects[outcome].Up.Of(up));
            worth += isFallen ? chance * discount * after * _ends.Fallen!(x, y) : 0;
            Spread(x, y, isFallen ? 0 : chance * after);
            _outcomes.Add((End, isFallen ? chance : chance * (1 - after)));
        }

        builder.AddAction(worth, [.. _outcomes]);
    }

    private void Spread(double across, double up, double chance)
    {
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
                _outcomes.Add(((x * _up.Length) + y, weight));
            }
        }
    }

    private static double Part(double[] line, int cell, double value) =>
        line.Length < 2 ? 0 : Math.Clamp((value - line[cell]) / (line[cell + 1] - line[cell]), 0, 1);
}
