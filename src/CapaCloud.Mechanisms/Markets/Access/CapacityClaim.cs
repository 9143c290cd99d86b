using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Somebody wants units of a capacity at a posted price.</summary>
/// <remarks>No formula. <c>default</c> is nobody's claim and is refused.</remarks>
/// <param name="Claimant">Who.</param>
/// <param name="Wanted">How many units.</param>
/// <param name="Score">Its reputation, which decides how much it may get.</param>
public readonly record struct CapacityClaim(
    ParticipantId Claimant,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Wanted,
    Proportion Score);
