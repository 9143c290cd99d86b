using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Receipts as JSON, and back.</summary>
/// <remarks>
/// No formula. Amounts and numbers are strings, reasons and holdings are names, what is not known is null. Reading what was written gives equal receipts;
/// a member that is missing, unknown, doubled or of another type is refused with its path.
/// </remarks>
public static class ReceiptJson
{
    private static readonly JsonTypeInfo<ImmutableArray<Receipt>> Type =
        (JsonTypeInfo<ImmutableArray<Receipt>>)StrictJson.Options(ReceiptJsonContext.Default).GetTypeInfo(typeof(ImmutableArray<Receipt>));

    /// <summary>Writes receipts.</summary>
    /// <param name="receipts">The receipts.</param>
    /// <returns>A JSON array.</returns>
    /// <exception cref="JsonException">A member of an enumeration has no name.</exception>
    public static string Write(ImmutableArray<Receipt> receipts) => JsonSerializer.Serialize(receipts.IsDefault ? [] : receipts, Type);

    /// <summary>Reads receipts.</summary>
    /// <param name="json">The JSON array.</param>
    /// <returns>The receipts.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">The text is not such an array; the message begins with the path of what is wrong with it.</exception>
    public static ImmutableArray<Receipt> Read(string json) => StrictJson.Read(json, Type);
}

/// <summary>The generated reader and writer of receipts.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ImmutableArray<Receipt>))]
internal sealed partial class ReceiptJsonContext : JsonSerializerContext;
