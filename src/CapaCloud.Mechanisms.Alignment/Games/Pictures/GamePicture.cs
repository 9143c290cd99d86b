namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Draws the tree of a game, with the honest history and the line that breaks a property marked.</summary>
/// <remarks>
/// No formula. The picture depends on the game and the answer alone, so the same text comes out everywhere. Trees of more than a few hundred
/// points can be drawn but hardly be read.
/// </remarks>
public static class GamePicture
{
    /// <summary>Draws the tree as a Mermaid flowchart: honest moves are thick and green, the violating line is thick and red.</summary>
    /// <param name="game">The game.</param>
    /// <param name="answer">The answer whose history and violating line are marked; <see langword="null"/> marks the first honest history.</param>
    /// <returns>The diagram's text.</returns>
    public static string ToMermaid(Game game, GameAnswer? answer = null)
    {
        ArgumentNullException.ThrowIfNull(game);
        return MermaidTree.Draw(game, MarkedTree.Of(game, answer));
    }

    /// <summary>Draws the tree as an SVG image that opens without a network: honest moves are green, the violating line is red.</summary>
    /// <param name="game">The game.</param>
    /// <param name="answer">The answer whose history and violating line are marked; <see langword="null"/> marks the first honest history.</param>
    /// <returns>The image's text.</returns>
    public static string ToSvg(Game game, GameAnswer? answer = null)
    {
        ArgumentNullException.ThrowIfNull(game);
        return SvgTree.Draw(game, MarkedTree.Of(game, answer));
    }
}
