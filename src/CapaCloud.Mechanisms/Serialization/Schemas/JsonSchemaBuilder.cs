using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Writes the JSON Schema (2020-12) of a type from the same type information with which it is read.</summary>
internal sealed class JsonSchemaBuilder(JsonSerializerOptions options, Func<Type, string, MemberBound?> boundOf, Func<Type, JsonObject?> extraOf)
{
    private readonly SortedDictionary<string, JsonNode?> _definitions = new(StringComparer.Ordinal);

    /// <summary>Returns the schema of a type, with everything that it refers to.</summary>
    public JsonObject Build(Type type, string id, string title, string description)
    {
        JsonNode reference = Value(type, null, mayBeNull: false);
        JsonObject definitions = [];
        foreach ((string name, JsonNode? definition) in _definitions)
        {
            definitions[name] = definition;
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = id,
            ["title"] = title,
            ["description"] = description,
            ["$ref"] = reference["$ref"]!.DeepClone(),
            ["$defs"] = definitions,
        };
    }

    private JsonNode Value(Type type, MemberBound? bound, bool mayBeNull)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        JsonTypeInfo info = options.GetTypeInfo(plain);
        JsonNode schema = info.Kind switch
        {
            JsonTypeInfoKind.Object => Reference(info),
            JsonTypeInfoKind.Enumerable => new JsonObject { ["type"] = "array", ["items"] = Value(info.ElementType!, null, Nullable.GetUnderlyingType(info.ElementType!) is not null) },
            JsonTypeInfoKind.Dictionary => new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(info.ElementType!, null, Nullable.GetUnderlyingType(info.ElementType!) is not null) },
            _ => extraOf(plain) ?? LeafSchema.Of(plain, bound),
        };
        if (bound?.Extra?.Invoke() is { } extra && schema is JsonObject members)
        {
            foreach (KeyValuePair<string, JsonNode?> keyword in extra)
            {
                members[keyword.Key] = keyword.Value?.DeepClone();
            }
        }

        return mayBeNull ? new JsonObject { ["anyOf"] = new JsonArray(schema, new JsonObject { ["type"] = "null" }) } : schema;
    }

    private JsonObject Reference(JsonTypeInfo info)
    {
        string name = info.PolymorphismOptions is null ? info.Type.Name : info.Type.Name[1..];
        if (_definitions.TryAdd(name, null))
        {
            _definitions[name] = info.PolymorphismOptions is { } kinds ? ByKind(info, kinds) : Members(info, null, null);
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    /// <summary>The kind chooses what is asked: trying every kind on every nested rule would take time exponential in the depth.</summary>
    private JsonObject ByKind(JsonTypeInfo declared, JsonPolymorphismOptions kinds)
    {
        string discriminator = kinds.TypeDiscriminatorPropertyName;
        (JsonArray names, JsonArray choices) = ([], []);
        foreach (JsonDerivedType known in kinds.DerivedTypes.OrderBy(known => known.TypeDiscriminator as string, StringComparer.Ordinal))
        {
            if (known.TypeDiscriminator is not string kind)
            {
                continue;
            }

            string name = $"{declared.Type.Name[1..]}.{kind}";
            if (_definitions.TryAdd(name, null))
            {
                _definitions[name] = Members(options.GetTypeInfo(known.DerivedType), discriminator, kind);
            }

            names.Add((JsonNode)kind);
            choices.Add((JsonNode)new JsonObject
            {
                ["if"] = new JsonObject { ["required"] = new JsonArray(discriminator), ["properties"] = new JsonObject { [discriminator] = new JsonObject { ["const"] = kind } } },
                ["then"] = new JsonObject { ["$ref"] = $"#/$defs/{name}" },
            });
        }

        return With(
            new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray(discriminator),
                ["properties"] = new JsonObject { [discriminator] = new JsonObject { ["enum"] = names } },
                ["allOf"] = choices,
            },
            extraOf(declared.Type));
    }

    private JsonObject Members(JsonTypeInfo info, string? discriminator, string? kind)
    {
        JsonObject properties = [];
        JsonArray required = [];
        if (discriminator is not null)
        {
            properties[discriminator] = new JsonObject { ["const"] = kind };
            required.Add((JsonNode)discriminator);
        }

        foreach (JsonPropertyInfo property in info.Properties)
        {
            JsonNode member = Value(property.PropertyType, boundOf(info.Type, property.Name), JsonShape.MayBeNull(property));
            properties[property.Name] = member;
            if (!OptionalSection.Is(property))
            {
                required.Add((JsonNode)property.Name);
            }
            else if (options.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Enumerable)
            {
                member["minItems"] = 1;
            }
        }

        return With(
            new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false },
            extraOf(info.Type));
    }

    private static JsonObject With(JsonObject schema, JsonObject? extra)
    {
        foreach (KeyValuePair<string, JsonNode?> keyword in extra ?? [])
        {
            schema[keyword.Key] = keyword.Value?.DeepClone();
        }

        return schema;
    }
}
