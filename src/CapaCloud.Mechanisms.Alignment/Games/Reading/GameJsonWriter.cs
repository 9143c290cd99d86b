using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Writes a game in CheckMate's JSON, without recursion.</summary>
internal static class GameJsonWriter
{
    public static string Write(Game game, bool indented)
    {
        ArrayBufferWriter<byte> buffer = new();
        JsonWriterOptions options = new()
        {
            Indented = indented,
            NewLine = "\n",
            MaxDepth = int.MaxValue,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        };
        using (Utf8JsonWriter writer = new(buffer, options))
        {
            writer.WriteStartObject();
            WriteTexts(writer, "players", game.Players.Select(player => player.Name));
            WriteTexts(writer, "actions", game.Actions);
            WriteTexts(writer, "infinitesimals", game.Infinitesimals.Select(symbol => symbol.Name));
            WriteTexts(writer, "constants", game.Constants.Select(symbol => symbol.Name));
            WriteTexts(writer, "initial_constraints", game.InitialConstraints.Select(condition => condition.ToString()!));
            writer.WriteStartObject("property_constraints");
            foreach (GameProperty property in GamePropertyNames.All)
            {
                ImmutableArray<StakeCondition> conditions = game.PropertyConstraints.GetValueOrDefault(property, []);
                WriteTexts(writer, GamePropertyNames.Of(property), conditions.Select(condition => condition.ToString()!));
            }

            writer.WriteEndObject();
            writer.WriteStartArray("honest_histories");
            foreach (GameHistory history in game.HonestHistories)
            {
                WriteTexts(writer, null, history.Actions);
            }

            writer.WriteEndArray();
            writer.WritePropertyName("tree");
            WriteTree(writer, game);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteTree(Utf8JsonWriter writer, Game game)
    {
        FlatTree tree = game.Tree;
        Stack<(int Node, bool IsEnd)> open = new([(0, false)]);
        while (open.TryPop(out (int Node, bool IsEnd) next))
        {
            if (next.IsEnd)
            {
                writer.WriteEndArray();
                writer.WriteEndObject();
                CloseMove(writer, next.Node);
                continue;
            }

            if (next.Node > 0)
            {
                writer.WriteStartObject();
                writer.WriteString("action", tree.ActionTo(next.Node));
                writer.WritePropertyName("child");
            }

            writer.WriteStartObject();
            if (tree.IsLeaf(next.Node))
            {
                WriteUtilities(writer, game, next.Node);
                writer.WriteEndObject();
                CloseMove(writer, next.Node);
                continue;
            }

            writer.WriteString("player", game.Players[tree.Player(next.Node)].Name);
            writer.WriteStartArray("children");
            open.Push((next.Node, true));
            ReadOnlySpan<int> children = tree.Children(next.Node);
            for (int i = children.Length - 1; i >= 0; i--)
            {
                open.Push((children[i], false));
            }
        }
    }

    private static void CloseMove(Utf8JsonWriter writer, int node)
    {
        if (node > 0)
        {
            writer.WriteEndObject();
        }
    }

    private static void WriteUtilities(Utf8JsonWriter writer, Game game, int leaf)
    {
        writer.WriteStartArray("utility");
        ImmutableArray<StakeExpression> utilities = game.Tree.Utilities(leaf);
        for (int player = 0; player < utilities.Length; player++)
        {
            writer.WriteStartObject();
            writer.WriteString("player", game.Players[player].Name);
            StakeExpression utility = utilities[player];
            if (utility.IsNumber && utility.Constant.IsInteger)
            {
                writer.WritePropertyName("value");
                writer.WriteRawValue(utility.Constant.ToString());
            }
            else
            {
                writer.WriteString("value", utility.ToString());
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, string? key, IEnumerable<string> texts)
    {
        if (key is null)
        {
            writer.WriteStartArray();
        }
        else
        {
            writer.WriteStartArray(key);
        }

        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
