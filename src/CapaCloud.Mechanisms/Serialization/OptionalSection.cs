using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>Asks whether a member is an optional section: absent, or an object or a list with an item, and never null, so that each value has one text.</summary>
internal static class OptionalSection
{
    public static bool Is(JsonPropertyInfo property) => property.AttributeProvider?.IsDefined(typeof(OptionalSectionAttribute), inherit: false) == true;
}
