using System.Text.Json.Nodes;

namespace CapaCloud.Mechanisms.Serialization;

/// <summary>What a member of a type must be beyond its own type: a least and a largest number, or a schema of its own.</summary>
/// <param name="Low">The least number, in units or parts.</param>
/// <param name="High">The largest number, in units or parts; the type's own when null.</param>
/// <param name="Extra">Keywords that stand beside the type's own.</param>
internal sealed record MemberBound(UInt128 Low, UInt128? High = null, Func<JsonObject>? Extra = null);
