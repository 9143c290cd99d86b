using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>What there is to be used now, how much was used above the target, and the exponent that was voted.</summary>
/// <remarks>No formula. In units of the resource. <c>default</c> is nothing to be used, no excess, the least target.</remarks>
/// <param name="Room">What can be used now.</param>
/// <param name="Excess">What was used above the target so far.</param>
/// <param name="Exponent">The voted exponent of the target.</param>
public readonly record struct CapacityState(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Room,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Excess,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Exponent);
