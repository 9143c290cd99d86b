using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a member of an enumeration by its name and reads it back; numbers and unknown names are refused, and the known ones are named.</summary>
/// <typeparam name="TEnum">The enumeration. One that is made of flags is written as its names with comma and blank between: <c>"Proven, Presence"</c>.</typeparam>
/// <remarks>No formula. Names are compared letter by letter. A value without a name, such as 77, can neither be written nor read.</remarks>
public sealed class NameJsonConverter<TEnum> : JsonConverter<TEnum>
    where TEnum : struct, Enum
{
    /// <inheritdoc/>
    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && TextJsonConverter.Text(ref reader) is { } text
        && Enum.TryParse(text, ignoreCase: false, out TEnum value)
        && value.ToString() == text
        && IsNamed(value)
            ? value
            : throw new JsonException($"Expected one of {string.Join(", ", Enum.GetNames<TEnum>())} as a JSON string.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(
            IsNamed(value)
                ? value.ToString()
                : throw new JsonException($"{value} is no {typeof(TEnum).Name}; expected one of {string.Join(", ", Enum.GetNames<TEnum>())}."));
    }

    // A value without a name is written as its digits.
    private static bool IsNamed(TEnum value) => value.ToString() is [not ('-' or (>= '0' and <= '9')), ..];
}
