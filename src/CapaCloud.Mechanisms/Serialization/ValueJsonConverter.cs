using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a value of the library as JSON and reads it back: an amount, a proportion, an epoch, a name, a hash, a posting.</summary>
/// <typeparam name="TValue">The value, such as <see cref="Amount"/>.</typeparam>
/// <remarks>
/// No formula. Each value has one text: <c>"1000"</c>, <c>"0.05"</c>, <c>"alice"</c>; a JSON number is refused, because readers may round it to 53 bits.
/// You never name it: the values carry it. It is public because the source generator of <c>System.Text.Json</c> names it in your assembly.
/// </remarks>
public sealed class ValueJsonConverter<TValue> : JsonConverter<TValue>
    where TValue : struct
{
    private static readonly JsonConverter<TValue> Own = default(TValue) is IJsonValue<TValue> value
        ? value.Converter
        : throw new NotSupportedException($"{typeof(TValue).Name} is no value of this library that says how it is written as JSON.");

    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override TValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Own.Read(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Own.Write(writer, value, options);
    }

    /// <inheritdoc/>
    public override TValue ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Own.ReadAsPropertyName(ref reader, typeToConvert, options);

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TValue value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Own.WriteAsPropertyName(writer, value, options);
    }
}
