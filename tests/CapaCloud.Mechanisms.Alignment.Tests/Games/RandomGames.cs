using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Alignment.Tests.Games;

/// <summary>Small random games; the same seed gives the same game.</summary>
internal static class RandomGames
{
    public static Game Concrete(int seed)
    {
        Random random = new(seed);
        GameBuilder game = new();
        GamePlayer[] players = Players(game, random);
        StakeExpression nudge = game.Infinitesimal("nudge");
        game.Assume(nudge > 0);
        GameNode root = Tree(random, players, game, 3, () => random.Next(-2, 4) + (random.Next(3) == 0 ? nudge * random.Next(-1, 2) : StakeExpression.Zero));
        return Finish(game, root, random);
    }

    public static Game Symbolic(int seed)
    {
        Random random = new(seed);
        GameBuilder game = new();
        GamePlayer[] players = Players(game, random);
        StakeExpression[] constants = [game.Constant("a"), game.Constant("b"), game.Constant("c")];
        StakeExpression nudge = game.Infinitesimal("nudge");
        game.Assume(nudge > 0);
        StakeExpression Pick() => constants[random.Next(constants.Length)];
        for (int i = random.Next(3); i > 0; i--)
        {
            game.Assume(random.Next(4) switch
            {
                0 => Pick() > 0,
                1 => Pick() >= Pick() * Rational.FromQuotient(random.Next(1, 4), 2),
                2 => (Pick() > Pick()) | (Pick() > random.Next(3)),
                _ => Pick().DiffersFrom(random.Next(2)),
            });
        }

        if (random.Next(3) == 0)
        {
            game.AssumeFor(GameProperty.Practicality, Pick() >= 0);
        }

        GameNode root = Tree(random, players, game, 3, () => random.Next(5) switch
        {
            0 => random.Next(-1, 3),
            1 => Pick(),
            2 => Pick() - random.Next(3),
            3 => Pick() - Pick() + (nudge * random.Next(-1, 2)),
            _ => (Pick() * Rational.FromQuotient(random.Next(-3, 4), 2)) + (nudge * random.Next(-1, 2)),
        });
        return Finish(game, root, random);
    }

    /// <summary>Returns random stakes that satisfy the constraints, whole and half numbers, so that ties are common.</summary>
    public static IEnumerable<Valuation> AdmissiblePoints(Game game, GameProperty property, Random random, int count)
    {
        StakeCondition constraints = game.ConstraintsFor(property);
        for (int attempt = 0; attempt < 200 && count > 0; attempt++)
        {
            Valuation point = new(game.Constants.Concat(game.Infinitesimals).Select(symbol =>
                KeyValuePair.Create(symbol, Rational.FromQuotient(random.Next(-6, 7), random.Next(1, 3)))));
            if (constraints.Holds(point))
            {
                count--;
                yield return point;
            }
        }
    }

    private static GamePlayer[] Players(GameBuilder game, Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(index => game.Player($"P{index}"))];

    private static GameNode Tree(Random random, GamePlayer[] players, GameBuilder game, int depth, Func<StakeExpression> utility)
    {
        if (depth == 0 || (depth < 3 && random.Next(3) == 0))
        {
            return game.Ends([.. players.Select(player => (player, utility()))]);
        }

        GamePlayer chooser = players[random.Next(players.Length)];
        int width = random.Next(10) == 0 ? 3 : random.Next(1, 3);
        return chooser.Chooses([.. Enumerable.Range(0, width).Select(index => ($"m{index}", Tree(random, players, game, depth - 1, utility)))]);
    }

    private static Game Finish(GameBuilder game, GameNode root, Random random)
    {
        List<string> history = [];
        GameNode node = root;
        while (node is ChoiceNode choice)
        {
            GameMove move = choice.Moves[random.Next(choice.Moves.Length)];
            history.Add(move.Action);
            node = move.Node;
        }

        return game.Start(root).Honest(history).Build();
    }
}
