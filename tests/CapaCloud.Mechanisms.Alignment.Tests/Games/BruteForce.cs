using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Alignment.Tests.Games;

/// <summary>
/// The definitions, word for word, by going through every strategy at fixed stakes. Shares nothing with the solver but the tree.
/// </summary>
internal sealed class BruteForce
{
    private readonly Game _game;
    private readonly Valuation _valuation;
    private readonly List<ChoiceNode> _choices = [];
    private readonly Dictionary<GameNode, GameMove> _honest = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<GameNode, StakeValue[]> _values = new(ReferenceEqualityComparer.Instance);
    private readonly StakeValue[] _honestValues;

    public BruteForce(Game game, GameHistory history, Valuation valuation)
    {
        _game = game;
        _valuation = valuation;
        Collect(game.Root);
        GameNode node = game.Root;
        foreach (string action in history.Actions)
        {
            GameMove move = ((ChoiceNode)node).Moves.Single(candidate => candidate.Action == action);
            _honest.Add(node, move);
            node = move.Node;
        }

        _honestValues = _values[node];
    }

    public long StrategyCount => _choices.Where(node => !_honest.ContainsKey(node)).Aggregate(1L, (product, node) => product * node.Moves.Length);

    /// <summary>Goes through every strategy that yields the history.</summary>
    public IEnumerable<Dictionary<GameNode, GameMove>> Strategies()
    {
        List<ChoiceNode> free = [.. _choices.Where(node => !_honest.ContainsKey(node))];
        int[] picked = new int[free.Count];
        while (true)
        {
            Dictionary<GameNode, GameMove> strategy = new(_honest, ReferenceEqualityComparer.Instance);
            for (int i = 0; i < free.Count; i++)
            {
                strategy.Add(free[i], free[i].Moves[picked[i]]);
            }

            yield return strategy;
            int position = 0;
            while (position < free.Count && ++picked[position] == free[position].Moves.Length)
            {
                picked[position++] = 0;
            }

            if (position == free.Count)
            {
                yield break;
            }
        }
    }

    public bool Exists(Func<Dictionary<GameNode, GameMove>, bool> has) => Strategies().Any(has);

    public bool Has(GameProperty property, Dictionary<GameNode, GameMove> strategy) => property switch
    {
        GameProperty.WeakImmunity => IsImmune(strategy, ignoresInfinitesimals: false),
        GameProperty.WeakerImmunity => IsImmune(strategy, ignoresInfinitesimals: true),
        GameProperty.CollusionResilience => IsResilient(strategy, _game.Players.Length - 1),
        _ => IsPractical(strategy),
    };

    public bool IsImmune(Dictionary<GameNode, GameMove> strategy, bool ignoresInfinitesimals) =>
        _game.Players.All(player => Reachable(_game.Root, strategy, 1 << player.Index, follows: true)
            .All(end => (ignoresInfinitesimals ? end[player.Index].Real.Sign : end[player.Index].Sign) >= 0));

    public bool IsResilient(Dictionary<GameNode, GameMove> strategy, int largestGroup)
    {
        for (int group = 1; group < 1 << _game.Players.Length; group++)
        {
            if (int.PopCount(group) <= largestGroup
                && Reachable(_game.Root, strategy, group, follows: false).Any(end => Sum(end, group) > Sum(_honestValues, group)))
            {
                return false;
            }
        }

        return true;
    }

    public bool IsPractical(Dictionary<GameNode, GameMove> strategy) => _choices.TrueForAll(node =>
        _game.Players.All(player =>
        {
            StakeValue obeyed = Follow(node, strategy)[player.Index];
            return Reachable(node, strategy, 1 << player.Index, follows: false).All(end => end[player.Index] <= obeyed);
        }));

    /// <summary>A wrong definition, to be told apart: each group may be met by a strategy of its own.</summary>
    public bool IsResilientGroupByGroup()
    {
        for (int group = 1; group < (1 << _game.Players.Length) - 1; group++)
        {
            int current = group;
            if (!Exists(strategy => Reachable(_game.Root, strategy, current, follows: false).All(end => Sum(end, current) <= Sum(_honestValues, current))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A wrong definition, to be told apart: nobody gains by leaving the history, but threats off it need not be credible.</summary>
    public bool IsPracticalOnHistory(Dictionary<GameNode, GameMove> strategy) => _game.Players.All(player =>
        Reachable(_game.Root, strategy, 1 << player.Index, follows: false).All(end => end[player.Index] <= _honestValues[player.Index]));

    /// <summary>Tells whether the strategy lets a deviation happen: everyone else on its line plays as the strategy says.</summary>
    public bool Allows(Dictionary<GameNode, GameMove> strategy, GameDeviation deviation)
    {
        GameNode node = _game.Root;
        foreach (string action in deviation.Line.Actions)
        {
            ChoiceNode choice = (ChoiceNode)node;
            if (!deviation.Deviators.Contains(choice.Player) && strategy[choice].Action != action)
            {
                return false;
            }

            node = choice.Moves.Single(move => move.Action == action).Node;
        }

        return true;
    }

    /// <summary>Returns the endings some players may bring about against a strategy, or that may come about if only they follow it.</summary>
    private IEnumerable<StakeValue[]> Reachable(GameNode node, Dictionary<GameNode, GameMove> strategy, int players, bool follows)
    {
        if (node is not ChoiceNode choice)
        {
            return [_values[node]];
        }

        bool isBound = ((players & (1 << choice.Player.Index)) != 0) == follows;
        return isBound
            ? Reachable(strategy[node].Node, strategy, players, follows)
            : choice.Moves.SelectMany(move => Reachable(move.Node, strategy, players, follows));
    }

    private StakeValue[] Follow(GameNode node, Dictionary<GameNode, GameMove> strategy)
    {
        while (node is ChoiceNode)
        {
            node = strategy[node].Node;
        }

        return _values[node];
    }

    private static StakeValue Sum(StakeValue[] values, int group)
    {
        StakeValue sum = default;
        for (int player = 0; player < values.Length; player++)
        {
            sum = (group & (1 << player)) != 0 ? sum + values[player] : sum;
        }

        return sum;
    }

    private void Collect(GameNode node)
    {
        if (node is ChoiceNode choice)
        {
            _choices.Add(choice);
            foreach (GameMove move in choice.Moves)
            {
                Collect(move.Node);
            }
        }
        else
        {
            _values.Add(node, [.. ((OutcomeNode)node).Utilities.Select(utility => utility.Evaluate(_valuation))]);
        }
    }
}
