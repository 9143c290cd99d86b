using System.CommandLine;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>protocols [POLICY.json]</c>: under which stakes each of the library's protocols is secure, and whether a policy's numbers meet it.</summary>
internal static class ProtocolsCommand
{
    public static Command Create()
    {
        Argument<FileInfo?> policy = new("policy")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A policy whose numbers are put into the games.",
        };
        Command command = new("protocols", "Derives the condition under which each of the library's protocols is secure.") { policy };
        command.SetAction((parsed, cancellation) =>
        {
            try
            {
                MechanismPolicy? read = parsed.GetValue(policy) is { } file ? PolicyJson.Read(File.ReadAllText(file.FullName)) : null;
                return Task.FromResult(Print(read, cancellation));
            }
            catch (Exception exception) when (exception is IOException or JsonException or ArgumentException)
            {
                Console.Error.WriteLine(exception.Message);
                return Task.FromResult(ExitCode.BadInput);
            }
        });
        return command;
    }

    private static int Print(MechanismPolicy? policy, CancellationToken cancellation)
    {
        bool agree = true;
        foreach (ProtocolGame protocol in ProtocolGames.All)
        {
            bool isPublished = protocol.Published is not null, agrees = !isPublished || protocol.AgreesWithPublished(cancellation);
            agree &= agrees;
            Console.WriteLine($"{protocol.Name} ({protocol.Property})");
            Console.WriteLine($"  secure exactly when {protocol.DeriveCondition(cancellation)}");
            Console.WriteLine(isPublished
                ? $"  published: {protocol.Published} ({protocol.Source}): {(agrees ? "the same" : "NOT THE SAME")}"
                : $"  {protocol.Source}");
            if (policy is not null)
            {
                PrintPolicy(protocol, policy, cancellation);
            }

            Console.WriteLine();
        }

        return agree ? 0 : 1;
    }

    private static void PrintPolicy(ProtocolGame protocol, MechanismPolicy policy, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, Rational> numbers =
            PolicyStakes.Of(policy, Offence.IncorrectResult).For(protocol, new Dictionary<string, Rational>());
        if (numbers.Count == 0)
        {
            Console.WriteLine("  the policy sets none of its stakes");
            return;
        }

        GameAnswer answer = protocol.CheckWith(numbers, cancellation);
        string stakes = string.Join(", ", numbers.Select(number => $"{number.Key} = {number.Value}"));
        Console.WriteLine(answer.Holds
            ? $"  with the policy's {stakes}: holds for all other stakes"
            : $"  with the policy's {stakes}: holds exactly when {answer.WeakestPrecondition}");
    }
}
