using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>How far one steered parameter moved.</summary>
/// <remarks>No formula. In units of the parameter.</remarks>
/// <param name="Parameter">The steered parameter's name.</param>
/// <param name="From">The value before.</param>
/// <param name="To">The value afterwards.</param>
public readonly record struct SteeredMove(
    string Parameter,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 From,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 To);
