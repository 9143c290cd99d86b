using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>What one participant reports, and how much it counts.</summary>
/// <remarks>No formula. <c>default</c> counts nothing.</remarks>
/// <param name="Reading">What it reports.</param>
/// <param name="Weight">How much it counts: its stake, its work.</param>
public readonly record struct WeightedReading(
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Reading,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Weight);
