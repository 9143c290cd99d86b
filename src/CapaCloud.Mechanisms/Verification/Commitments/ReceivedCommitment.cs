using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A commitment and the beacon round in which it was received.</summary>
/// <remarks>No formula. The round of receipt is what the receiver says; it is not part of the seal. <c>default</c> is nobody's.</remarks>
/// <param name="Commitment">The commitment.</param>
/// <param name="Received">The beacon round in which it was received.</param>
public readonly record struct ReceivedCommitment(
    Commitment Commitment, [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Received);
