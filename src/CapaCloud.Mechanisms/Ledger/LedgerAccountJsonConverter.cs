using System.Text.Json;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes an account as its text, such as <c>"Stake(alice)"</c> or <c>"Treasury"</c>, and reads it back, also as a property name.</summary>
/// <remarks>No formula. No account is null.</remarks>
internal sealed class LedgerAccountJsonConverter : JsonConverter<LedgerAccount>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    public override LedgerAccount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Null => default,
        JsonTokenType.String => Parse(reader.GetString()),
        _ => throw Unreadable(),
    };

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, LedgerAccount value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.Kind == LedgerAccountKind.None ? null : value.ToString());
    }

    /// <inheritdoc/>
    public override LedgerAccount ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.GetString());

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, LedgerAccount value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WritePropertyName(value.ToString());
    }

    private static LedgerAccount Parse(string? text) => LedgerAccount.TryParse(text, out LedgerAccount account) ? account : throw Unreadable();

    private static JsonException Unreadable() => new(
        "Expected a ledger account as a JSON string: a kind that has owners with its owner, such as Stake(alice), or a kind that has none, such as Treasury.");
}
