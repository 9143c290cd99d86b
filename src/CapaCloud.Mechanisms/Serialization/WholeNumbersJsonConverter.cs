using System.Collections.Immutable;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a list of whole numbers, each as a JSON string, and reads it back.</summary>
/// <typeparam name="TInteger">The integer: long, ulong, Int128 or UInt128.</typeparam>
/// <remarks>No formula. Each number as <see cref="WholeNumberJsonConverter{TInteger}"/> writes it.</remarks>
public sealed class WholeNumbersJsonConverter<TInteger> : JsonConverter<ImmutableArray<TInteger>>
    where TInteger : struct, IBinaryInteger<TInteger>, IMinMaxValue<TInteger>
{
    private static readonly WholeNumberJsonConverter<TInteger> Each = new();

    /// <inheritdoc/>
    public override ImmutableArray<TInteger> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("Expected a list of whole numbers, each as a JSON string of ASCII digits.");
        }

        ImmutableArray<TInteger>.Builder numbers = ImmutableArray.CreateBuilder<TInteger>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            numbers.Add(Each.Read(ref reader, typeof(TInteger), options));
        }

        return numbers.ToImmutable();
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, ImmutableArray<TInteger> value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartArray();
        foreach (TInteger number in value)
        {
            Each.Write(writer, number, options);
        }

        writer.WriteEndArray();
    }
}
