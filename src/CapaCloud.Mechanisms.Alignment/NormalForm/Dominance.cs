using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.NormalForm;

/// <summary>Choices that another choice of the same player beats whatever the others do.</summary>
/// <remarks>
/// <code>
/// a dominates b strictly iff payoff(a, rest) &gt; payoff(b, rest) for every rest; weakly iff &gt;= everywhere and &gt; somewhere
/// </code>
/// By pure choices only. Exact. Iterated elimination of strictly dominated choices does not depend on the order.
/// </remarks>
public static class Dominance
{
    /// <summary>Tells whether a choice dominates another.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">The player.</param>
    /// <param name="better">The number of the choice that might dominate.</param>
    /// <param name="worse">The number of the choice that might be dominated.</param>
    /// <param name="strictly">Whether it must be better everywhere.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool Dominates(NormalFormGame game, int player, int better, int worse, bool strictly = true)
    {
        ArgumentNullException.ThrowIfNull(game);
        return Dominates(game, [.. game.Choices.Select(list => Enumerable.Range(0, list.Length).ToImmutableArray())], player, better, worse, strictly);
    }

    /// <summary>Returns what is left of each player's choices after strictly dominated ones are struck out until none is.</summary>
    /// <param name="game">The game.</param>
    /// <returns>The numbers of the surviving choices of each player, ascending.</returns>
    public static ImmutableArray<ImmutableArray<int>> SurvivingChoices(NormalFormGame game)
    {
        ArgumentNullException.ThrowIfNull(game);
        ImmutableArray<ImmutableArray<int>> left = [.. game.Choices.Select(list => Enumerable.Range(0, list.Length).ToImmutableArray())];
        for (bool changed = true; changed;)
        {
            changed = false;
            for (int player = 0; player < game.Players; player++)
            {
                ImmutableArray<ImmutableArray<int>> now = left;
                ImmutableArray<int> kept =
                    [.. now[player].Where(worse => !now[player].Any(better => better != worse && Dominates(game, now, player, better, worse, strictly: true)))];
                changed |= kept.Length < left[player].Length;
                left = left.SetItem(player, kept);
            }
        }

        return left;
    }

    private static bool Dominates(
        NormalFormGame game, ImmutableArray<ImmutableArray<int>> left, int player, int better, int worse, bool strictly)
    {
        bool somewhere = false;
        foreach (int[] profile in Profiles(left, player))
        {
            profile[player] = better;
            Fraction mine = game.Payoff(player, profile);
            profile[player] = worse;
            int order = mine.CompareTo(game.Payoff(player, profile));
            if (order < 0 || (order == 0 && strictly))
            {
                return false;
            }

            somewhere |= order > 0;
        }

        return somewhere;
    }

    private static IEnumerable<int[]> Profiles(ImmutableArray<ImmutableArray<int>> left, int fixedPlayer)
    {
        int[] position = new int[left.Length];
        int[] profile = new int[left.Length];
        while (true)
        {
            for (int player = 0; player < left.Length; player++)
            {
                profile[player] = left[player][position[player]];
            }

            yield return profile;
            int next = left.Length - 1;
            while (next >= 0 && (next == fixedPlayer || ++position[next] == left[next].Length))
            {
                position[next] = 0;
                next--;
            }

            if (next < 0)
            {
                yield break;
            }
        }
    }
}
