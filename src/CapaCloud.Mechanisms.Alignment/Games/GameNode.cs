using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A point of a game tree: a player chooses, or the game is over.</summary>
/// <remarks>No formula. Immutable; a node may stand at several places of a tree.</remarks>
public abstract class GameNode
{
    private protected GameNode()
    {
    }

    /// <summary>Returns what happens here.</summary>
    /// <returns>The text.</returns>
    public abstract override string ToString();
}

/// <summary>A point at which a player, who knows every move so far, chooses the next move.</summary>
/// <remarks>No formula. Immutable.</remarks>
public sealed class ChoiceNode : GameNode
{
    /// <summary>Initializes a new instance of the <see cref="ChoiceNode"/> class.</summary>
    /// <param name="player">Who chooses.</param>
    /// <param name="moves">What there is to choose from: at least one move, each action once.</param>
    /// <exception cref="GameFormatException">There is no move, or two have the same action.</exception>
    public ChoiceNode(GamePlayer player, ImmutableArray<GameMove> moves)
    {
        ArgumentNullException.ThrowIfNull(player);
        Player = player;
        Moves = moves;
        if (moves.IsDefaultOrEmpty)
        {
            throw new GameFormatException("$.tree", $"a choice of player '{player.Name}' has no children: a point with nothing to choose is no choice");
        }

        if (moves.Length < 16)
        {
            for (int i = 1; i < moves.Length; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    RequireDifferent(moves[i], moves[j]);
                }
            }
        }
        else
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (GameMove move in moves.Where(move => !seen.Add(move.Action)))
            {
                RequireDifferent(move, move);
            }
        }
    }

    /// <summary>Gets who chooses.</summary>
    public GamePlayer Player { get; }

    /// <summary>Gets what there is to choose from.</summary>
    public ImmutableArray<GameMove> Moves { get; }

    /// <summary>Returns who chooses from what.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Player} chooses from {Prose.List([.. Moves.Select(static move => move.Action)])}";

    private static void RequireDifferent(GameMove move, GameMove other)
    {
        if (string.Equals(move.Action, other.Action, StringComparison.Ordinal))
        {
            throw new GameFormatException("$.tree", $"the action '{move.Action}' stands twice at one point");
        }
    }
}

/// <summary>An end of the game: what each player gets.</summary>
/// <remarks>No formula. Immutable.</remarks>
public sealed class OutcomeNode : GameNode
{
    /// <summary>Initializes a new instance of the <see cref="OutcomeNode"/> class.</summary>
    /// <param name="utilities">What each player gets, in the order of the game's players.</param>
    public OutcomeNode(ImmutableArray<StakeExpression> utilities) => Utilities = utilities;

    /// <summary>Gets what each player gets, in the order of the game's players.</summary>
    public ImmutableArray<StakeExpression> Utilities { get; }

    /// <summary>Returns what each player gets.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Prose.List(Utilities);
}

/// <summary>A move: an action and where it leads.</summary>
/// <remarks>No formula. Immutable.</remarks>
/// <param name="Action">The action, such as <c>challenge</c>.</param>
/// <param name="Node">Where it leads.</param>
public readonly record struct GameMove(string Action, GameNode Node);
