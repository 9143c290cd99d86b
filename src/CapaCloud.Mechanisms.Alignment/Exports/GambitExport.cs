using System.Globalization;
using System.Text;
using CapaCloud.Mechanisms.Alignment.NormalForm;

namespace CapaCloud.Mechanisms.Alignment.Exports;

/// <summary>Writes a normal-form game in Gambit's strategic format.</summary>
/// <remarks>
/// No formula. The payoff version of <c>.nfg</c>: profiles with the first player's choice running fastest, payoffs as exact quotients.
/// </remarks>
public static class GambitExport
{
    /// <summary>Returns the game as the text of an <c>.nfg</c> file.</summary>
    /// <param name="game">The game.</param>
    /// <param name="title">Its title.</param>
    /// <returns>The text.</returns>
    public static string Write(NormalFormGame game, string title)
    {
        ArgumentNullException.ThrowIfNull(game);
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"NFG 1 R {Quote(title)} {{ {string.Join(' ', Enumerable.Range(1, game.Players).Select(player => $"\"player {player}\""))} }}\n");
        text.Append(CultureInfo.InvariantCulture, $"{{ {string.Join(' ', game.Choices.Select(list => $"{{ {string.Join(' ', list.Select(Quote))} }}"))} }}\n\n");
        int[] profile = new int[game.Players];
        for (int written = 0; written < game.Profiles; written++)
        {
            for (int player = 0; player < game.Players; player++)
            {
                Fractions.Fraction payoff = game.Payoff(player, profile).Reduce();
                text.Append(CultureInfo.InvariantCulture, $"{payoff.Numerator}{(payoff.Denominator.IsOne ? string.Empty : $"/{payoff.Denominator}")} ");
            }

            int next = 0;
            while (next < profile.Length && ++profile[next] == game.Choices[next].Length)
            {
                profile[next++] = 0;
            }
        }

        return text.Append('\n').ToString();
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
