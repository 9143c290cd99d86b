using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>Until which beacon round each epoch's results are committed, and which round then decides who is audited.</summary>
/// <remarks>
/// <code>
/// closing round of epoch e = FirstRound + e * RoundsPerEpoch
/// draw round of epoch e    = closing round + Gap
/// </code>
/// Part of the policy, so that nobody names a window: the epoch fixes it. With the schedule that is used when none is given (0, 2, 1),
/// epoch 5 closes in round 10 and is drawn by round 11. Exact. Immutable.
/// </remarks>
public sealed record CommitmentSchedule
{
    /// <summary>Initializes a new instance of the <see cref="CommitmentSchedule"/> class.</summary>
    /// <param name="firstRound">The beacon round in which the commitments of epoch 0 close.</param>
    /// <param name="roundsPerEpoch">How many rounds later the next epoch closes, at least 1.</param>
    /// <param name="gap">How many rounds after the closing the draw is, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">All epochs would close in one round, or the draw could be known when committing.</exception>
    [JsonConstructor]
    public CommitmentSchedule(ulong firstRound, ulong roundsPerEpoch, ulong gap)
    {
        FirstRound = firstRound;
        RoundsPerEpoch = roundsPerEpoch >= 1
            ? roundsPerEpoch
            : throw new ArgumentOutOfRangeException(nameof(roundsPerEpoch), "Each epoch closes at least 1 beacon round after the one before, got 0.");
        Gap = gap >= 1
            ? gap
            : throw new ArgumentOutOfRangeException(nameof(gap), "A draw must be at least 1 beacon round after the commitments close, got a gap of 0.");
    }

    /// <summary>Gets the schedule that is used when a policy names none: epoch e closes in round 2e and is drawn by round 2e + 1.</summary>
    public static CommitmentSchedule Default { get; } = new(firstRound: 0, roundsPerEpoch: 2, gap: 1);

    /// <summary>Gets the beacon round in which the commitments of epoch 0 close.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong FirstRound { get; }

    /// <summary>Gets how many rounds later the next epoch closes.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong RoundsPerEpoch { get; }

    /// <summary>Gets how many rounds after the closing the draw is.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Gap { get; }

    /// <summary>Returns the window of an epoch: the only one that its commitments can name.</summary>
    /// <param name="epoch">The epoch.</param>
    /// <returns>The window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The round would exceed 2^64 - 1.</exception>
    public CommitmentWindow WindowOf(Epoch epoch)
    {
        UInt128 closing = FirstRound + ((UInt128)epoch.Number * RoundsPerEpoch);
        return closing <= ulong.MaxValue
            ? CommitmentWindow.Closing(epoch, (ulong)closing, Gap)
            : throw new ArgumentOutOfRangeException(nameof(epoch), $"Epoch {epoch} would close in round {closing}, after the last round, 2^64 - 1.");
    }
}
