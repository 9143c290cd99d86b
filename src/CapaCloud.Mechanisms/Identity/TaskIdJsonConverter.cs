using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a task's name as a JSON string and reads it back, also as a property name.</summary>
/// <remarks>No formula. <c>default</c> is written as null.</remarks>
internal sealed class TaskIdJsonConverter : JsonConverter<TaskId>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override TaskId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String when TaskId.TryOf(TextJsonConverter.Text(ref reader), out TaskId task) => task,
            _ => throw Unreadable(),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TaskId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.IsNone ? null : value.ToString());
    }

    /// <inheritdoc/>
    public override TaskId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TaskId.TryOf(TextJsonConverter.Text(ref reader), out TaskId task) ? task : throw Unreadable();

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TaskId value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.IsNone ? throw new JsonException("No task cannot name a member of an object.") : value.ToString());
    }

    private static JsonException Unreadable() =>
        new($"Expected a task's name as a JSON string of 1 to {Prose.Count(TaskId.MaxBytes, "byte")} without blanks, control characters and anything invisible.");
}
