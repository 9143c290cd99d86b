using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What was measured in an epoch for one steered parameter.</summary>
/// <remarks>No formula. <see cref="EpochReadings"/> takes the usual ones from a settlement.</remarks>
/// <param name="Parameter">The steered parameter's name.</param>
/// <param name="Reading">What was measured, in the unit of its controller's target.</param>
public readonly record struct Observation(
    string Parameter,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Reading);
