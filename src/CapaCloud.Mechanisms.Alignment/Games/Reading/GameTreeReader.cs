using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Exact;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Reads the tree of a game with a stack of its own, so that a deep tree is no danger.</summary>
internal sealed class GameTreeReader(
    Dictionary<string, GamePlayer> players,
    ImmutableArray<GamePlayer> order,
    HashSet<string> actions,
    Dictionary<string, StakeSymbol> symbols)
{
    private readonly Dictionary<string, StakeExpression> _expressions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _actionNames = actions.ToDictionary(action => action, StringComparer.Ordinal);
    private readonly Stack<Frame> _open = new();

    public GameNode Read(ref Utf8JsonReader reader)
    {
        Open(ref reader, null, 0);
        while (true)
        {
            Frame frame = _open.Peek();
            if (frame.IsInMoves)
            {
                NextMove(frame, ref reader);
            }
            else if (!NextKey(frame, ref reader))
            {
                GameNode node = Close(_open.Pop());
                if (_open.Count == 0)
                {
                    return node;
                }

                _open.Peek().Node = node;
            }
        }
    }

    private void Open(ref Utf8JsonReader reader, Frame? parent, int position)
    {
        Frame frame = new(parent, position);
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw GameJsonReader.Unexpected(frame.Path, "a node: an object with 'player' and 'children', or with 'utility'", ref reader);
        }

        _open.Push(frame);
    }

    /// <summary>Reads the next key of a node; says no at the node's end.</summary>
    private bool NextKey(Frame frame, ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.PropertyName)
        {
            return false;
        }

        string key = reader.GetString()!;
        reader.Read();
        switch (key)
        {
            case "player":
                string name = reader.TokenType == JsonTokenType.String
                    ? reader.GetString()!
                    : throw GameJsonReader.Unexpected($"{frame.Path}.player", "a player's name", ref reader);
                frame.Player = players.TryGetValue(name, out GamePlayer? player)
                    ? player
                    : throw new GameFormatException($"{frame.Path}.player", $"'{name}' is not a player of the game");
                return true;
            case "utility":
                frame.Utilities = Utilities(frame, ref reader);
                return true;
            case "children":
                if (reader.TokenType != JsonTokenType.StartArray)
                {
                    throw GameJsonReader.Unexpected($"{frame.Path}.children", "a list", ref reader);
                }

                frame.Moves = ImmutableArray.CreateBuilder<GameMove>();
                frame.IsInMoves = true;
                return true;
            default:
                throw new GameFormatException($"{frame.Path}.{key}", "the key is not known; a node has 'player' and 'children', or 'utility'");
        }
    }

    /// <summary>Goes one step on in a node's list of children.</summary>
    private void NextMove(Frame frame, ref Utf8JsonReader reader)
    {
        reader.Read();
        switch (reader.TokenType)
        {
            case JsonTokenType.EndArray:
                frame.IsInMoves = false;
                return;
            case JsonTokenType.StartObject:
                frame.Action = null;
                frame.Node = null;
                return;
            case JsonTokenType.EndObject:
                AddMove(frame);
                return;
            case JsonTokenType.PropertyName:
                break;
            default:
                throw GameJsonReader.Unexpected(frame.NextPath, "an object with 'action' and 'child'", ref reader);
        }

        if (reader.ValueTextEquals("child"u8))
        {
            reader.Read();
            Open(ref reader, frame, frame.Moves!.Count);
        }
        else if (reader.ValueTextEquals("action"u8))
        {
            reader.Read();
            string action = reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw GameJsonReader.Unexpected($"{frame.NextPath}.action", "an action's name", ref reader);
            frame.Action = _actionNames.TryGetValue(action, out string? declared)
                ? declared
                : throw new GameFormatException($"{frame.NextPath}.action", $"the action '{action}' is not declared");
        }
        else
        {
            throw new GameFormatException($"{frame.NextPath}.{reader.GetString()}", "the key is not known; a child has 'action' and 'child'");
        }
    }

    private static void AddMove(Frame frame)
    {
        string action = frame.Action ?? throw new GameFormatException(frame.NextPath, "the key 'action' is missing");
        if (!frame.Taken.Add(action))
        {
            throw new GameFormatException($"{frame.NextPath}.action", $"the action '{action}' stands twice at one point");
        }

        frame.Moves!.Add(new GameMove(action, frame.Node ?? throw new GameFormatException(frame.NextPath, "the key 'child' is missing")));
    }

    private static GameNode Close(Frame frame)
    {
        if (frame.Utilities is { } utilities)
        {
            return frame.Moves is null && frame.Player is null
                ? new OutcomeNode(utilities)
                : throw new GameFormatException(frame.Path, "an ending has 'utility' only, a choice has 'player' and 'children'");
        }

        if (frame.Moves is null && frame.Player is null)
        {
            throw new GameFormatException(frame.Path, "expected 'player' and 'children', or 'utility'");
        }

        GamePlayer player = frame.Player ?? throw new GameFormatException(frame.Path, "the key 'player' is missing");
        return frame.Moves is { Count: > 0 } moves
            ? new ChoiceNode(player, moves.ToImmutable())
            : throw new GameFormatException(
                frame.Moves is null ? frame.Path : $"{frame.Path}.children",
                $"a choice of player '{player.Name}' without children: there is nothing to choose, and it is no ending");
    }

    private ImmutableArray<StakeExpression> Utilities(Frame frame, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw GameJsonReader.Unexpected($"{frame.Path}.utility", "a list with an entry for each player", ref reader);
        }

        StakeExpression?[] utilities = new StakeExpression?[order.Length];
        for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            (GamePlayer player, StakeExpression value) = Utility(frame, index, ref reader);
            utilities[player.Index] = utilities[player.Index] is null
                ? value
                : throw new GameFormatException($"{frame.Path}.utility[{index}]", $"player '{player.Name}' is there twice");
        }

        int missing = Array.IndexOf(utilities, null);
        return missing < 0
            ? [.. utilities!]
            : throw new GameFormatException($"{frame.Path}.utility", $"player '{order[missing].Name}' has no utility");
    }

    private (GamePlayer Player, StakeExpression Value) Utility(Frame frame, int index, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw GameJsonReader.Unexpected(UtilityPath(frame, index), "an object with 'player' and 'value'", ref reader);
        }

        GamePlayer? player = null;
        StakeExpression? value = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("player"u8))
            {
                reader.Read();
                string? name = reader.TokenType == JsonTokenType.String
                    ? reader.GetString()
                    : throw GameJsonReader.Unexpected($"{UtilityPath(frame, index)}.player", "a player's name", ref reader);
                player = players.TryGetValue(name!, out GamePlayer? found)
                    ? found
                    : throw new GameFormatException($"{UtilityPath(frame, index)}.player", $"'{name}' is not a player of the game");
            }
            else if (reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                value = Value(frame, index, ref reader);
            }
            else
            {
                throw new GameFormatException(
                    $"{UtilityPath(frame, index)}.{reader.GetString()}", "the key is not known; a utility has 'player' and 'value'");
            }
        }

        return (
            player ?? throw new GameFormatException(UtilityPath(frame, index), "the key 'player' is missing"),
            value ?? throw new GameFormatException(UtilityPath(frame, index), "the key 'value' is missing"));
    }

    private StakeExpression Value(Frame frame, int index, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            throw GameJsonReader.Unexpected($"{UtilityPath(frame, index)}.value", "a number or an expression", ref reader);
        }

        string text = reader.TokenType == JsonTokenType.String ? reader.GetString()! : Encoding.UTF8.GetString(reader.ValueSpan);
        if (_expressions.TryGetValue(text, out StakeExpression? known))
        {
            return known;
        }

        StakeExpression expression;
        if (Rational.TryParse(text, out Rational number))
        {
            expression = number;
        }
        else
        {
            try
            {
                expression = StakeText.ParseExpression(text, symbols);
            }
            catch (FormatException exception)
            {
                throw new GameFormatException($"{UtilityPath(frame, index)}.value", exception.Message);
            }
        }

        _expressions.Add(text, expression);
        return expression;
    }

    private static string UtilityPath(Frame frame, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{frame.Path}.utility[{index}]");

    /// <summary>A node that is being read.</summary>
    private sealed class Frame(Frame? parent, int position)
    {
        public GamePlayer? Player { get; set; }

        public ImmutableArray<StakeExpression>? Utilities { get; set; }

        public ImmutableArray<GameMove>.Builder? Moves { get; set; }

        public HashSet<string> Taken => field ??= new HashSet<string>(StringComparer.Ordinal);

        public bool IsInMoves { get; set; }

        public string? Action { get; set; }

        public GameNode? Node { get; set; }

        public string Path
        {
            get
            {
                List<int> steps = [];
                for (Frame frame = this; frame.Parent is not null; frame = frame.Parent)
                {
                    steps.Add(frame.Position);
                }

                steps.Reverse();
                return "$.tree" + string.Concat(steps.Select(step => string.Create(CultureInfo.InvariantCulture, $".children[{step}].child")));
            }
        }

        /// <summary>Gets where the child stands that is being read.</summary>
        public string NextPath => $"{Path}.children[{(Moves?.Count ?? 0).ToString(CultureInfo.InvariantCulture)}]";

        private Frame? Parent { get; } = parent;

        private int Position { get; } = position;
    }
}
