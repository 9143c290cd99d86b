using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>A policy as JSON: to read, to write, in canonical form, and as a content hash.</summary>
/// <remarks>
/// <code>hash = SHA-256( text("capacloud/policy/v2") || length of the canonical form in 4 bytes || canonical form )</code>
/// The canonical form is UTF-8 without white space, every object's members in the order of their UTF-16 code units, nothing left out
/// that has a value. Amounts, proportions and ratios are strings, so no reader can round them.
/// </remarks>
public static class PolicyJson
{
    /// <summary>Reads a policy.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The policy; whether it is valid is <see cref="PolicyValidator"/>'s matter.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="JsonException">A field is unknown, missing or unreadable; the message has the JSON path.</exception>
    public static MechanismPolicy Read(string json, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return StrictJson.Read(json, TypeInfo(types));
    }

    /// <summary>Writes a policy for people, indented.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="NotSupportedException">A rule of the policy has no registered name.</exception>
    public static string Write(MechanismPolicy policy, PolicyTypes? types = null) =>
        StrictJson.Indent(ToNode(policy, types));

    /// <summary>Writes a policy's canonical form.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The bytes that are hashed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="NotSupportedException">A rule of the policy has no registered name.</exception>
    public static byte[] WriteCanonical(MechanismPolicy policy, PolicyTypes? types = null) =>
        CanonicalJson.Write(ToNode(policy, types));

    /// <summary>Returns a policy's content hash.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The hash, the same in every process and on every machine.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="NotSupportedException">A rule of the policy has no registered name.</exception>
    public static Digest Hash(MechanismPolicy policy, PolicyTypes? types = null)
    {
        byte[] canonical = WriteCanonical(policy, types);
        CanonicalEncoder encoder = new(new byte[canonical.Length + 64], "capacloud/policy/v2"u8);
        encoder.AppendBytes(canonical);
        return encoder.Hash();
    }

    internal static JsonNode ToNode(MechanismPolicy policy, PolicyTypes? types)
    {
        ArgumentNullException.ThrowIfNull(policy);
        JsonTypeInfo<MechanismPolicy> type = TypeInfo(types);
        RuleNames.Check(policy, type);
        return StrictJson.ToNode(policy, type)!;
    }

    internal static JsonTypeInfo<MechanismPolicy> TypeInfo(PolicyTypes? types) =>
        (JsonTypeInfo<MechanismPolicy>)(types ?? PolicyTypes.Default).Options.GetTypeInfo(typeof(MechanismPolicy));
}
