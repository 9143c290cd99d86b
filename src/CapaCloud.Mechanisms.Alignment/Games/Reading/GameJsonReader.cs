using System.Collections.Immutable;
using System.Text.Json;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>One reading of a game's file: the head first, then the tree, which may stand before the head in the file.</summary>
internal ref struct GameJsonReader
{
    private static readonly string[] Keys =
        ["players", "actions", "infinitesimals", "constants", "initial_constraints", "property_constraints", "honest_histories", "tree"];

    private readonly ReadOnlySpan<byte> _json;
    private readonly Dictionary<string, StakeSymbol> _symbols = new(StringComparer.Ordinal);
    private readonly Dictionary<string, GamePlayer> _players = new(StringComparer.Ordinal);

    public GameJsonReader(ReadOnlySpan<byte> json) => _json = json;

    public Game Read()
    {
        Dictionary<string, long> starts = FindKeys();
        ImmutableArray<string> playerNames = Names(starts, "players");
        ImmutableArray<string> actions = Names(starts, "actions");
        ImmutableArray<StakeSymbol> constants = Symbols(starts, "constants", isInfinitesimal: false);
        ImmutableArray<StakeSymbol> infinitesimals = Symbols(starts, "infinitesimals", isInfinitesimal: true);
        for (int i = 0; i < playerNames.Length; i++)
        {
            if (!_players.TryAdd(playerNames[i], new GamePlayer(i, playerNames[i])))
            {
                throw new GameFormatException($"$.players[{i}]", $"'{playerNames[i]}' is there twice");
            }
        }

        Dictionary<string, GamePlayer> byName = _players;
        ImmutableArray<GamePlayer> players = [.. playerNames.Select(name => byName[name])];
        Utf8JsonReader reader = At(starts["initial_constraints"]);
        ImmutableArray<StakeCondition> initial = Conditions(ref reader, "$.initial_constraints");
        reader = At(starts["property_constraints"]);
        ImmutableDictionary<GameProperty, ImmutableArray<StakeCondition>> forProperty = PropertyConditions(ref reader);
        reader = At(starts["honest_histories"]);
        ImmutableArray<GameHistory> histories = Histories(ref reader);
        reader = At(starts["tree"]);
        GameNode root = new GameTreeReader(_players, players, [.. actions], _symbols).Read(ref reader);
        return new Game(new GameDescription
        {
            Players = players,
            Actions = actions,
            Constants = constants,
            Infinitesimals = infinitesimals,
            InitialConstraints = initial,
            PropertyConstraints = forProperty,
            HonestHistories = histories,
            Root = root,
        });
    }

    internal static GameFormatException Unexpected(string path, string expected, ref Utf8JsonReader reader) =>
        new(path, $"expected {expected}, found {Kind(reader.TokenType)}");

    private static string Kind(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.String => "a text",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.True or JsonTokenType.False => "a truth value",
        _ => "the end",
    };

    private readonly Utf8JsonReader At(long start)
    {
        // The values lie inside one object; each is read on its own, so that the head may follow the tree in the file.
        Utf8JsonReader reader = new(_json[(int)start..], isFinalBlock: false, new JsonReaderState(Options));
        reader.Read();
        return reader;
    }

    private static JsonReaderOptions Options => new() { MaxDepth = int.MaxValue, CommentHandling = JsonCommentHandling.Skip };

    private readonly Dictionary<string, long> FindKeys()
    {
        Utf8JsonReader reader = new(_json, Options);
        Dictionary<string, long> starts = new(StringComparer.Ordinal);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected("$", "an object", ref reader);
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            reader.Read();
            if (!starts.TryAdd(key, reader.TokenStartIndex))
            {
                throw new GameFormatException($"$.{key}", "the key is there twice");
            }

            if (Array.IndexOf(Keys, key) < 0)
            {
                throw new GameFormatException($"$.{key}", $"the key is not known; a game has {string.Join(", ", Keys)}");
            }

            reader.Skip();
        }

        while (reader.Read())
        {
            // Reads on to the end, so that what follows the object is found to be no JSON.
        }

        foreach (string key in Keys)
        {
            if (!starts.ContainsKey(key))
            {
                throw new GameFormatException("$", $"the key '{key}' is missing");
            }
        }

        return starts;
    }

    private readonly ImmutableArray<string> Names(Dictionary<string, long> starts, string key)
    {
        Utf8JsonReader reader = At(starts[key]);
        return Texts(ref reader, $"$.{key}");
    }

    private readonly ImmutableArray<StakeSymbol> Symbols(Dictionary<string, long> starts, string key, bool isInfinitesimal)
    {
        ImmutableArray<string> names = Names(starts, key);
        for (int i = 0; i < names.Length; i++)
        {
            if (!_symbols.TryAdd(names[i], new StakeSymbol(names[i], isInfinitesimal)))
            {
                throw new GameFormatException($"$.{key}[{i}]", $"the symbol '{names[i]}' is declared twice");
            }
        }

        Dictionary<string, StakeSymbol> symbols = _symbols;
        return [.. names.Select(name => symbols[name])];
    }

    private static ImmutableArray<string> Texts(ref Utf8JsonReader reader, string path)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected(path, "a list", ref reader);
        }

        ImmutableArray<string>.Builder texts = ImmutableArray.CreateBuilder<string>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            texts.Add(reader.TokenType == JsonTokenType.String
                ? reader.GetString()!
                : throw Unexpected($"{path}[{texts.Count}]", "a text", ref reader));
        }

        return texts.ToImmutable();
    }

    private readonly ImmutableArray<StakeCondition> Conditions(ref Utf8JsonReader reader, string path)
    {
        ImmutableArray<string> texts = Texts(ref reader, path);
        ImmutableArray<StakeCondition>.Builder conditions = ImmutableArray.CreateBuilder<StakeCondition>(texts.Length);
        for (int i = 0; i < texts.Length; i++)
        {
            try
            {
                conditions.Add(StakeText.ParseCondition(texts[i], _symbols));
            }
            catch (FormatException exception)
            {
                throw new GameFormatException($"{path}[{i}]", exception.Message);
            }
        }

        return conditions.MoveToImmutable();
    }

    private readonly ImmutableDictionary<GameProperty, ImmutableArray<StakeCondition>> PropertyConditions(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw Unexpected("$.property_constraints", "an object", ref reader);
        }

        ImmutableDictionary<GameProperty, ImmutableArray<StakeCondition>>.Builder conditions =
            ImmutableDictionary.CreateBuilder<GameProperty, ImmutableArray<StakeCondition>>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            string path = $"$.property_constraints.{key}";
            if (!GamePropertyNames.TryParse(key, out GameProperty property))
            {
                throw new GameFormatException(path, $"expected one of {string.Join(", ", GamePropertyNames.All.Select(GamePropertyNames.Of))}");
            }

            reader.Read();
            if (!conditions.TryAdd(property, Conditions(ref reader, path)))
            {
                throw new GameFormatException(path, "the key is there twice");
            }
        }

        return conditions.ToImmutable();
    }

    private static ImmutableArray<GameHistory> Histories(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw Unexpected("$.honest_histories", "a list of histories", ref reader);
        }

        ImmutableArray<GameHistory>.Builder histories = ImmutableArray.CreateBuilder<GameHistory>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            histories.Add(new GameHistory(Texts(ref reader, $"$.honest_histories[{histories.Count}]")));
        }

        return histories.ToImmutable();
    }
}
