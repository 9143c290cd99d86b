using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Alignment.Certificates;

/// <summary>Source-generated JSON of certificates.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    WriteIndented = true)]
[JsonSerializable(typeof(AlignmentCertificate))]
internal sealed partial class CertificateContext : JsonSerializerContext;
