using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Hashing;

namespace CapaCloud.Mechanisms.Settlement.Policies;

/// <summary>A policy as JSON: to read, to write, in canonical form, and as a content hash.</summary>
/// <remarks>
/// <code>hash = SHA-256( text("capacloud/policy/v1") || length of the canonical form in 4 bytes || canonical form )</code>
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
        try
        {
            return JsonSerializer.Deserialize(json, TypeInfo(types)) ?? throw new JsonException("Expected a policy, got null.");
        }
        catch (JsonException exception)
        {
            string message = exception.Message.Contains("Path: ", StringComparison.Ordinal)
                ? exception.Message
                : $"{exception.Message} Path: {exception.Path ?? "$"}.";
            throw new JsonException(message, exception.Path, exception.LineNumber, exception.BytePositionInLine, exception);
        }
        catch (Exception exception) when (exception is NotSupportedException or ArgumentException)
        {
            // A rule without its "kind", or a rule that refuses its own parameters; to the caller it is one more unreadable field.
            throw new JsonException($"A rule of the policy cannot be made: {exception.Message}", exception);
        }
    }

    /// <summary>Writes a policy for people, indented.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="NotSupportedException">A rule of the policy has no registered name.</exception>
    public static string Write(MechanismPolicy policy, PolicyTypes? types = null)
    {
        JsonNode node = ToNode(policy, types);
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            node.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>Writes a policy's canonical form.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The bytes that are hashed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="NotSupportedException">A rule of the policy has no registered name.</exception>
    public static byte[] WriteCanonical(MechanismPolicy policy, PolicyTypes? types = null)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            WriteSorted(writer, ToNode(policy, types));
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Returns a policy's content hash.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="types">The names of its rules; the library's own when left out.</param>
    /// <returns>The hash, the same in every process and on every machine.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    /// <exception cref="NotSupportedException">A rule of the policy has no registered name.</exception>
    public static Digest Hash(MechanismPolicy policy, PolicyTypes? types = null)
    {
        byte[] canonical = WriteCanonical(policy, types);
        CanonicalEncoder encoder = new(new byte[canonical.Length + 64], "capacloud/policy/v1"u8);
        encoder.AppendBytes(canonical);
        return encoder.Hash();
    }

    private static JsonNode ToNode(MechanismPolicy policy, PolicyTypes? types)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return JsonSerializer.SerializeToNode(policy, TypeInfo(types))!;
    }

    private static JsonTypeInfo<MechanismPolicy> TypeInfo(PolicyTypes? types) =>
        (JsonTypeInfo<MechanismPolicy>)(types ?? PolicyTypes.Default).Options.GetTypeInfo(typeof(MechanismPolicy));

    private static void WriteSorted(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                writer.WriteStartObject();
                foreach (KeyValuePair<string, JsonNode?> member in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Key);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (JsonNode? item in items)
                {
                    WriteSorted(writer, item);
                }

                writer.WriteEndArray();
                break;
            case null:
                writer.WriteNullValue();
                break;
            default:
                node.WriteTo(writer);
                break;
        }
    }
}
