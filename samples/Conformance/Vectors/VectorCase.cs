using System.Text.Json;

namespace CapaCloud.Mechanisms.Samples.Conformance.Vectors;

/// <summary>One published case: where it comes from, what goes in, what is expected.</summary>
public sealed class VectorCase(string name, JsonElement whole, JsonElement inputs, JsonElement expected)
{
    /// <summary>Gets the case's own id, or its position in the file.</summary>
    public string Name { get; } = name;

    /// <summary>Gets the whole case, with the keys that are only for readers.</summary>
    public JsonElement Whole { get; } = whole;

    /// <summary>Gets what goes in.</summary>
    public JsonElement Inputs { get; } = inputs;

    /// <summary>Gets what is expected.</summary>
    public JsonElement Expected { get; } = expected;

    /// <summary>Gets the project, path and test the figure was published in.</summary>
    public string Source => Optional(Whole, "source") ?? "(no source)";

    /// <summary>Returns an input that must be there, as text.</summary>
    public string Input(string key) => Text(Inputs, key, "input");

    /// <summary>Returns an input as text, or null when it is absent.</summary>
    public string? OptionalInput(string key) => Optional(Inputs, key);

    /// <summary>Returns an expected value that must be there, as text.</summary>
    public string Expect(string key) => Text(Expected, key, "expected value");

    /// <summary>Returns an expected value as text, or null when it is absent.</summary>
    public string? OptionalExpect(string key) => Optional(Expected, key);

    private static string Text(JsonElement owner, string key, string what) =>
        Optional(owner, key) ?? throw new KeyNotFoundException($"the {what} '{key}' is missing");

    private static string? Optional(JsonElement owner, string key) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(key, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()
            : null;
}
