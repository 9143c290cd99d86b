using System.Buffers;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Shapley values of any number of players, estimated from seeded random orders, with a stated error.</summary>
/// <remarks>
/// <code>
/// estimate(i) = (1 / m) sum over m random orders of  v(those before i, and i) - v(those before i)
/// P( any estimate off by more than error ) &lt;= 2^-k,   error = range * sqrt( ln(2 n 2^k) / (2 m) )
/// </code>
/// In the unit of the game. The estimates are fractions over m, and add up exactly to the value of all less that of nobody,
/// because each order does. The range is the largest marginal contribution less the smallest; the error is Hoeffding's bound
/// over all n players together, rounded up. The orders follow from the seed alone: anyone can recompute them. m n + m calls of
/// the game. Working space from the shared array pool. Source: Castro, Gomez and Tejada, 2009; Hoeffding, 1963.
/// </remarks>
public static class ShapleySampled
{
    /// <summary>The largest number of orders: 2^31 - 1.</summary>
    public const int MaxSamples = int.MaxValue;

    /// <summary>Estimates each player's value.</summary>
    /// <typeparam name="TGame">The game.</typeparam>
    /// <param name="game">What each coalition achieves.</param>
    /// <param name="samples">How many orders are drawn, at least 1.</param>
    /// <param name="seed">Public, and known only after the game was fixed.</param>
    /// <param name="values">Receives an estimate for each player.</param>
    /// <exception cref="ArgumentException">The game has no player, or not as many as there are values.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="samples"/> is below 1.</exception>
    /// <exception cref="OverflowException">Coalition values are so large that a sum needs more than 127 bits.</exception>
    public static void Compute<TGame>(TGame game, int samples, Digest seed, Span<ShapleyValue> values)
        where TGame : ICoalitionGame
    {
        ArgumentNullException.ThrowIfNull(game);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        int players = game.Players;
        if (players < 1 || values.Length != players)
        {
            throw new ArgumentException(
                $"The game has {Prose.Count(players, "player")} and there is room for {Prose.Count(values.Length, "value")}; expected at least 1 and as many.",
                nameof(values));
        }

        Int128[] sums = ArrayPool<Int128>.Shared.Rent(players);
        int[] order = ArrayPool<int>.Shared.Rent(players);
        ulong[] members = ArrayPool<ulong>.Shared.Rent((players + 63) / 64);
        try
        {
            Walk(game, samples, seed, sums.AsSpan(0, players), order.AsSpan(0, players), members.AsSpan(0, (players + 63) / 64));
            for (int player = 0; player < players; player++)
            {
                values[player] = new ShapleyValue(sums[player], (UInt128)samples);
            }
        }
        finally
        {
            ArrayPool<Int128>.Shared.Return(sums);
            ArrayPool<int>.Shared.Return(order);
            ArrayPool<ulong>.Shared.Return(members);
        }
    }

    /// <summary>
    /// Returns how far an estimate can be from the value, except with a probability of at most 2^-<paramref
    /// name="confidenceBits"/>.
    /// </summary>
    /// <param name="range">The largest marginal contribution of a player less the smallest, in the unit of the game.</param>
    /// <param name="players">How many players; the bound holds for all of them together.</param>
    /// <param name="samples">How many orders are drawn.</param>
    /// <param name="confidenceBits">From 1 to 256; 20 is one in a million.</param>
    /// <returns>
    /// The error in the unit of the game, rounded up: a range of 1, 15 players, 10,000 orders and 20 bits give 1.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Players or samples are below 1, or the confidence is not from 1 to 256 bits.
    /// </exception>
    public static UInt128 ErrorBound(UInt128 range, int players, int samples, int confidenceBits) =>
        MultiplyDivide.Up(range, RelativeErrorBound(players, samples, confidenceBits).Parts, Proportion.PartsPerOne);

    /// <summary>Returns the same bound for a range of one.</summary>
    /// <param name="players">How many players; the bound holds for all of them together.</param>
    /// <param name="samples">How many orders are drawn.</param>
    /// <param name="confidenceBits">From 1 to 256; 20 is one in a million.</param>
    /// <returns>
    /// The error as a multiple of the range, rounded up: 15 players, 10,000 orders and 20 bits give about 0.0294.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// Players or samples are below 1, or the confidence is not from 1 to 256 bits.
    /// </exception>
    public static Ratio RelativeErrorBound(int players, int samples, int confidenceBits)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(players, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(confidenceBits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(confidenceBits, 256);

        // ln(2 n 2^k) <= (1 + ceil(log2 n) + k) ln 2, and ln 2 <= 0.693147181.
        uint bits = (uint)(1 + (32 - int.LeadingZeroCount(players - 1)) + confidenceBits);
        UInt128 squared = MultiplyDivide.Up((UInt128)bits * 693_147_181, (UInt128)1_000_000_000 * Proportion.PartsPerOne, 2 * (UInt128)samples);
        return Ratio.FromParts(RootUp(squared));
    }

    private static void Walk<TGame>(
        TGame game, int samples, Digest seed, Span<Int128> sums, Span<int> order, Span<ulong> members)
        where TGame : ICoalitionGame
    {
        sums.Clear();
        members.Clear();
        for (int player = 0; player < order.Length; player++)
        {
            order[player] = player;
        }

        Int128 nobody = game.Value(new Coalition(members));
        for (int sample = 0; sample < samples; sample++)
        {
            SeededOrder.Shuffle(seed, (ulong)sample, order);
            members.Clear();
            Int128 before = nobody;
            foreach (int player in order)
            {
                members[player / 64] |= 1UL << (player % 64);
                Int128 after = game.Value(new Coalition(members));
                sums[player] += after - before;
                before = after;
            }
        }
    }

    private static UInt128 RootUp(UInt128 value)
    {
        UInt128 root = SquareRoot.Floor(value);
        return root * root == value ? root : root + UInt128.One;
    }
}
