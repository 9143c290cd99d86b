using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.NormalForm;

/// <summary>A game in which everyone chooses once, at the same time, from a short list.</summary>
/// <remarks>
/// <code>
/// payoff(player, profile), profile = one choice for each player
/// </code>
/// Payoffs are exact rationals, in base units where they are money. Profiles are numbered with the last player's choice running fastest.
/// Immutable. Meant for the small games of verification: at most 1,000,000 profiles.
/// </remarks>
public sealed class NormalFormGame
{
    private const int MostProfiles = 1_000_000;

    private readonly ImmutableArray<ImmutableArray<Fraction>> _payoffs;

    private NormalFormGame(ImmutableArray<ImmutableArray<string>> choices, ImmutableArray<ImmutableArray<Fraction>> payoffs)
    {
        Choices = choices;
        _payoffs = payoffs;
    }

    /// <summary>Gets the names of each player's choices.</summary>
    public ImmutableArray<ImmutableArray<string>> Choices { get; }

    /// <summary>Gets how many players there are.</summary>
    public int Players => Choices.Length;

    /// <summary>Gets how many profiles there are.</summary>
    public int Profiles => _payoffs[0].Length;

    /// <summary>Returns a game of two players from their payoff matrices.</summary>
    /// <param name="rowPlayer">The payoffs of the player who chooses the row.</param>
    /// <param name="columnPlayer">The payoffs of the player who chooses the column, of the same shape.</param>
    /// <param name="rows">The names of the rows, or none.</param>
    /// <param name="columns">The names of the columns, or none.</param>
    /// <returns>The game.</returns>
    /// <exception cref="ArgumentException">The shapes differ or are empty.</exception>
    public static NormalFormGame OfTwo(
        Fraction[,] rowPlayer, Fraction[,] columnPlayer, IReadOnlyList<string>? rows = null, IReadOnlyList<string>? columns = null)
    {
        ArgumentNullException.ThrowIfNull(rowPlayer);
        ArgumentNullException.ThrowIfNull(columnPlayer);
        (int height, int width) = (rowPlayer.GetLength(0), rowPlayer.GetLength(1));
        if (columnPlayer.GetLength(0) != height || columnPlayer.GetLength(1) != width)
        {
            throw new ArgumentException(
                $"The payoffs of the column player are {columnPlayer.GetLength(0)} by {columnPlayer.GetLength(1)}, those of the row player {height} by {width}.",
                nameof(columnPlayer));
        }

        return Create(
            [Names(rows, height, "row"), Names(columns, width, "column")],
            profile => [rowPlayer[profile[0], profile[1]], columnPlayer[profile[0], profile[1]]]);
    }

    /// <summary>Returns a game from the names of the choices and a payoff rule.</summary>
    /// <param name="choices">The names of each player's choices; at least one player, each with at least one choice.</param>
    /// <param name="payoffs">Returns one payoff for each player, given the number of each player's choice.</param>
    /// <returns>The game.</returns>
    /// <exception cref="ArgumentException">There is no player, no choice, too many profiles, or a wrong number of payoffs.</exception>
    public static NormalFormGame Create(IReadOnlyList<IReadOnlyList<string>> choices, Func<IReadOnlyList<int>, IReadOnlyList<Fraction>> payoffs)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(payoffs);
        if (choices.Count == 0 || choices.Any(list => list.Count == 0))
        {
            throw new ArgumentException("A game needs at least one player, and every player at least one choice.", nameof(choices));
        }

        long profiles = choices.Aggregate(1L, (product, list) => Math.Min(product * list.Count, (long)MostProfiles + 1));
        if (profiles > MostProfiles)
        {
            throw new ArgumentException($"The game has more than {MostProfiles} profiles.", nameof(choices));
        }

        ImmutableArray<ImmutableArray<string>> names = [.. choices.Select(list => list.ToImmutableArray())];
        Fraction[][] table = [.. choices.Select(_ => new Fraction[profiles])];
        for (int profile = 0; profile < profiles; profile++)
        {
            IReadOnlyList<Fraction> row = payoffs(Unpack(profile, names));
            if (row.Count != names.Length)
            {
                throw new ArgumentException($"Profile {profile} has {row.Count} payoffs for {Prose.Count(names.Length, "player")}.", nameof(payoffs));
            }

            for (int player = 0; player < names.Length; player++)
            {
                table[player][profile] = row[player];
            }
        }

        return new NormalFormGame(names, [.. table.Select(ImmutableArray.Create)]);
    }

    /// <summary>Returns a payoff.</summary>
    /// <param name="player">The number of the player.</param>
    /// <param name="profile">The number of each player's choice.</param>
    /// <returns>The payoff.</returns>
    public Fraction Payoff(int player, IReadOnlyList<int> profile) => _payoffs[player][Pack(profile)];

    /// <summary>Returns the number of each player's choice in a numbered profile.</summary>
    /// <param name="profile">The number of the profile.</param>
    /// <returns>The choices.</returns>
    public IReadOnlyList<int> ProfileAt(int profile) => Unpack(profile, Choices);

    private static int[] Unpack(int profile, ImmutableArray<ImmutableArray<string>> choices)
    {
        int[] chosen = new int[choices.Length];
        for (int player = choices.Length - 1; player >= 0; player--)
        {
            (profile, chosen[player]) = Math.DivRem(profile, choices[player].Length);
        }

        return chosen;
    }

    private static IReadOnlyList<string> Names(IReadOnlyList<string>? given, int count, string kind) =>
        given is null ? [.. Enumerable.Range(0, count).Select(number => $"{kind} {number}")]
        : given.Count == count ? given
        : throw new ArgumentException($"{Prose.Count(given.Count, "name")} for {Prose.Count(count, kind)}.", nameof(given));

    private int Pack(IReadOnlyList<int> profile)
    {
        int packed = 0;
        for (int player = 0; player < Players; player++)
        {
            packed = (packed * Choices[player].Length) + profile[player];
        }

        return packed;
    }
}
