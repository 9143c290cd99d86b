using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes an offence as a JSON string and reads it back, also as a property name.</summary>
/// <remarks>No formula. <c>default</c> is written as null.</remarks>
internal sealed class OffenceJsonConverter : JsonConverter<Offence>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override Offence Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String when Offence.TryOf(TextJsonConverter.Text(ref reader), out Offence offence) => offence,
            _ => throw Unreadable(),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, Offence value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.IsNone ? null : value.ToString());
    }

    /// <inheritdoc/>
    public override Offence ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Offence.TryOf(TextJsonConverter.Text(ref reader), out Offence offence) ? offence : throw Unreadable();

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, Offence value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.IsNone ? throw new JsonException("No offence cannot name a member of an object.") : value.ToString());
    }

    private static JsonException Unreadable() =>
        new($"Expected an offence as a JSON string of 1 to {Offence.MaxLength} lowercase ASCII letters, digits and hyphens.");
}
