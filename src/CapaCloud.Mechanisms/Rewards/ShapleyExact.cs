using System.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>The fair share of each member of a coalition: Shapley values of up to 20 players, exactly.</summary>
/// <remarks>
/// <code>
/// value(i) = sum over coalitions S without i of  |S|! (n - |S| - 1)! / n! * ( v(S and i) - v(S) )
/// |S|! (n - |S| - 1)! / n! = (L / (n C(n - 1, |S|))) / L,   L = lcm(1, ..., n)
/// </code>
/// In the unit of the game. No rounding: everything is a whole number over L, which has 28 bits for 20 players. Asks the game
/// once for each of the 2^n coalitions (a million for 20 players) and keeps only n^2 sums. Coalition values of up to 2^96 in
/// magnitude never overflow. No allocation. Source: Shapley, A Value for n-Person Games, 1953.
/// </remarks>
public static class ShapleyExact
{
    /// <summary>The largest number of players: 20.</summary>
    public const int MaxPlayers = 20;

    /// <summary>Computes each player's value; they add up to the value of all less that of nobody.</summary>
    /// <typeparam name="TGame">The game.</typeparam>
    /// <param name="game">What each coalition achieves.</param>
    /// <param name="values">Receives a value for each player.</param>
    /// <exception cref="ArgumentException">
    /// The game has fewer than 1 or more than 20 players, or not as many as there are values.
    /// </exception>
    /// <exception cref="OverflowException">Coalition values are so large that a sum needs more than 127 bits.</exception>
    public static void Compute<TGame>(TGame game, Span<ShapleyValue> values)
        where TGame : ICoalitionGame
    {
        ArgumentNullException.ThrowIfNull(game);
        int players = game.Players;
        if (players is < 1 or > MaxPlayers)
        {
            throw new ArgumentException($"The game has {Prose.Count(players, "player")}; expected 1 to {MaxPlayers}. Sample larger games.", nameof(game));
        }

        if (values.Length != players)
        {
            throw new ArgumentException($"There {Prose.Are(players, "player")} and room for {Prose.Count(values.Length, "value")}; expected as many.", nameof(values));
        }

        // with[i, s]: the sum of the values of the coalitions of s players that have i; all[s]: of those of s players.
        Span<Int128> with = stackalloc Int128[players * (players + 1)];
        Span<Int128> all = stackalloc Int128[players + 1];
        with.Clear();
        all.Clear();
        AddUp(game, players, with, all);
        ulong scale = LeastCommonMultiple(players);
        for (int player = 0; player < players; player++)
        {
            Int128 numerator = Int128.Zero;
            ulong choose = 1;
            for (int size = 0; size < players; size++)
            {
                Int128 without = all[size] - with[(player * (players + 1)) + size];
                Int128 joined = with[(player * (players + 1)) + size + 1];
                numerator += (Int128)(scale / ((ulong)players * choose)) * (joined - without);
                choose = choose * (ulong)(players - 1 - size) / (ulong)(size + 1);
            }

            values[player] = new ShapleyValue(numerator, scale);
        }
    }

    private static void AddUp<TGame>(TGame game, int players, Span<Int128> with, Span<Int128> all)
        where TGame : ICoalitionGame
    {
        Span<ulong> word = stackalloc ulong[1];
        for (ulong coalition = 0; coalition < 1UL << players; coalition++)
        {
            word[0] = coalition;
            Int128 value = game.Value(new Coalition(word));
            int size = BitOperations.PopCount(coalition);
            all[size] += value;
            for (ulong members = coalition; members != 0; members &= members - 1)
            {
                with[(BitOperations.TrailingZeroCount(members) * (players + 1)) + size] += value;
            }
        }
    }

    /// <summary>lcm(1, ..., n), which every n C(n - 1, s) divides.</summary>
    private static ulong LeastCommonMultiple(int players)
    {
        ulong multiple = 1;
        for (ulong number = 2; number <= (ulong)players; number++)
        {
            ulong left = multiple, right = number;
            while (right != 0)
            {
                (left, right) = (right, left % right);
            }

            multiple *= number / left;
        }

        return multiple;
    }
}
