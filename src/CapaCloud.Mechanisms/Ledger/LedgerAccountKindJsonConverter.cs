using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Ledger;

/// <summary>Writes a kind of account by its name and reads it back; a number is refused.</summary>
/// <remarks>No formula.</remarks>
public sealed class LedgerAccountKindJsonConverter() : JsonStringEnumConverter<LedgerAccountKind>(namingPolicy: null, allowIntegerValues: false);
