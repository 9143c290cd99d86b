using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards.Receipts;

/// <summary>Receipts as JSON, and back.</summary>
/// <remarks>No formula. Amounts are strings of base units, rules and holdings are names. Reading what was written gives equal receipts.</remarks>
public static class ReceiptJson
{
    /// <summary>Writes receipts.</summary>
    /// <param name="receipts">The receipts.</param>
    /// <returns>A JSON array.</returns>
    public static string Write(ImmutableArray<Receipt> receipts) => JsonSerializer.Serialize(receipts.IsDefault ? [] : receipts, ReceiptJsonContext.Default.ImmutableArrayReceipt);

    /// <summary>Reads receipts.</summary>
    /// <param name="json">The JSON array.</param>
    /// <returns>The receipts.</returns>
    /// <exception cref="JsonException">The text is not such an array.</exception>
    public static ImmutableArray<Receipt> Read(string json)
    {
        ImmutableArray<Receipt> receipts = JsonSerializer.Deserialize(json, ReceiptJsonContext.Default.ImmutableArrayReceipt);
        return receipts.IsDefault || receipts.Any(receipt => receipt is null) ? throw new JsonException("Expected a JSON array of receipts.") : receipts;
    }
}

/// <summary>The generated reader and writer of receipts.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ImmutableArray<Receipt>))]
internal sealed partial class ReceiptJsonContext : JsonSerializerContext;
