using System.CommandLine;
using CapaCloud.Mechanisms.Alignment;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary>The two files every command but one begins with, and what is answered when they are wrong.</summary>
internal sealed class PolicyInput
{
    public Argument<FileInfo> Policy { get; } = new("policy") { Description = "A policy in JSON." };

    public Option<FileInfo> Economics { get; } = new("--economics") { Description = "The economics in JSON.", Required = true };

    /// <summary>Adds both to a command and runs it; bad input is said on the error stream and exits 2.</summary>
    public Command On(Command command, Func<ParseResult, Mechanism, Economics, CancellationToken, int> run)
    {
        command.Add(Policy);
        command.Add(Economics);
        command.SetAction((parsed, cancellation) => Task.FromResult(Guard(() => run(
            parsed,
            Mechanism.FromPolicy(PolicyJson.Read(File.ReadAllText(parsed.GetRequiredValue(Policy).FullName))),
            EconomicsJson.Read(File.ReadAllText(parsed.GetRequiredValue(Economics).FullName)),
            cancellation))));
        return command;
    }

    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("stopped");
            return ExitCode.Stopped;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.Text.Json.JsonException
            or ArgumentException or FormatException or PolicyRefusedException)
        {
            Console.Error.WriteLine(exception.Message);
            return ExitCode.BadInput;
        }
    }
}
