using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Games;

/// <summary>
/// Published preconditions that are sufficient but not the weakest, each with stakes that show it: admissible, excluded by the published
/// condition, and yet the property holds there.
/// </summary>
internal static class StrongerThanNeeded
{
    /// <summary>
    /// In the pruned closing game with b &lt; f, player B answers C_h by D: A is left with b - f + alpha or -d_B + alpha, both below the honest
    /// alpha - epsilon, and B alone cannot leave the history [H]. So no group gains, though CheckMate prints "false".
    /// </summary>
    private const string PrunedClosingGame =
        "a = 10, b = 1, c = 1, f = 2, d_A = 1, d_B = 10, p_A = 1/2, p_B = 1, alpha = 1, epsilon = 1, rho = 1";

    public static bool Shows(Game game, GameAnswer answer, IReadOnlyDictionary<string, StakeSymbol> symbols, StakeCondition published)
    {
        Dictionary<string, string> numbers = PrunedClosingGame.Split(", ").Select(text => text.Split(" = ")).ToDictionary(pair => pair[0], pair => pair[1]);
        if (answer.Property != GameProperty.CollusionResilience || !numbers.Keys.ToHashSet().SetEquals(symbols.Keys))
        {
            return false;
        }

        Dictionary<StakeSymbol, Rational> stakes = numbers.ToDictionary(pair => symbols[pair.Key], pair => Rational.Parse(pair.Value));
        Valuation valuation = new(stakes);
        Dictionary<StakeSymbol, StakeExpression> constants =
            stakes.Where(pair => !pair.Key.IsInfinitesimal).ToDictionary(pair => pair.Key, pair => (StakeExpression)pair.Value);
        return game.ConstraintsFor(answer.Property).Holds(valuation)
            && !published.Holds(valuation)
            && new GameSolver(game.Substitute(constants)).Check(answer.Property, answer.History).Holds;
    }
}
