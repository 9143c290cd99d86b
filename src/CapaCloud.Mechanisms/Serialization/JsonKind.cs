using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Which rule an object says it is, by its member "kind".</summary>
internal static class JsonKind
{
    /// <summary>Returns the type that the object names, or the declared one where it needs no name.</summary>
    /// <param name="reader">Stands at the object's beginning; a copy is read.</param>
    /// <param name="declared">The type of the member that holds the object.</param>
    /// <param name="path">Where the object stands.</param>
    /// <exception cref="JsonException">The name is missing or unknown; the known ones are named.</exception>
    public static JsonTypeInfo Resolve(Utf8JsonReader reader, JsonTypeInfo declared, string path)
    {
        if (declared.PolymorphismOptions is not { } options)
        {
            return declared;
        }

        string member = options.TypeDiscriminatorPropertyName;
        string? name = Find(ref reader, member, path);
        foreach (JsonDerivedType known in options.DerivedTypes)
        {
            if (known.TypeDiscriminator is string discriminator && discriminator == name)
            {
                return declared.Options.GetTypeInfo(known.DerivedType);
            }
        }

        string complaint = name is null ? "is missing" : $"is '{name}', which is unknown";
        throw new JsonException($"{path}.{member}: {complaint}; expected one of {Names(options)}", $"{path}.{member}", null, null);
    }

    /// <summary>Returns the known names in order.</summary>
    public static string Names(JsonPolymorphismOptions options) =>
        string.Join(", ", options.DerivedTypes.Select(known => known.TypeDiscriminator as string).Order(StringComparer.Ordinal));

    private static string? Find(ref Utf8JsonReader reader, string member, string path)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isKind = reader.ValueTextEquals(member);
            reader.Read();
            if (!isKind)
            {
                reader.Skip();
                continue;
            }

            return reader.TokenType == JsonTokenType.String
                ? TextJsonConverter.Text(ref reader)
                : throw new JsonException($"{path}.{member}: expected a rule's name as a JSON string", $"{path}.{member}", null, null);
        }

        return null;
    }
}
