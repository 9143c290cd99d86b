using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a list of integers of 64 bits, each as a JSON string, and reads it back.</summary>
/// <remarks>No formula. Each number as <see cref="WholeNumberJsonConverter{TInteger}"/> writes it.</remarks>
public sealed class WholeNumbersOf64JsonConverter : JsonConverter<ImmutableArray<ulong>>
{
    private static readonly WholeNumberJsonConverter<ulong> Each = new();

    /// <inheritdoc/>
    public override ImmutableArray<ulong> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected a list of whole numbers, each as a JSON string of ASCII digits.");
        }

        ImmutableArray<ulong>.Builder numbers = ImmutableArray.CreateBuilder<ulong>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(Each.Read(ref reader, typeof(ulong), options));
        }

        return numbers.ToImmutable();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImmutableArray<ulong> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (ulong number in value)
        {
            Each.Write(writer, number, options);
        }

        writer.WriteEndArray();
    }
}
