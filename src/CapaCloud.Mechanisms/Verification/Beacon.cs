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
public readonly partial record struct Beacon([property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Round, Digest Randomness) : IComparable<Beacon>
{
    /// <summary>Gets a value indicating whether this is no beacon: round 0, which comes before every commitment. So is <c>default</c>.</summary>
    [JsonIgnore]
    public bool IsNone => Round == 0;

    /// <summary>Tells whether one comes before the other: by round, then by randomness.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator <(Beacon left, Beacon right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether one comes after the other.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator >(Beacon left, Beacon right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether one comes before the other or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator <=(Beacon left, Beacon right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether one comes after the other or is the same.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it does.</returns>
    public static bool operator >=(Beacon left, Beacon right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Beacon other)
    {
        int byRound = Round.CompareTo(other.Round);
        return byRound != 0 ? byRound : Randomness.CompareTo(other.Randomness);
    }
}
