using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Writes a protocol down as a game, in the order one tells it: who takes part, what is at stake, who may do what.</summary>
/// <remarks>
/// No formula. Not safe to share between threads; the built game is.
/// <code>
/// GameBuilder game = new();
/// GamePlayer buyer = game.Player("buyer");
/// GamePlayer seller = game.Player("seller");
/// StakeExpression price = game.Constant("price");
/// StakeExpression value = game.Constant("value");
/// game.Assume(price &gt; 0, value &gt; price);
/// game.Start(buyer.Chooses(
///     ("pay", seller.Chooses(
///         ("deliver", game.Ends((buyer, value - price), (seller, price))),
///         ("keep", game.Ends((buyer, -price), (seller, price))))),
///     ("leave", game.Ends())));
/// game.Honest("pay", "deliver");
/// </code>
/// </remarks>
public sealed class GameBuilder
{
    private readonly List<GamePlayer> _players = [];
    private readonly List<StakeSymbol> _constants = [];
    private readonly List<StakeSymbol> _infinitesimals = [];
    private readonly List<StakeCondition> _initial = [];
    private readonly Dictionary<GameProperty, List<StakeCondition>> _forProperty = [];
    private readonly List<GameHistory> _histories = [];
    private GameNode? _root;

    /// <summary>Adds a player.</summary>
    /// <param name="name">The player's name.</param>
    /// <returns>The player, to choose and to be paid.</returns>
    public GamePlayer Player(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        GamePlayer player = new(_players.Count, name);
        _players.Add(player);
        return player;
    }

    /// <summary>Adds a constant: a stake of any real size.</summary>
    /// <param name="name">The constant's name.</param>
    /// <returns>The constant as an expression.</returns>
    public StakeExpression Constant(string name) => Declare(name, isInfinitesimal: false, _constants);

    /// <summary>Adds an infinitesimal: a stake that only decides where the constants do not.</summary>
    /// <param name="name">The infinitesimal's name.</param>
    /// <returns>The infinitesimal as an expression.</returns>
    public StakeExpression Infinitesimal(string name) => Declare(name, isInfinitesimal: true, _infinitesimals);

    /// <summary>Assumes conditions, whatever property is asked for.</summary>
    /// <param name="conditions">The conditions.</param>
    /// <returns>This builder.</returns>
    public GameBuilder Assume(params IEnumerable<StakeCondition> conditions)
    {
        _initial.AddRange(conditions);
        return this;
    }

    /// <summary>Assumes conditions when one property is asked for.</summary>
    /// <param name="property">The property.</param>
    /// <param name="conditions">The conditions.</param>
    /// <returns>This builder.</returns>
    public GameBuilder AssumeFor(GameProperty property, params IEnumerable<StakeCondition> conditions)
    {
        if (!_forProperty.TryGetValue(property, out List<StakeCondition>? list))
        {
            _forProperty.Add(property, list = []);
        }

        list.AddRange(conditions);
        return this;
    }

    /// <summary>Returns an ending; a player who is not named gets nothing.</summary>
    /// <param name="utilities">What players get.</param>
    /// <returns>The ending.</returns>
    /// <exception cref="ArgumentException">A player is named twice or belongs to another game.</exception>
    public OutcomeNode Ends(params ReadOnlySpan<(GamePlayer Player, StakeExpression Utility)> utilities)
    {
        StakeExpression?[] values = new StakeExpression?[_players.Count];
        foreach ((GamePlayer player, StakeExpression utility) in utilities)
        {
            if (player.Index >= values.Length || _players[player.Index] != player)
            {
                throw new ArgumentException($"'{player.Name}' is not a player of this game.", nameof(utilities));
            }

            values[player.Index] = values[player.Index] is null
                ? utility
                : throw new ArgumentException($"The ending names player '{player.Name}' twice.", nameof(utilities));
        }

        return new OutcomeNode([.. values.Select(value => value ?? StakeExpression.Zero)]);
    }

    /// <summary>Says where the game starts.</summary>
    /// <param name="root">The first point.</param>
    /// <returns>This builder.</returns>
    public GameBuilder Start(GameNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        _root = root;
        return this;
    }

    /// <summary>Adds a history that honest play yields.</summary>
    /// <param name="actions">The actions from the start to an ending.</param>
    /// <returns>This builder.</returns>
    public GameBuilder Honest(params IEnumerable<string> actions)
    {
        _histories.Add(GameHistory.Of(actions));
        return this;
    }

    /// <summary>Makes the game.</summary>
    /// <returns>The game, well formed.</returns>
    /// <exception cref="InvalidOperationException">The game has no start.</exception>
    /// <exception cref="GameFormatException">The game is not well formed: a history is no path to an ending, a symbol is not declared, and so on.</exception>
    public Game Build()
    {
        GameNode root = _root ?? throw new InvalidOperationException("The game has no start: call Start with its first point.");
        return new Game(new GameDescription
        {
            Players = [.. _players],
            Actions = ActionsOf(root),
            Constants = [.. _constants],
            Infinitesimals = [.. _infinitesimals],
            InitialConstraints = [.. _initial],
            PropertyConstraints = _forProperty.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.ToImmutableArray()),
            HonestHistories = [.. _histories],
            Root = root,
        });
    }

    private static StakeExpression Declare(string name, bool isInfinitesimal, List<StakeSymbol> symbols)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        StakeSymbol symbol = new(name, isInfinitesimal);
        symbols.Add(symbol);
        return symbol;
    }

    private static ImmutableArray<string> ActionsOf(GameNode root)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        List<string> actions = [];
        HashSet<GameNode> visited = new(ReferenceEqualityComparer.Instance);
        Stack<GameNode> open = new([root]);
        while (open.TryPop(out GameNode? node))
        {
            if (node is ChoiceNode choice && visited.Add(node))
            {
                actions.AddRange(choice.Moves.Select(move => move.Action).Where(seen.Add));
                foreach (GameMove move in choice.Moves.Reverse())
                {
                    open.Push(move.Node);
                }
            }
        }

        return [.. actions];
    }
}
