using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Alignment.Tests.Games;

public sealed class RandomGameTests
{
    private const int MostStrategies = 600;

    [Fact]
    public void Check_concreteGame_agreesWithEveryStrategy() =>
        Assert.Equal(2_000, Enumerable.Range(0, int.MaxValue).Where(IsConcreteGameChecked).Take(2_000).Count());

    [Fact]
    public void Check_symbolicGame_agreesWithEveryStrategyAtRandomAdmissibleStakes() =>
        Assert.Equal(500, Enumerable.Range(0, int.MaxValue).Where(IsSymbolicGameChecked).Take(500).Count());

    private static bool IsConcreteGameChecked(int seed)
    {
        Game game = RandomGames.Concrete(seed);
        Valuation valuation = Nudge(game);
        BruteForce brute = new(game, game.HonestHistories[0], valuation);
        if (brute.StrategyCount > MostStrategies || brute.StrategyCount == 1)
        {
            return false;
        }

        foreach (GameAnswer answer in new GameSolver(game).CheckAll())
        {
            bool expected = brute.Exists(strategy => brute.Has(answer.Property, strategy));
            Assert.True(expected == answer.Holds, $"seed {seed}, {answer.Property}: all strategies say {expected}");
            ConfirmStrategies(brute, answer, valuation);
            ConfirmCounterexample(answer);
        }

        return true;
    }

    private static bool IsSymbolicGameChecked(int seed)
    {
        Game game = RandomGames.Symbolic(seed);
        int points = 0;
        GameSolver solver = new(game);
        Random random = new(seed);
        foreach (GameProperty property in GamePropertyNames.All)
        {
            GameAnswer answer = solver.Check(property, game.HonestHistories[0], GameQuery.Strategies | GameQuery.WeakestPrecondition);
            ConfirmCounterexample(answer);
            foreach (Valuation point in RandomGames.AdmissiblePoints(game, property, random, 8))
            {
                Assert.True(answer.Conclusion != GameConclusion.ConstraintsContradict, $"seed {seed}: {point} is admissible");
                BruteForce brute = new(game, answer.History, point);
                if (brute.StrategyCount > MostStrategies)
                {
                    break;
                }

                points++;
                bool expected = brute.Exists(strategy => brute.Has(property, strategy));
                Assert.True(answer.WeakestPrecondition!.Holds(point) == expected, $"seed {seed}, {property}: at {point} all strategies say {expected}, not {answer.WeakestPrecondition}");
                Assert.True(expected || !answer.Holds, $"seed {seed}, {property}: does not hold at {point}");
                ConfirmStrategies(brute, answer, point);
            }
        }

        return points > 0;
    }

    /// <summary>A definition that is wrong in one word is told apart by the random games: so the test above can fail.</summary>
    [Theory]
    [InlineData("everyone together counts as a group")]
    [InlineData("only single players count as groups")]
    [InlineData("a strategy for each group")]
    [InlineData("infinitesimals do not count for weak immunity")]
    [InlineData("infinitesimals count for weaker immunity")]
    [InlineData("practical along the history only")]
    public void Definition_wrongInOneWord_disagreesSomewhere(string fault)
    {
        Assert.Contains(Enumerable.Range(0, 3_000), seed =>
        {
            Game game = RandomGames.Concrete(seed);
            BruteForce brute = new(game, game.HonestHistories[0], Nudge(game));
            if (brute.StrategyCount > MostStrategies)
            {
                return false;
            }

            (GameProperty property, bool wrong) = fault switch
            {
                "everyone together counts as a group" =>
                    (GameProperty.CollusionResilience, brute.Exists(strategy => brute.IsResilient(strategy, game.Players.Length))),
                "only single players count as groups" =>
                    (GameProperty.CollusionResilience, brute.Exists(strategy => brute.IsResilient(strategy, Math.Min(1, game.Players.Length - 1)))),
                "a strategy for each group" => (GameProperty.CollusionResilience, brute.IsResilientGroupByGroup()),
                "infinitesimals do not count for weak immunity" =>
                    (GameProperty.WeakImmunity, brute.Exists(strategy => brute.IsImmune(strategy, ignoresInfinitesimals: true))),
                "infinitesimals count for weaker immunity" =>
                    (GameProperty.WeakerImmunity, brute.Exists(strategy => brute.IsImmune(strategy, ignoresInfinitesimals: false))),
                _ => (GameProperty.Practicality, brute.Exists(strategy => brute.IsPracticalOnHistory(strategy))),
            };
            return new GameSolver(game).Check(property, game.HonestHistories[0]).Holds != wrong;
        });
    }

    private static Valuation Nudge(Game game) => new([KeyValuePair.Create(game.Infinitesimals[0], Rational.One)]);

    private static void ConfirmStrategies(BruteForce brute, GameAnswer answer, Valuation valuation)
    {
        if (!answer.Holds)
        {
            return;
        }

        List<StrategyCase> cases = [.. answer.Cases.Where(item => item.When.Holds(valuation))];
        Assert.True(cases.Count > 0, $"{answer.Property}: no case covers {valuation}");
        foreach (StrategyCase item in cases)
        {
            Dictionary<string, string> actions = item.Strategy.Choices.ToDictionary(choice => choice.After.ToString(), choice => choice.Action);
            Dictionary<GameNode, GameMove> strategy = new(ReferenceEqualityComparer.Instance);
            Fill(answer.Game.Root, [], actions, strategy);
            Assert.True(brute.Has(answer.Property, strategy), $"{answer.Property}: the strategy of case {item.When} does not have it at {valuation}");
        }
    }

    private static void ConfirmCounterexample(GameAnswer answer)
    {
        if (answer.Conclusion != GameConclusion.Fails)
        {
            Assert.Null(answer.Counterexample);
            return;
        }

        GameCounterexample counterexample = answer.Counterexample!;
        Assert.True(answer.Game.ConstraintsFor(answer.Property).Holds(counterexample.Valuation));
        BruteForce brute = new(answer.Game, answer.History, counterexample.Valuation);
        Assert.All(counterexample.Deviations, deviation => Assert.True(deviation.Amount.Sign > 0));
        if (brute.StrategyCount > MostStrategies)
        {
            return;
        }

        foreach (Dictionary<GameNode, GameMove> strategy in brute.Strategies())
        {
            Assert.False(brute.Has(answer.Property, strategy));
            Assert.True(
                answer.Property == GameProperty.Practicality || counterexample.Deviations.Any(deviation => brute.Allows(strategy, deviation)),
                $"{answer.Property}: a strategy escapes every deviation at {counterexample.Valuation}");
        }
    }

    private static void Fill(GameNode node, string[] history, Dictionary<string, string> actions, Dictionary<GameNode, GameMove> strategy)
    {
        if (node is ChoiceNode choice)
        {
            string action = actions[GameHistory.Of(history).ToString()];
            strategy.Add(node, choice.Moves.Single(move => move.Action == action));
            foreach (GameMove move in choice.Moves)
            {
                Fill(move.Node, [.. history, move.Action], actions, strategy);
            }
        }
    }
}
