namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What every player does at every point of a game.</summary>
/// <remarks>No formula. Immutable and safe to share between threads.</remarks>
public sealed class GameStrategy
{
    private readonly Game _game;
    private readonly int[] _choices;

    internal GameStrategy(Game game, int[] choices)
    {
        _game = game;
        _choices = choices;
    }

    /// <summary>Gets every point at which a player chooses, in the order of the tree, and the action taken there.</summary>
    public IEnumerable<StrategyChoice> Choices
    {
        get
        {
            FlatTree tree = _game.Tree;
            for (int node = 0; node < tree.Count; node++)
            {
                if (!tree.IsLeaf(node))
                {
                    yield return new StrategyChoice(_game, node, _choices[node]);
                }
            }
        }
    }

    /// <summary>Returns the first choices.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Prose.List([.. Choices]);

    internal ReadOnlySpan<int> ChildByNode => _choices;

    /// <summary>Returns the action taken after a history.</summary>
    /// <param name="history">A path to a point at which a player chooses.</param>
    /// <returns>The action.</returns>
    /// <exception cref="ArgumentException">The history leads to no point at which a player chooses.</exception>
    public string ActionAfter(GameHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        int node = 0;
        foreach (string action in history.Actions)
        {
            node = node < 0 || _game.Tree.IsLeaf(node) ? -1 : _game.Tree.ChildAfter(node, action);
        }

        return node < 0 || _game.Tree.IsLeaf(node)
            ? throw new ArgumentException($"After {history} no player is to choose.", nameof(history))
            : _game.Tree.ActionTo(_choices[node]);
    }
}

/// <summary>One choice of a strategy.</summary>
/// <remarks>
/// No formula. Immutable. The history is written out when it is asked for, so that a long line does not hold a history for each of its moves.
/// <c>default</c> stands for no choice and must not be asked.
/// </remarks>
public readonly struct StrategyChoice
{
    private readonly Game _game;
    private readonly int _node;
    private readonly int _child;

    internal StrategyChoice(Game game, int node, int child)
    {
        _game = game;
        _node = node;
        _child = child;
    }

    /// <summary>Gets the history after which it is taken.</summary>
    public GameHistory After => _game.Tree.HistoryOf(_node);

    /// <summary>Gets who takes it.</summary>
    public GamePlayer Player => _game.Players[_game.Tree.Player(_node)];

    /// <summary>Gets the action.</summary>
    public string Action => _game.Tree.ActionTo(_child);

    /// <summary>Returns who does what after what.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => _game is null ? "no choice" : $"after {After} {Player} does {Action}";
}
