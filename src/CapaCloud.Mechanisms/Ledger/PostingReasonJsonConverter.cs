using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Ledger;

/// <summary>Writes a reason by its name and reads it back; a number is refused.</summary>
/// <remarks>No formula.</remarks>
public sealed class PostingReasonJsonConverter() : JsonStringEnumConverter<PostingReason>(namingPolicy: null, allowIntegerValues: false);
