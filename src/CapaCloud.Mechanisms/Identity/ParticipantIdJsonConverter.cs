using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a participant's name as a JSON string and reads it back, also as a property name.</summary>
/// <remarks>No formula. <c>default</c> is written as null.</remarks>
internal sealed class ParticipantIdJsonConverter : JsonConverter<ParticipantId>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override ParticipantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String when ParticipantId.TryOf(TextJsonConverter.Text(ref reader), out ParticipantId participant) => participant,
            _ => throw Unreadable(),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ParticipantId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.IsNone ? null : value.ToString());
    }

    /// <inheritdoc/>
    public override ParticipantId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ParticipantId.TryOf(TextJsonConverter.Text(ref reader), out ParticipantId participant) ? participant : throw Unreadable();

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, ParticipantId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.IsNone ? throw new JsonException("Nobody cannot name a member of an object.") : value.ToString());
    }

    private static JsonException Unreadable() =>
        new($"Expected a participant's name as a JSON string of 1 to {Prose.Count(ParticipantId.MaxBytes, "byte")} without blanks, control characters and anything invisible.");
}
