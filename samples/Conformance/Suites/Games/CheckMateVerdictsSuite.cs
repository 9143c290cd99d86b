using System.Collections.Concurrent;
using CapaCloud.Mechanisms.Alignment.Games;
using CapaCloud.Mechanisms.Alignment.Games.Reading;
using CapaCloud.Mechanisms.Alignment.Games.Stakes;
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
        GameSolver solver = _solvers.GetOrAdd(Path.Combine(file.Folder, item.Input("game")), path => new GameSolver(GameJson.Read(System.IO.File.ReadAllBytes(path))));
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

    private static CaseOutcome CheckFailure(GameSolver solver, GameAnswer answer, VectorCase item)
    {
        GameDeviation deviation = answer.Counterexample!.Primary;
        if (!solver.Game.ConstraintsFor(answer.Property).Holds(answer.Counterexample.Valuation) || deviation.Amount.Sign <= 0)
        {
            return new CaseOutcome.Mismatched("a gain at admissible stakes", $"{deviation.Amount} at {answer.Counterexample.Valuation}");
        }

        if (item.OptionalExpect("weakest_precondition") is not { } text)
        {
            return new CaseOutcome.Matched();
        }

        Dictionary<string, StakeSymbol> symbols = solver.Game.Constants.Concat(solver.Game.Infinitesimals)
            .ToDictionary(symbol => symbol.Name, StringComparer.Ordinal);
        StakeCondition expected = SmtLibText.ParseCondition(text, symbols);
        return solver.AreEquivalent(answer.Property, expected, answer.WeakestPrecondition!)
            ? new CaseOutcome.Matched()
            : new CaseOutcome.Mismatched(text, answer.WeakestPrecondition!.ToString()!);
    }
}
