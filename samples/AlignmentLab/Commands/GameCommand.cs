using System.CommandLine;
using System.Diagnostics;
using CapaCloud.Mechanisms.Alignment.Games;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Games;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>game FILE.json … [--property …] [--preconditions] [--json] [--svg FILE] [--mermaid FILE]</c>: decides the properties of a game.</summary>
internal static class GameCommand
{
    public static Command Create()
    {
        Argument<FileInfo[]> files = new("file") { Description = "Games in CheckMate's JSON.", Arity = ArgumentArity.OneOrMore };
        Option<string[]> properties = new("--property")
        {
            Description = "The properties to decide: weak_immunity, weaker_immunity, collusion_resilience, practicality. All four when left out.",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> preconditions = new("--preconditions") { Description = "Also find the weakest condition under which a property that fails would hold." };
        Option<bool> strategies = new("--strategies") { Description = "Also print the whole strategy for each case of a property that holds." };
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Option<FileInfo?> svg = new("--svg") { Description = "Write a picture of the tree, with the first line that breaks a property marked." };
        Option<FileInfo?> mermaid = new("--mermaid") { Description = "Write the same picture as a Mermaid diagram." };
        Command command = new("game", "Decides for all admissible stakes at once whether the honest histories of a game are secure.")
        {
            files, properties, preconditions, strategies, json, svg, mermaid,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(parsed.GetRequiredValue(files).Max(file => Run(
            new GameRequest(
                file,
                parsed.GetValue(properties) ?? [],
                parsed.GetValue(preconditions),
                parsed.GetValue(strategies),
                parsed.GetValue(json),
                parsed.GetValue(svg),
                parsed.GetValue(mermaid)),
            cancellation))));
        return command;
    }

    private static int Run(GameRequest request, CancellationToken cancellation)
    {
        try
        {
            List<GameProperty> properties = request.ParseProperties();
            Stopwatch watch = Stopwatch.StartNew();
            Game game = GameJson.Read(File.ReadAllBytes(request.File.FullName));
            List<GameAnswer> answers = Answer(game, properties, request.Query, cancellation);
            WritePictures(game, answers, request);
            IGameReport report = request.AsJson ? new GameJsonReport(Console.Out) : new GameTextReport(request.WithStrategies);
            report.Write(request.File.Name, game, answers, watch.Elapsed);
            return answers.TrueForAll(answer => answer.Holds) ? ExitCode.Holds : ExitCode.Fails;
        }
        catch (GameFormatException exception)
        {
            return Refuse(request, exception.Path, exception.Path == "$" ? exception.Message : exception.Reason);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Refuse(request, "$", exception.Message);
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped before the search came to its end: nothing is decided.");
            return ExitCode.Stopped;
        }
    }

    private static List<GameAnswer> Answer(Game game, List<GameProperty> properties, GameQuery query, CancellationToken cancellation)
    {
        GameSolver solver = new(game);
        if (game.HonestHistories.IsEmpty)
        {
            throw new GameFormatException("$.honest_histories", "there is no honest history: nothing to ask about");
        }

        return [.. from history in game.HonestHistories from property in properties select solver.Check(property, history, query, cancellation)];
    }

    private static void WritePictures(Game game, List<GameAnswer> answers, GameRequest request)
    {
        GameAnswer shown = answers.Find(answer => answer.Counterexample is not null) ?? answers[0];
        if (request.Svg is { } svg)
        {
            File.WriteAllText(svg.FullName, GamePicture.ToSvg(game, shown));
        }

        if (request.Mermaid is { } mermaid)
        {
            File.WriteAllText(mermaid.FullName, GamePicture.ToMermaid(game, shown));
        }
    }

    private static int Refuse(GameRequest request, string path, string reason)
    {
        if (request.AsJson)
        {
            GameJsonReport.WriteRefusal(Console.Out, request.File.Name, path, reason);
        }
        else
        {
            Console.Error.WriteLine($"{request.File.Name} is no game that can be decided.");
            Console.Error.WriteLine($"  at  {path}");
            Console.Error.WriteLine($"  why {reason}");
        }

        return ExitCode.BadInput;
    }
}
