using System.Collections.Immutable;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.NormalForm;

/// <summary>All extreme equilibria of a game of two players, pure and mixed.</summary>
/// <remarks>
/// By enumeration of the vertices of both best-response polytopes:
/// <code>
/// P = { x &gt;= 0 : B'x &lt;= 1 },  Q = { y &gt;= 0 : A y &lt;= 1 }   payoffs shifted to be positive
/// (x, y) is an equilibrium iff every choice is unplayed in its own polytope or a best reply in the other
/// </code>
/// Exact. Every equilibrium of the game is a mixture of these. The work grows with <c>C(m+n, m)</c>: meant for games of up to about
/// eight choices a player. Source: von Stengel in "Algorithmic Game Theory" (2007), chapter 3.
/// </remarks>
public static class MixedEquilibria
{
    private const int MostChoices = 16;

    /// <summary>Returns all extreme equilibria.</summary>
    /// <param name="game">A game of two players, of at most 16 choices together.</param>
    /// <param name="cancellation">Stops the enumeration.</param>
    /// <returns>The equilibria, without repetition.</returns>
    /// <exception cref="ArgumentException">The game has not two players, or too many choices.</exception>
    public static IReadOnlyList<MixedEquilibrium> Of(NormalFormGame game, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(game);
        if (game.Players != 2)
        {
            throw new ArgumentException($"The game has {Prose.Count(game.Players, "player")}; mixed equilibria are enumerated for two.", nameof(game));
        }

        (int rows, int columns) = (game.Choices[0].Length, game.Choices[1].Length);
        if (rows + columns > MostChoices)
        {
            throw new ArgumentException($"The game has {rows + columns} choices; at most {MostChoices} are enumerated.", nameof(game));
        }

        Fraction lift = Lift(game);
        List<Vertex> rowVertices = Vertices(rows, columns, (own, other) => game.Payoff(1, [own, other]) + lift, ownFirst: true, cancellation);
        List<Vertex> columnVertices = Vertices(columns, rows, (own, other) => game.Payoff(0, [other, own]) + lift, ownFirst: false, cancellation);
        int every = (1 << (rows + columns)) - 1;
        return
        [
            .. from row in rowVertices
               from column in columnVertices
               where (row.Labels | column.Labels) == every && !row.IsOrigin && !column.IsOrigin
               select new MixedEquilibrium(Normalise(row.Point), Normalise(column.Point)),
        ];
    }

    private static Fraction Lift(NormalFormGame game)
    {
        Fraction least = Fraction.Zero;
        for (int profile = 0; profile < game.Profiles; profile++)
        {
            for (int player = 0; player < 2; player++)
            {
                Fraction payoff = game.Payoff(player, game.ProfileAt(profile));
                least = payoff < least ? payoff : least;
            }
        }

        return Fraction.One - least;
    }

    /// <summary>Every choice of as many tight constraints as there are dimensions, solved; kept when it breaks no other.</summary>
    private static List<Vertex> Vertices(int own, int other, Func<int, int, Fraction> payoff, bool ownFirst, CancellationToken cancellation)
    {
        Dictionary<string, Vertex> found = [];
        for (int mask = 0; mask < 1 << (own + other); mask++)
        {
            if (int.PopCount(mask) != own)
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            if (Solve(own, other, mask, payoff) is not { } point || Labels(point, other, payoff, ownFirst) is not { } labels)
            {
                continue;
            }

            found.TryAdd(string.Join(' ', point), new Vertex(point, labels));
        }

        return [.. found.Values];
    }

    private static int? Labels(ImmutableArray<Fraction> point, int other, Func<int, int, Fraction> payoff, bool ownFirst)
    {
        int labels = 0;
        for (int choice = 0; choice < point.Length; choice++)
        {
            if (point[choice].IsNegative)
            {
                return null;
            }

            labels |= point[choice].IsZero ? 1 << (ownFirst ? choice : other + choice) : 0;
        }

        for (int reply = 0; reply < other; reply++)
        {
            Fraction value = Fraction.Zero;
            for (int choice = 0; choice < point.Length; choice++)
            {
                value += point[choice] * payoff(choice, reply);
            }

            if (value > Fraction.One)
            {
                return null;
            }

            labels |= value == Fraction.One ? 1 << (ownFirst ? point.Length + reply : reply) : 0;
        }

        return labels;
    }

    private static ImmutableArray<Fraction>? Solve(int own, int other, int mask, Func<int, int, Fraction> payoff)
    {
        Fraction[,] system = new Fraction[own, own + 1];
        int row = 0;
        for (int constraint = 0; constraint < own + other; constraint++)
        {
            if ((mask & (1 << constraint)) == 0)
            {
                continue;
            }

            for (int column = 0; column < own; column++)
            {
                system[row, column] = constraint < own
                    ? constraint == column ? Fraction.One : Fraction.Zero
                    : payoff(column, constraint - own);
            }

            system[row, own] = constraint < own ? Fraction.Zero : Fraction.One;
            row++;
        }

        return LinearSystem.Solve(system);
    }

    private static ImmutableArray<Fraction> Normalise(ImmutableArray<Fraction> point)
    {
        Fraction sum = point.Aggregate(Fraction.Zero, (left, right) => left + right);
        return [.. point.Select(part => part / sum)];
    }

    private sealed record Vertex(ImmutableArray<Fraction> Point, int Labels)
    {
        public bool IsOrigin => Point.All(part => part.IsZero);
    }
}
