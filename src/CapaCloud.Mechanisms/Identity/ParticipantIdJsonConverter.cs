using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Identity;

/// <summary>Writes a participant's name as a JSON string and reads it back, also as a property name.</summary>
/// <remarks>No formula. <see cref="ParticipantId.None"/> is <c>null</c>, and no property name.</remarks>
public sealed class ParticipantIdJsonConverter : JsonConverter<ParticipantId>
{
    /// <inheritdoc/>
    public override ParticipantId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? ParticipantId.None
        : reader.TokenType == JsonTokenType.String && ParticipantId.TryOf(reader.GetString(), out ParticipantId participant) ? participant
        : throw Unreadable();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ParticipantId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.IsNone ? null : value.ToString());
    }

    /// <inheritdoc/>
    public override ParticipantId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ParticipantId.TryOf(reader.GetString(), out ParticipantId participant) ? participant : throw Unreadable();

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, ParticipantId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.IsNone ? throw new JsonException("Nobody cannot be the name of a JSON property.") : value.ToString());
    }

    private static JsonException Unreadable() =>
        new($"Expected a participant's name as a JSON string of 1 to {ParticipantId.MaxBytes} bytes without blanks and control characters.");
}
