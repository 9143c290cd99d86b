using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Finds what keeps a game from being well formed, and says where in its file that would stand.</summary>
internal static class GameValidation
{
    public static void Check(Game game)
    {
        if (game.Players.IsEmpty)
        {
            throw new GameFormatException("$.players", "a game needs at least one player");
        }

        RequireDistinct(game.Players.Select(player => player.Name), "$.players");
        RequireDistinct(game.Actions, "$.actions");
        RequireDistinct(game.Constants.Select(symbol => symbol.Name), "$.constants");
        RequireDistinct(game.Infinitesimals.Select(symbol => symbol.Name), "$.infinitesimals");
        foreach ((StakeSymbol symbol, int index) in game.Infinitesimals.Select((symbol, index) => (symbol, index)))
        {
            if (game.Constants.Any(constant => constant.Name == symbol.Name))
            {
                throw new GameFormatException($"$.infinitesimals[{index}]", $"'{symbol.Name}' is declared as a constant too");
            }
        }

        HashSet<StakeSymbol> symbols = [.. game.Constants, .. game.Infinitesimals];
        CheckConditions(game.InitialConstraints, "$.initial_constraints", symbols);
        foreach ((GameProperty property, ImmutableArray<StakeCondition> conditions) in game.PropertyConstraints)
        {
            CheckConditions(conditions, $"$.property_constraints.{GamePropertyNames.Of(property)}", symbols);
        }

        CheckUtilities(game, symbols);
        for (int i = 0; i < game.HonestHistories.Length; i++)
        {
            game.Tree.LeafAfter(game.HonestHistories[i], $"$.honest_histories[{i}]");
        }
    }

    private static void CheckUtilities(Game game, HashSet<StakeSymbol> symbols)
    {
        HashSet<StakeExpression> seen = new(ReferenceEqualityComparer.Instance);
        for (int node = 0; node < game.Tree.Count; node++)
        {
            if (!game.Tree.IsLeaf(node))
            {
                continue;
            }

            ImmutableArray<StakeExpression> utilities = game.Tree.Utilities(node);
            if (utilities.Length != game.Players.Length)
            {
                throw new GameFormatException(
                    $"{game.Tree.PathOf(node)}.utility",
                    $"there {Prose.Are(game.Players.Length, "player")}, but {Prose.Count(utilities.Length, "utility")}");
            }

            for (int player = 0; player < utilities.Length; player++)
            {
                if (!utilities[player].IsNumber && seen.Add(utilities[player]))
                {
                    RequireDeclared(utilities[player], symbols, () => $"{game.Tree.PathOf(node)}.utility[{player}].value");
                }
            }
        }
    }

    private static void CheckConditions(ImmutableArray<StakeCondition> conditions, string path, HashSet<StakeSymbol> symbols)
    {
        for (int i = 0; i < conditions.Length; i++)
        {
            CheckCondition(conditions[i], $"{path}[{i}]", symbols);
        }
    }

    private static void CheckCondition(StakeCondition condition, string path, HashSet<StakeSymbol> symbols)
    {
        switch (condition)
        {
            case StakeCondition.Comparison comparison:
                RequireDeclared(comparison.Left, symbols, () => path);
                RequireDeclared(comparison.Right, symbols, () => path);
                break;
            case StakeCondition.All all:
                foreach (StakeCondition part in all.Conditions)
                {
                    CheckCondition(part, path, symbols);
                }

                break;
            case StakeCondition.Any any:
                foreach (StakeCondition part in any.Conditions)
                {
                    CheckCondition(part, path, symbols);
                }

                break;
        }
    }

    private static void RequireDeclared(StakeExpression expression, HashSet<StakeSymbol> symbols, Func<string> path)
    {
        foreach (StakeTerm term in expression.Terms)
        {
            if (!symbols.Contains(term.Symbol.SquareOf ?? term.Symbol))
            {
                throw new GameFormatException(path(), $"the symbol '{term.Symbol.Name}' is declared neither as a constant nor as an infinitesimal");
            }
        }
    }

    private static void RequireDistinct(IEnumerable<string> names, string path)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string name, int index) in names.Select((name, index) => (name, index)))
        {
            if (!seen.Add(name))
            {
                throw new GameFormatException($"{path}[{index}]", $"'{name}' is there twice");
            }
        }
    }
}
