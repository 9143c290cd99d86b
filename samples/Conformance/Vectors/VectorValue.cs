using System.Text.Json;

namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>
/// A value inside a case, which remembers that it was read. A text, number or flag is read when it is taken; a list or an object when it is
/// looked into, and then each of its values for itself. Printing a value (<see cref="ToString"/>) does not read it.
/// </summary>
public readonly struct VectorValue
{
    private readonly JsonElement _element;
    private readonly ReadLog? _log;
    private readonly string? _path;

    internal VectorValue(JsonElement element, ReadLog log, string path)
    {
        _element = element;
        _log = log;
        _path = path;
    }

    /// <summary>Gets the kind; asking for it reads a flag or a null, because nothing more is in it.</summary>
    public JsonValueKind ValueKind
    {
        get
        {
            if (_element.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null)
            {
                Mark();
            }

            return _element.ValueKind;
        }
    }

    /// <summary>Gets the place inside the case, such as <c>/inputs/steps/0/height</c>.</summary>
    public string Path => _path ?? "";

    internal bool IsContainer => _element.ValueKind is JsonValueKind.Array or JsonValueKind.Object;

    internal bool IsText => _element.ValueKind == JsonValueKind.String;

    /// <summary>Gets a value of a list.</summary>
    /// <param name="index">The position, from 0.</param>
    public VectorValue this[int index] => new(Opened()[index], _log!, $"{_path}/{index}");

    /// <summary>Returns a value of an object that must be there.</summary>
    public VectorValue GetProperty(string key) =>
        TryGetProperty(key, out VectorValue value) ? value : throw new KeyNotFoundException($"'{Path}/{key}' is missing");

    /// <summary>Looks for a value of an object.</summary>
    public bool TryGetProperty(string key, out VectorValue value)
    {
        bool isThere = Opened().ValueKind == JsonValueKind.Object && _element.TryGetProperty(key, out _);
        value = isThere ? new VectorValue(_element.GetProperty(key), _log!, $"{_path}/{key}") : default;
        return isThere;
    }

    /// <summary>Tells whether an object has a value that is not null, without reading it.</summary>
    public bool Has(string key) =>
        _element.ValueKind == JsonValueKind.Object && _element.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>Returns the values of a list.</summary>
    public IEnumerable<VectorValue> EnumerateArray()
    {
        JsonElement.ArrayEnumerator values = Opened().EnumerateArray();
        (ReadLog log, string path) = (_log!, Path);
        return values.Select((value, index) => new VectorValue(value, log, $"{path}/{index}"));
    }

    /// <summary>Returns the named values of an object, in the order in which they are written.</summary>
    public IEnumerable<VectorProperty> EnumerateObject()
    {
        JsonElement.ObjectEnumerator values = Opened().EnumerateObject();
        (ReadLog log, string path) = (_log!, Path);
        return values.Select(value => new VectorProperty(value.Name, new VectorValue(value.Value, log, $"{path}/{value.Name}")));
    }

    /// <summary>Returns how many values a list has.</summary>
    public int GetArrayLength() => Opened().GetArrayLength();

    /// <summary>Reads a text.</summary>
    public string? GetString() => Taken().GetString();

    /// <summary>Reads a text, number or flag as it is written.</summary>
    /// <exception cref="InvalidOperationException">It is a list or an object: its values are read one by one.</exception>
    public string GetRawText() => IsContainer
        ? throw new InvalidOperationException($"'{Path}' is a list or an object: read its values one by one, or ask Has whether it is there.")
        : Taken().GetRawText();

    /// <summary>Reads a text, or a number or flag as it is written.</summary>
    /// <exception cref="InvalidOperationException">It is a list or an object: its values are read one by one.</exception>
    public string Text() => IsText ? GetString()! : GetRawText();

    /// <summary>Reads a flag.</summary>
    public bool GetBoolean() => Taken().GetBoolean();

    /// <summary>Reads a number.</summary>
    public byte GetByte() => Taken().GetByte();

    /// <inheritdoc cref="GetByte"/>
    public int GetInt32() => Taken().GetInt32();

    /// <inheritdoc cref="GetByte"/>
    public uint GetUInt32() => Taken().GetUInt32();

    /// <inheritdoc cref="GetByte"/>
    public long GetInt64() => Taken().GetInt64();

    /// <inheritdoc cref="GetByte"/>
    public ulong GetUInt64() => Taken().GetUInt64();

    /// <inheritdoc cref="GetByte"/>
    public double GetDouble() => Taken().GetDouble();

    /// <summary>Returns the value as it is written, to be shown to people; this does not read it.</summary>
    public override string ToString() => _element.ValueKind == JsonValueKind.Undefined ? "" : _element.ToString();

    /// <summary>Returns every place below this one that nobody has read.</summary>
    internal IEnumerable<string> Unread()
    {
        if (_element.ValueKind == JsonValueKind.Undefined)
        {
            return [];
        }

        string path = Path;
        ReadLog log = _log!;
        return _element.ValueKind switch
        {
            JsonValueKind.Array when _element.GetArrayLength() > 0 =>
                _element.EnumerateArray().SelectMany((value, index) => new VectorValue(value, log, $"{path}/{index}").Unread()),
            JsonValueKind.Object when _element.GetPropertyCount() > 0 => _element.EnumerateObject().Where(value => !IsForPeople(value))
                .SelectMany(value => new VectorValue(value.Value, log, $"{path}/{value.Name}").Unread()),
            _ => log.Has(path) ? [] : [path],
        };
    }

    private static bool IsForPeople(JsonProperty value) =>
        value.Value.ValueKind == JsonValueKind.String && VectorCase.ForPeople.Contains(value.Name);

    private JsonElement Opened()
    {
        Mark();
        return _element;
    }

    private JsonElement Taken()
    {
        if (!IsContainer)
        {
            Mark();
        }

        return _element;
    }

    private void Mark() => _log?.Mark(Path);
}
