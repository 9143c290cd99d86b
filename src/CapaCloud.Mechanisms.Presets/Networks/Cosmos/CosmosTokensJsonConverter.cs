using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>Writes <see cref="CosmosTokens"/> as a text of digits.</summary>
/// <remarks>No formula.</remarks>
public sealed class CosmosTokensJsonConverter : JsonConverter<CosmosTokens>
{
    /// <inheritdoc/>
    public override CosmosTokens Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return CosmosTokens.Parse(reader.GetString() ?? "");
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidOperationException)
        {
            throw new JsonException($"Expected base units as a text of digits. {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CosmosTokens value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
