using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Reads and writes games in CheckMate's JSON.</summary>
/// <remarks>
/// No formula. The format is that of apre-group/checkmate: <c>players</c>, <c>actions</c>, <c>infinitesimals</c>, <c>constants</c>,
/// <c>initial_constraints</c>, <c>property_constraints</c>, <c>honest_histories</c>, <c>tree</c>. Deep trees are read and written without
/// recursion. A key the format does not have is refused rather than ignored, since it might change what the game means.
/// </remarks>
public static class GameJson
{
    /// <summary>Reads a game.</summary>
    /// <param name="json">The text of the file.</param>
    /// <returns>The game, well formed.</returns>
    /// <exception cref="GameFormatException">The text is not JSON or not a well-formed game; says where, as a JSON path, and why.</exception>
    public static Game Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Read(Encoding.UTF8.GetBytes(json));
    }

    /// <summary>Reads a game.</summary>
    /// <param name="utf8Json">The bytes of the file.</param>
    /// <returns>The game, well formed.</returns>
    /// <exception cref="GameFormatException">The text is not JSON or not a well-formed game; says where, as a JSON path, and why.</exception>
    public static Game Read(ReadOnlySpan<byte> utf8Json)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (utf8Json.StartsWith(mark))
        {
            utf8Json = utf8Json[mark.Length..];
        }

        try
        {
            return new GameJsonReader(utf8Json).Read();
        }
        catch (JsonException exception)
        {
            throw new GameFormatException($"$: the text is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a game.</summary>
    /// <param name="game">The game.</param>
    /// <param name="indented"><see langword="true"/> for a line for each part, <see langword="false"/> for one line.</param>
    /// <returns>The text of the file; reading it gives the same game.</returns>
    public static string Write(Game game, bool indented = true)
    {
        ArgumentNullException.ThrowIfNull(game);
        return GameJsonWriter.Write(game, indented);
    }
}
