using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>The opening of a commitment: the result and the secret that hid it.</summary>
/// <remarks>No formula. <c>default</c> is nobody's.</remarks>
/// <param name="Author">Who opens.</param>
/// <param name="Task">Which task.</param>
/// <param name="Result">The hash of the result.</param>
/// <param name="Salt">The secret.</param>
/// <param name="Round">The beacon round in which it was received.</param>
public readonly record struct Reveal(
    ParticipantId Author,
    TaskId Task,
    Digest Result,
    Digest Salt,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Round);
