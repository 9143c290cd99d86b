using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Identity;

/// <summary>Writes a task's name as a JSON string and reads it back, also as a property name.</summary>
/// <remarks>No formula. <see cref="TaskId.None"/> is <c>null</c>, and no property name.</remarks>
public sealed class TaskIdJsonConverter : JsonConverter<TaskId>
{
    /// <inheritdoc/>
    public override TaskId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.Null ? TaskId.None
        : reader.TokenType == JsonTokenType.String && TaskId.TryOf(reader.GetString(), out TaskId task) ? task
        : throw Unreadable();

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TaskId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.IsNone ? null : value.ToString());
    }

    /// <inheritdoc/>
    public override TaskId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TaskId.TryOf(reader.GetString(), out TaskId task) ? task : throw Unreadable();

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TaskId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.IsNone ? throw new JsonException("No task cannot be the name of a JSON property.") : value.ToString());
    }

    private static JsonException Unreadable() =>
        new($"Expected a task's name as a JSON string of 1 to {TaskId.MaxBytes} bytes without blanks and control characters.");
}
