using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A part of a grant that is vested from a moment on, on top of the parts before it.</summary>
/// <remarks>No formula. <c>default</c> is nothing at the start.</remarks>
/// <param name="After">The time since the start.</param>
/// <param name="Weight">Its weight: a count of base units, of percents, or of anything else.</param>
public readonly record struct VestingStep(
    EpochSpan After, [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Weight);
