using System.Diagnostics;
using System.Globalization;
using CapaCloud.Mechanisms.Alignment.Games;
using Spectre.Console;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Games;

/// <summary>Shows answers to a reader at a terminal; without one, the same text without colours.</summary>
/// <remarks>Only strings are escaped when they are put into markup: names may hold brackets, so that whatever holds names is written as a string.</remarks>
internal sealed class GameTextReport(bool withStrategies) : IGameReport
{
    private const int ShownDeviations = 4;

    static GameTextReport()
    {
        if (Console.IsOutputRedirected)
        {
            // A file has no right edge, and no colours.
            AnsiConsole.Profile.Width = 10_000;
            AnsiConsole.Profile.Capabilities.Ansi = false;
            AnsiConsole.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        }
    }

    public void Write(string name, Game game, IReadOnlyList<GameAnswer> answers, TimeSpan elapsed)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{name}[/]  {game.Players.Length} players ({string.Join(", ", game.Players)}), {game.NodeCount} points, {game.HonestHistories.Length} honest {(game.HonestHistories.Length == 1 ? "history" : "histories")}");
        if (!game.InitialConstraints.IsEmpty)
        {
            Field("assumed", string.Join(" & ", game.InitialConstraints));
        }

        foreach (IGrouping<GameHistory, GameAnswer> history in answers.GroupBy(answer => answer.History))
        {
            AnsiConsole.WriteLine();
            AnsiConsole.MarkupLineInterpolated($"[bold]Honest history[/]  {history.Key.ToString()}");
            foreach (GameAnswer answer in history)
            {
                WriteAnswer(answer);
            }
        }

        int held = answers.Count(answer => answer.Holds);
        AnsiConsole.WriteLine();
        AnsiConsole.MarkupLineInterpolated(
            CultureInfo.InvariantCulture, $"{held} of {answers.Count} hold. Decided exactly, for all admissible stakes, in {elapsed.TotalMilliseconds:0} ms; most memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1_048_576} MB.");
        AnsiConsole.WriteLine();
    }

    private void WriteAnswer(GameAnswer answer)
    {
        string property = GamePropertyNames.Of(answer.Property).Replace('_', ' ');
        string colour = answer.Holds ? "green" : "red";
        string conclusion = answer.Conclusion switch
        {
            GameConclusion.Holds => "holds",
            GameConclusion.Fails => "FAILS",
            _ => "CONSTRAINTS CONTRADICT EACH OTHER",
        };
        AnsiConsole.MarkupLineInterpolated($"  [{colour}]{(answer.Holds ? '✓' : '✗')}[/] {property,-20} [{colour}]{conclusion}[/]{CasesOf(answer)}");
        if (answer.Game.PropertyConstraints.TryGetValue(answer.Property, out var constraints) && !constraints.IsEmpty)
        {
            Field("assumed besides", string.Join(" & ", constraints));
        }

        if (answer.Conclusion == GameConclusion.ConstraintsContradict)
        {
            Field("reason", "no stakes satisfy the constraints, so there is nothing of which the property could hold");
        }

        if (answer.Counterexample is { } counterexample)
        {
            WriteCounterexample(counterexample);
        }

        if (answer.WeakestPrecondition is { } weakest && !answer.Holds)
        {
            Field("holds exactly when", weakest.ToString()!);
        }

        if (withStrategies || answer.Cases.Length > 1)
        {
            WriteCases(answer);
        }
    }

    private static string CasesOf(GameAnswer answer) => answer.Cases.Length > 1 ? $" in {answer.Cases.Length} cases" : "";

    private static void WriteCounterexample(GameCounterexample counterexample)
    {
        Field("stakes", counterexample.Valuation.ToString());
        foreach (GameDeviation deviation in counterexample.Deviations.Take(ShownDeviations))
        {
            string who = string.Join(" and ", deviation.Deviators);
            string moves = deviation.Moves.IsEmpty ? "plays on" : string.Join(", then ", deviation.Moves.Select(move => move.Action));
            Field("line", deviation.Line.ToString());
            Field("", deviation.Victim is { } victim
                ? $"honest {victim} loses {deviation.Gain} = {deviation.Amount}, whatever {victim} does, when {who} plays so"
                : $"{who} plays {moves} and gains {deviation.Gain} = {deviation.Amount}");
        }

        if (counterexample.Deviations.Length > ShownDeviations)
        {
            Field("", $"and {counterexample.Deviations.Length - ShownDeviations} more lines, one for each other answer of the honest");
        }
    }

    private void WriteCases(GameAnswer answer)
    {
        foreach (StrategyCase item in answer.Cases)
        {
            Field("case", item.When.ToString()!);
            IEnumerable<StrategyChoice> choices = item.Strategy.Choices.Where(choice => !IsOnHistory(choice, answer.History));
            foreach (StrategyChoice choice in withStrategies ? choices : choices.Take(3))
            {
                Field("", $"after {choice.After}: {choice.Player} plays {choice.Action}");
            }
        }
    }

    private static bool IsOnHistory(StrategyChoice choice, GameHistory history) =>
        choice.After.Actions.Length < history.Actions.Length
        && choice.After.Actions.AsSpan().SequenceEqual(history.Actions.AsSpan()[..choice.After.Actions.Length]);

    private static void Field(string name, string text)
    {
        if (Console.IsOutputRedirected)
        {
            AnsiConsole.WriteLine($"      {name,-18} {text}");
            return;
        }

        Grid grid = new();
        grid.AddColumn(new GridColumn().Width(18).PadLeft(6).PadRight(1).NoWrap());
        grid.AddColumn(new GridColumn().PadLeft(0).PadRight(0));
        grid.AddRow(new Markup($"[dim]{Markup.Escape(name)}[/]"), new Markup(Markup.Escape(text)));
        AnsiConsole.Write(grid);
    }
}
