using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>Public chance: 32 bytes that nobody could know or choose before their round.</summary>
/// <remarks>
/// No formula. Where the bytes come from (drand, a chain's randomness, a commit-reveal of validators) is the caller's decision; what
/// matters is that the round came after whatever it decides about was committed. <see cref="SelectionSeed.After"/> holds to that:
/// it takes no other round than the one a <see cref="CommitmentWindow"/> announced. <c>default</c> is no beacon
/// (<see cref="IsNone"/>): it is enough where nothing is drawn and nothing is tied, and is refused wherever something is.
/// </remarks>
/// <param name="Round">The number of the round; later rounds have larger numbers.</param>
/// <param name="Randomness">The round's bytes.</param>
public readonly record struct Beacon([property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Round, Digest Randomness)
{
    /// <summary>Gets a value indicating whether this is no beacon: round 0, which comes before every commitment. So is <c>default</c>.</summary>
    [JsonIgnore]
    public bool IsNone => Round == 0;
}
