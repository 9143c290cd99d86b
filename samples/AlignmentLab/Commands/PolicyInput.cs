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

    /// <summary>Runs it; whatever is wrong is said in one line on the error stream, and the process returns that the input is bad: nothing was decided, which is not the same as "fails".</summary>
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
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Console.Error.WriteLine(OneLine(exception.Message));
            return ExitCode.BadInput;
        }
    }

    /// <summary>A message without line breaks and runs of blanks.</summary>
    public static string OneLine(string message) => string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
