using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes the purpose of a selection as a JSON string and reads it back.</summary>
/// <remarks>No formula. <c>default</c> is written as null.</remarks>
internal sealed class SelectionPurposeJsonConverter : JsonConverter<SelectionPurpose>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override SelectionPurpose Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.Null => default,
            JsonTokenType.String when TextJsonConverter.Text(ref reader) is { } name && SelectionPurpose.IsName(name) => SelectionPurpose.Of(name),
            _ => throw new JsonException($"Expected a purpose as a JSON string of 1 to {SelectionPurpose.MaxLength} lowercase ASCII letters, digits and hyphens."),
        };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, SelectionPurpose value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.IsNone ? null : value.ToString());
    }
}
