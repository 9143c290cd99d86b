using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>A player of a game.</summary>
/// <remarks>No formula. Immutable.</remarks>
/// <param name="Index">The position among the game's players, from 0.</param>
/// <param name="Name">The name, such as <c>asserter</c>.</param>
public sealed record GamePlayer(int Index, string Name)
{
    /// <summary>Returns a point at which this player chooses.</summary>
    /// <param name="moves">What there is to choose from: actions and where they lead, at least one, each action once.</param>
    /// <returns>The point.</returns>
    /// <exception cref="GameFormatException">There is no move, or two have the same action.</exception>
    public ChoiceNode Chooses(params ReadOnlySpan<(string Action, GameNode Node)> moves)
    {
        ImmutableArray<GameMove>.Builder list = ImmutableArray.CreateBuilder<GameMove>(moves.Length);
        foreach ((string action, GameNode node) in moves)
        {
            list.Add(new GameMove(action, node));
        }

        return new ChoiceNode(this, list.MoveToImmutable());
    }

    /// <summary>Returns the name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Name;
}
