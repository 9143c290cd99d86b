using System.Text.Encodings.Web;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Games;

/// <summary>Shows answers to a program. Numbers are texts, exact.</summary>
internal sealed class GameJsonReport(TextWriter output) : IGameReport
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public void Write(string name, Game game, IReadOnlyList<GameAnswer> answers, TimeSpan elapsed) => Write(output, writer =>
    {
        writer.WriteString("game", name);
        writer.WriteBoolean("holds", answers.All(answer => answer.Holds));
        writer.WriteStartArray("answers");
        foreach (GameAnswer answer in answers)
        {
            WriteAnswer(writer, answer);
        }

        writer.WriteEndArray();
    });

    public static void WriteRefusal(TextWriter output, string name, string path, string reason) => Write(output, writer =>
    {
        writer.WriteString("game", name);
        writer.WriteStartObject("error");
        writer.WriteString("path", path);
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    });

    private static void Write(TextWriter output, Action<Utf8JsonWriter> body)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Options))
        {
            writer.WriteStartObject();
            body(writer);
            writer.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(stream.ToArray()));
    }

    private static void WriteAnswer(Utf8JsonWriter writer, GameAnswer answer)
    {
        writer.WriteStartObject();
        WriteActions(writer, "history", answer.History);
        writer.WriteString("property", GamePropertyNames.Of(answer.Property));
        writer.WriteString("conclusion", answer.Conclusion switch
        {
            GameConclusion.Holds => "holds",
            GameConclusion.Fails => "fails",
            _ => "constraints contradict",
        });
        if (answer.WeakestPrecondition is { } weakest)
        {
            writer.WriteString("weakest_precondition", weakest.ToString());
        }

        if (answer.Counterexample is { } counterexample)
        {
            WriteCounterexample(writer, counterexample);
        }

        writer.WriteStartArray("cases");
        foreach (StrategyCase item in answer.Cases)
        {
            writer.WriteStartObject();
            writer.WriteString("when", item.When.ToString());
            writer.WriteStartArray("strategy");
            foreach (StrategyChoice choice in item.Strategy.Choices)
            {
                WriteChoice(writer, choice);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteCounterexample(Utf8JsonWriter writer, GameCounterexample counterexample)
    {
        writer.WriteStartObject("counterexample");
        writer.WriteStartObject("stakes");
        foreach ((StakeSymbol symbol, Rational number) in counterexample.Valuation.Numbers)
        {
            writer.WriteString(symbol.Name, number.ToString());
        }

        writer.WriteEndObject();
        writer.WriteStartArray("deviations");
        foreach (GameDeviation deviation in counterexample.Deviations)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("deviators");
            foreach (GamePlayer player in deviation.Deviators)
            {
                writer.WriteStringValue(player.Name);
            }

            writer.WriteEndArray();
            if (deviation.Victim is { } victim)
            {
                writer.WriteString("victim", victim.Name);
            }

            WriteActions(writer, "line", deviation.Line);
            writer.WriteStartArray("moves");
            foreach (StrategyChoice move in deviation.Moves)
            {
                WriteChoice(writer, move);
            }

            writer.WriteEndArray();
            writer.WriteString("gain", deviation.Gain.ToString());
            writer.WriteString("amount", deviation.Amount.ToString());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter writer, StrategyChoice choice)
    {
        writer.WriteStartObject();
        WriteActions(writer, "after", choice.After);
        writer.WriteString("player", choice.Player.Name);
        writer.WriteString("action", choice.Action);
        writer.WriteEndObject();
    }

    private static void WriteActions(Utf8JsonWriter writer, string key, GameHistory history)
    {
        writer.WriteStartArray(key);
        foreach (string action in history.Actions)
        {
            writer.WriteStringValue(action);
        }

        writer.WriteEndArray();
    }
}
