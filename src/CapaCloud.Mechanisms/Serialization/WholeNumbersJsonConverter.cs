using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a list of integers of 128 bits, each as a JSON string, and reads it back.</summary>
/// <remarks>No formula. Each number as <see cref="WholeNumberJsonConverter{TInteger}"/> writes it.</remarks>
public sealed class WholeNumbersJsonConverter : JsonConverter<ImmutableArray<Int128>>
{
    private static readonly WholeNumberJsonConverter<Int128> Each = new();

    /// <inheritdoc/>
    public override ImmutableArray<Int128> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected a list of whole numbers, each as a JSON string of ASCII digits.");
        }

        ImmutableArray<Int128>.Builder numbers = ImmutableArray.CreateBuilder<Int128>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(Each.Read(ref reader, typeof(Int128), options));
        }

        return numbers.ToImmutable();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImmutableArray<Int128> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (Int128 number in value)
        {
            Each.Write(writer, number, options);
        }

        writer.WriteEndArray();
    }
}
