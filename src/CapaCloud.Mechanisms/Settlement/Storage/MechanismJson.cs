using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <summary>The library's data as JSON: every record and every struct, to write, to read back equal, in canonical form, and as a content hash.</summary>
/// <remarks>
/// <code>
/// hash = SHA-256( text("capacloud/data/v1") || text(name of the type) || length of the canonical form in 4 bytes || canonical form )
/// </code>
/// Every member is written and every member is required. Reading accepts a text only when writing what was read gives the same canonical form:
/// a member that is missing, unknown, doubled, null or of another type is refused with its path, as is a text that is not valid Unicode. Integers of 64 bits
/// and more are strings, so that no reader rounds them; members of an enumeration are names. The canonical form is UTF-8 without white space, each object's
/// members in the order of their UTF-16 code units. Works without reflection, trimmed or compiled ahead of time. Immutable and safe to share between threads.
/// </remarks>
public sealed class MechanismJson
{
    private readonly JsonSerializerOptions _options;

    /// <summary>Initializes a new instance of the <see cref="MechanismJson"/> class.</summary>
    /// <param name="rules">The names of the rules that data may hold.</param>
    /// <exception cref="ArgumentNullException"><paramref name="rules"/> is null.</exception>
    public MechanismJson(PolicyTypes rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        _options = StrictJson.Options(JsonTypeInfoResolver.Combine(rules.Resolver, MechanismJsonContext.Default));
        _options.MakeReadOnly();
    }

    /// <summary>Gets the JSON of the library's own data, with the library's own rules.</summary>
    public static MechanismJson Default { get; } = new(PolicyTypes.Default);

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">A record or a struct of the library.</typeparam>
    /// <param name="json">The JSON.</param>
    /// <returns>The value that was written.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is no data of the library.</exception>
    /// <exception cref="JsonException">The text is not such a value; the message begins with the path of what is wrong with it.</exception>
    public T Read<T>(string json) => StrictJson.Read(json, TypeInfo<T>());

    /// <summary>Reads a value.</summary>
    /// <typeparam name="T">A record or a struct of the library.</typeparam>
    /// <param name="utf8">The JSON in UTF-8.</param>
    /// <returns>The value that was written.</returns>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is no data of the library.</exception>
    /// <exception cref="JsonException">The text is not such a value; the message begins with the path of what is wrong with it.</exception>
    public T Read<T>(ReadOnlySpan<byte> utf8) => StrictJson.Read(utf8, TypeInfo<T>());

    /// <summary>Writes a value for people, indented.</summary>
    /// <typeparam name="T">A record or a struct of the library.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The JSON.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is no data of the library.</exception>
    /// <exception cref="JsonException">A text in the value is not valid Unicode, or a member of an enumeration has no name.</exception>
    /// <exception cref="NotSupportedException">A rule in the value has no registered name.</exception>
    public string Write<T>(T value) => StrictJson.Indent(Node(value));

    /// <summary>Writes a value's canonical form: equal values give equal bytes, different values different bytes.</summary>
    /// <typeparam name="T">A record or a struct of the library.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The bytes that are hashed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is no data of the library.</exception>
    /// <exception cref="JsonException">A text in the value is not valid Unicode, or a member of an enumeration has no name.</exception>
    /// <exception cref="NotSupportedException">A rule in the value has no registered name.</exception>
    public byte[] WriteCanonical<T>(T value) => CanonicalJson.Write(Node(value));

    /// <summary>Returns a value's content hash.</summary>
    /// <typeparam name="T">A record or a struct of the library.</typeparam>
    /// <param name="value">The value.</param>
    /// <returns>The hash, the same in every process and on every machine.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    /// <exception cref="ArgumentException"><typeparamref name="T"/> is no data of the library.</exception>
    /// <exception cref="JsonException">A text in the value is not valid Unicode, or a member of an enumeration has no name.</exception>
    /// <exception cref="NotSupportedException">A rule in the value has no registered name.</exception>
    public Digest Hash<T>(T value)
    {
        byte[] canonical = WriteCanonical(value);
        string name = typeof(T).Name;
        CanonicalEncoder encoder = new(new byte[canonical.Length + Encoding.UTF8.GetByteCount(name) + 64], "capacloud/data/v1"u8);
        encoder.Append(name);
        encoder.AppendBytes(canonical);
        return encoder.Hash();
    }

    private JsonNode? Node<T>(T value)
    {
        ArgumentNullException.ThrowIfNull(value);
        JsonTypeInfo<T> type = TypeInfo<T>();
        RuleNames.Check(value, type);
        return StrictJson.ToNode(value, type);
    }

    private JsonTypeInfo<T> TypeInfo<T>() =>
        _options.TryGetTypeInfo(typeof(T), out JsonTypeInfo? type)
            ? (JsonTypeInfo<T>)type
            : throw new ArgumentException($"{typeof(T).Name} is no data of the library: expected one of its records or structs.");
}
