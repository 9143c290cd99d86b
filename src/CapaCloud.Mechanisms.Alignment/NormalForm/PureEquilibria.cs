using Fractions;

namespace CapaCloud.Mechanisms.Alignment.NormalForm;

/// <summary>The profiles from which nobody gains by changing alone.</summary>
/// <remarks>
/// <code>
/// payoff(i, s) &gt;= payoff(i, s with i's choice replaced)   for every player i and every choice
/// </code>
/// Exact; all of them, in the order of the profiles.
/// </remarks>
public static class PureEquilibria
{
    /// <summary>Returns all equilibria in pure choices.</summary>
    /// <param name="game">The game.</param>
    /// <returns>The profiles, each as the number of each player's choice; possibly none.</returns>
    public static IReadOnlyList<IReadOnlyList<int>> Of(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        return [.. Enumerable.Range(0, game.Profiles).Select(game.ProfileAt).Where(profile => IsEquilibrium(game, profile))];
    }

    /// <summary>Tells whether nobody gains by changing alone.</summary>
    /// <param name="game">The game.</param>
    /// <param name="profile">The number of each player's choice.</param>
    /// <returns><see langword="true"/> when the profile is an equilibrium.</returns>
    public static bool IsEquilibrium(NormalFormGame game, IReadOnlyList<int> profile)
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentNullException.ThrowIfNull(profile);
        int[] changed = [.. profile];
        for (int player = 0; player < game.Players; player++)
        {
            Fraction kept = game.Payoff(player, profile);
            for (int choice = 0; choice < game.Choices[player].Length; choice++)
            {
                changed[player] = choice;
                if (game.Payoff(player, changed) > kept)
                {
                    return false;
                }
            }

            changed[player] = profile[player];
        }

        return true;
    }
}
