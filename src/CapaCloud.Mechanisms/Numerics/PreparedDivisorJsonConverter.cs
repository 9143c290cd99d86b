using System.Text.Json;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes a prepared divisor as its number, a JSON string, and prepares it again when it is read; what was computed for it is not data.</summary>
/// <remarks>No formula. <c>default</c> is written as 0.</remarks>
internal sealed class PreparedDivisorJsonConverter : JsonConverter<PreparedDivisor>
{
    private static readonly WholeNumberJsonConverter<UInt128> Number = new();

    /// <inheritdoc/>
    public override PreparedDivisor Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        UInt128 divisor = Number.Read(ref reader, typeof(UInt128), options);
        return divisor == UInt128.Zero ? default : PreparedDivisor.Of(divisor);
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, PreparedDivisor value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        Number.Write(writer, value.Divisor, options);
    }
}
