using System.Collections.Frozen;
using System.Text.Json;

namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>
/// One published case: where it comes from, what goes in, what is expected. The case knows which of its values have been read, so that no
/// suite passes one over: see <see cref="Unread"/>.
/// </summary>
public sealed class VectorCase
{
    private readonly ReadLog _log = new();
    private readonly JsonElement _inputs;
    private readonly JsonElement _expected;

    public VectorCase(string name, JsonElement whole, JsonElement inputs, JsonElement expected)
    {
        Name = name;
        Whole = whole;
        _inputs = inputs;
        _expected = expected;
    }

    /// <summary>Gets the names of texts that are for people and carry no figure. A number of such a name counts as an input all the same.</summary>
    public static FrozenSet<string> ForPeople { get; } = FrozenSet.Create(StringComparer.Ordinal, "name", "note", "description", "rule", "unit", "see");

    /// <summary>Gets the case's own id, or its position in the file.</summary>
    public string Name { get; }

    /// <summary>Gets the whole case, with the keys that are only for readers.</summary>
    public JsonElement Whole { get; }

    /// <summary>Gets what goes in.</summary>
    public VectorValue Inputs => new(_inputs, _log, "/inputs");

    /// <summary>Gets what is expected.</summary>
    public VectorValue Expected => new(_expected, _log, "/expected");

    /// <summary>Gets the project, path and test the figure was published in.</summary>
    public string Source => Optional(Whole, "source") ?? "(no source)";

    /// <summary>Gets the operation the case asks for, from beside its inputs or among them; null when it names none.</summary>
    public string? Operation => Optional(Whole, "op") ?? OptionalInput("op") ?? OptionalInput("fn");

    /// <summary>Gets a value indicating whether there are inputs.</summary>
    public bool HasInputs => _inputs.ValueKind != JsonValueKind.Undefined;

    /// <summary>Returns the same case of which nothing has been read yet.</summary>
    public VectorCase Afresh() => new(Name, Whole, _inputs, _expected);

    /// <summary>Returns the same case with other inputs.</summary>
    public VectorCase With(JsonElement inputs) => new(Name, Whole, inputs, _expected);

    /// <summary>Returns the places of inputs and expected values that nobody has read, such as <c>/inputs/kappa</c>.</summary>
    public IEnumerable<string> Unread() => [.. Inputs.Unread(), .. Expected.Unread()];

    /// <summary>Tells whether there is an input that is not null, without reading it.</summary>
    public bool Has(string key) => Inputs.Has(key);

    /// <summary>Tells whether a value is expected that is not null, without reading it.</summary>
    public bool Expects(string key) => Expected.Has(key);

    /// <summary>Returns an input that must be there, as text.</summary>
    public string Input(string key) => Text(Inputs, key);

    /// <summary>Returns an input as text, or null when it is absent.</summary>
    public string? OptionalInput(string key) => Optional(Inputs, key);

    /// <summary>Returns an expected value that must be there, as text.</summary>
    public string Expect(string key) => Text(Expected, key);

    /// <summary>Returns an expected value as text, or null when it is absent.</summary>
    public string? OptionalExpect(string key) => Optional(Expected, key);

    /// <summary>Returns the inputs as they are written, for a copy with another value; this reads nothing.</summary>
    public string InputsText() => _inputs.GetRawText();

    internal void WriteInputsTo(Utf8JsonWriter writer) => _inputs.WriteTo(writer);

    internal void WriteExpectedTo(Utf8JsonWriter writer) => _expected.WriteTo(writer);

    private static string Text(VectorValue owner, string key) =>
        Optional(owner, key) ?? throw new KeyNotFoundException($"'{owner.Path}/{key}' is missing");

    private static string? Optional(VectorValue owner, string key) =>
        owner.TryGetProperty(key, out VectorValue value) && value.ValueKind != JsonValueKind.Null ? value.Text() : null;

    private static string? Optional(JsonElement owner, string key) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
