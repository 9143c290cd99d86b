using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>Writes <see cref="CosmosDecimal"/> as a text with 18 digits after the point.</summary>
/// <remarks>No formula.</remarks>
public sealed class CosmosDecimalJsonConverter : JsonConverter<CosmosDecimal>
{
    /// <inheritdoc/>
    public override CosmosDecimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return CosmosDecimal.Parse(reader.GetString() ?? "");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidOperationException)
        {
            throw new JsonException($"Expected a decimal as a text. {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CosmosDecimal value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
