using System.Collections.Concurrent;
using CapaCloud.Mechanisms.Alignment.Games;
using CapaCloud.Mechanisms.Samples.Conformance.Vectors;

namespace CapaCloud.Mechanisms.Samples.Conformance.Suites.Games;

/// <summary>
/// CheckMate's verdicts on the games beside the file. A stated weakest precondition must imply ours and be implied by it, under the game's
/// constraints; a counterexample of ours must hold up in the tree.
/// </summary>
internal sealed class CheckMateVerdictsSuite : ConformanceSuite
{
    private readonly ConcurrentDictionary<string, GameSolver> _solvers = new(StringComparer.Ordinal);

    public override string File => "games/checkmate_verdicts.json";

    public override string OperationOf(VectorCase item) => $"{item.Input("game")} {item.Input("property")}";

    public override CaseOutcome Check(VectorFile file, VectorCase item)
    {
        GameSolver solver = _solvers.GetOrAdd(
            Path.Combine(GamesOf(file), item.Input("game")), path => new GameSolver(GameJson.Read(System.IO.File.ReadAllBytes(path))));
        if (!GamePropertyNames.TryParse(item.Input("property"), out GameProperty property))
        {
            return new CaseOutcome.NotCovered($"the property {item.Input("property")}");
        }

        GameHistory history = GameHistory.Of(item.Inputs.GetProperty("history").EnumerateArray().Select(action => action.GetString()!));
        lock (solver)
        {
            GameAnswer answer = solver.Check(property, history, GameQuery.Strategies | GameQuery.WeakestPrecondition);
            CaseOutcome verdict = CaseOutcome.Compare(item.Expect("holds"), answer.Holds ? "true" : "false");
            return verdict is CaseOutcome.Matched && !answer.Holds ? CheckFailure(solver, answer, item) : verdict;
        }
    }

    /// <summary>Writes the games again by the library's own writer, with their licence.</summary>
    public override void PackBeside(VectorFile file, string target)
    {
        string games = Path.Combine(target, "games");
        Directory.CreateDirectory(games);
        foreach (string name in file.Cases.Select(item => item.Input("game")).Distinct())
        {
            Game game = GameJson.Read(System.IO.File.ReadAllBytes(Path.Combine(GamesOf(file), name)));
            System.IO.File.WriteAllText(Path.Combine(games, name), GameJson.Write(game, indented: false) + "\n");
        }

        System.IO.File.Copy(Path.Combine(GamesOf(file), "LICENSE"), Path.Combine(games, "LICENSE"), overwrite: true);
    }

    /// <summary>The games lie beside the collection's file, and in a folder of their own beside the pack's.</summary>
    private static string GamesOf(VectorFile file) =>
        Directory.Exists(Path.Combine(file.Folder, "games")) ? Path.Combine(file.Folder, "games") : file.Folder;

    private static CaseOutcome CheckFailure(GameSolver solver, GameAnswer answer, VectorCase item)
    {
        if (Unconfirmed(answer) is { } deviation)
        {
            return new CaseOutcome.Mismatched("deviations that pay at admissible stakes", $"{deviation.Line}: {deviation.Amount}");
        }

        if (item.OptionalExpect("weakest_precondition") is not { } text)
        {
            return new CaseOutcome.Matched();
        }

        Dictionary<string, StakeSymbol> symbols = solver.Game.Constants.Concat(solver.Game.Infinitesimals)
            .ToDictionary(symbol => symbol.Name, StringComparer.Ordinal);
        StakeCondition expected = SmtLibText.ParseCondition(text, symbols);
        StakeCondition actual = answer.WeakestPrecondition!;
        if (solver.AreEquivalent(answer.Property, expected, actual))
        {
            return new CaseOutcome.Matched();
        }

        return solver.Implies(answer.Property, expected, actual) && StrongerThanNeeded.Shows(solver.Game, answer, symbols, expected)
            ? new CaseOutcome.MatchedExact($"the stated precondition '{text}' is stronger than needed: the weakest is '{actual}'")
            : new CaseOutcome.Mismatched(text, actual.ToString()!);
    }

    /// <summary>Returns a deviation that evaluating the tree at the counterexample's stakes does not confirm, or null.</summary>
    private static GameDeviation? Unconfirmed(GameAnswer answer)
    {
        GameCounterexample counterexample = answer.Counterexample!;
        if (!answer.Game.ConstraintsFor(answer.Property).Holds(counterexample.Valuation))
        {
            return counterexample.Primary;
        }

        return counterexample.Deviations.FirstOrDefault(deviation =>
        {
            StakeExpression gain = StakeExpression.Zero;
            if (deviation.Victim is { } victim)
            {
                gain -= answer.Game.UtilitiesAfter(deviation.Line)[victim.Index];
            }
            else
            {
                foreach (GamePlayer player in deviation.Deviators)
                {
                    gain += answer.Game.UtilitiesAfter(deviation.Line)[player.Index] - answer.Game.UtilitiesAfter(answer.History)[player.Index];
                }
            }

            StakeValue amount = gain.Evaluate(counterexample.Valuation);
            return (answer.Property == GameProperty.WeakerImmunity ? amount.Real.Sign : amount.Sign) <= 0;
        });
    }
}
