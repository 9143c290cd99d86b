using System.Text.Json.Serialization.Metadata;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A rule and the name under which it stands in a policy's JSON.</summary>
/// <param name="Rule">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="Formula">Its formula in one line, in the words of its parameters; null when nobody said one.</param>
/// <param name="Resolver">What knows its type; null for the library's own.</param>
internal sealed record NamedRule(Type Rule, string Name, string? Formula = null, IJsonTypeInfoResolver? Resolver = null);
