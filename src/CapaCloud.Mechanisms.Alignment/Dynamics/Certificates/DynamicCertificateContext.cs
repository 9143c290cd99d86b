using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Source-generated JSON of dynamic certificates.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(DynamicCertificate))]
internal sealed partial class DynamicCertificateContext : JsonSerializerContext;
