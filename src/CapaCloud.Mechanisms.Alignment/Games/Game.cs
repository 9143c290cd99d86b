using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A protocol as a game of perfect information: who may do what when, what each ending is worth, and how the honest play.</summary>
/// <remarks>
/// No formula. Utilities are linear in named stakes. Made by <see cref="GameBuilder"/> or read by <see cref="GameJson"/>; asked by
/// <see cref="GameSolver"/>. Always well formed: every symbol declared, every history a path to an ending. Immutable and safe to share between
/// threads.
/// </remarks>
public sealed class Game
{
    internal Game(GameDescription description)
    {
        Players = description.Players;
        Actions = description.Actions;
        Constants = description.Constants;
        Infinitesimals = description.Infinitesimals;
        InitialConstraints = description.InitialConstraints;
        PropertyConstraints = description.PropertyConstraints;
        HonestHistories = description.HonestHistories;
        Root = description.Root;
        Tree = FlatTree.Of(this);
        GameValidation.Check(this);
    }

    /// <summary>Returns who plays.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"a game of {Prose.List(Players)} with {Prose.Count(HonestHistories.Length, "honest history", "honest histories")}";

    /// <summary>Gets the players.</summary>
    public ImmutableArray<GamePlayer> Players { get; }

    /// <summary>Gets the names of the actions that may occur.</summary>
    public ImmutableArray<string> Actions { get; }

    /// <summary>Gets the constants: stakes of any real size.</summary>
    public ImmutableArray<StakeSymbol> Constants { get; }

    /// <summary>Gets the infinitesimals.</summary>
    public ImmutableArray<StakeSymbol> Infinitesimals { get; }

    /// <summary>Gets what is always assumed of the stakes.</summary>
    public ImmutableArray<StakeCondition> InitialConstraints { get; }

    /// <summary>Gets what is assumed besides for one property; a property that is not there has none.</summary>
    public ImmutableDictionary<GameProperty, ImmutableArray<StakeCondition>> PropertyConstraints { get; }

    /// <summary>Gets the histories that honest play yields, each a list of actions from the start to an ending.</summary>
    public ImmutableArray<GameHistory> HonestHistories { get; }

    /// <summary>Gets where the game starts.</summary>
    public GameNode Root { get; }

    /// <summary>Gets how many points the tree has, endings included.</summary>
    public int NodeCount => Tree.Count;

    internal FlatTree Tree { get; }

    /// <summary>Returns what is assumed when a property is asked for: the initial constraints and those of the property.</summary>
    /// <param name="property">The property.</param>
    /// <returns>The conjunction of the constraints.</returns>
    public StakeCondition ConstraintsFor(GameProperty property) =>
        StakeCondition.AllOf([.. InitialConstraints, .. PropertyConstraints.GetValueOrDefault(property, [])]);

    /// <summary>Returns the game with some stakes fixed: those symbols leave the game, their numbers take their place everywhere.</summary>
    /// <param name="replacements">What stands for a symbol; the others stay symbols.</param>
    /// <returns>The game after replacing.</returns>
    public Game Substitute(IReadOnlyDictionary<StakeSymbol, StakeExpression> replacements)
    {
        ArgumentNullException.ThrowIfNull(replacements);
        return new Game(new GameDescription
        {
            Players = Players,
            Actions = Actions,
            Constants = [.. Constants.Where(symbol => !replacements.ContainsKey(symbol))],
            Infinitesimals = [.. Infinitesimals.Where(symbol => !replacements.ContainsKey(symbol))],
            InitialConstraints = [.. InitialConstraints.Select(condition => condition.Substitute(replacements))],
            PropertyConstraints = PropertyConstraints.ToImmutableDictionary(
                pair => pair.Key,
                pair => pair.Value.Select(condition => condition.Substitute(replacements)).ToImmutableArray()),
            HonestHistories = HonestHistories,
            Root = Tree.Rebuild(utility => utility.Substitute(replacements)),
        });
    }

    /// <summary>Returns what each player gets at the end of a history.</summary>
    /// <param name="history">A path to an ending.</param>
    /// <returns>The utilities, in the order of the players.</returns>
    /// <exception cref="GameFormatException">The history is no path to an ending.</exception>
    public ImmutableArray<StakeExpression> UtilitiesAfter(GameHistory history)
    {
        ArgumentNullException.ThrowIfNull(history);
        return Tree.Utilities(Tree.LeafAfter(history, "history"));
    }
}
