using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a count of epochs as a JSON string and reads it back; a JSON number is refused, because readers may round it to 53 bits.</summary>
/// <remarks>No formula. The text is the number in ASCII digits, from 0 to 2^64 - 1.</remarks>
internal sealed class EpochSpanJsonConverter : JsonConverter<EpochSpan>
{
    private static readonly WholeNumberJsonConverter<ulong> Number = new();

    /// <inheritdoc/>
    public override EpochSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        try
        {
            return EpochSpan.Of(Number.Read(ref reader, typeof(ulong), options));
        }
        catch (JsonException exception)
        {
            throw new JsonException("Expected a count of epochs as a JSON string of ASCII digits, from 0 to 2^64 - 1, such as \"21\".", exception);
        }
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, EpochSpan value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Number.Write(writer, value.Epochs, options);
    }
}
