using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>When an epoch's results must be committed, and which later beacon round will decide about them.</summary>
/// <remarks>
/// <code>draw round = closing round + gap, gap &gt;= 1</code>
/// Announced before anybody commits. Commitments are taken through <see cref="ClosingRound"/>; the beacon of exactly
/// <see cref="DrawRound"/> then decides, so nobody can know the seed when committing, and nobody can wait for a better one.
/// A gap of 1 is enough for a beacon whose rounds are unpredictable until they are published (drand); a beacon whose last
/// contributor knows it a little earlier needs more. <c>default</c> draws in the round in which it closes, and is refused.
/// Source: Livepeer protocol#103, Swarm storage-incentives#85 (both drew from what could be known at the commitment).
/// </remarks>
public readonly record struct CommitmentWindow
{
    /// <summary>Initializes a new instance of the <see cref="CommitmentWindow"/> struct.</summary>
    /// <param name="epoch">The epoch whose results are committed.</param>
    /// <param name="closingRound">The last beacon round in which a commitment is taken.</param>
    /// <param name="drawRound">The only beacon round that may decide, after the closing round.</param>
    /// <exception cref="ArgumentOutOfRangeException">The draw is not after the closing round: whoever commits could know it.</exception>
    [JsonConstructor]
    public CommitmentWindow(Epoch epoch, ulong closingRound, ulong drawRound)
    {
        if (drawRound <= closingRound)
        {
            throw new ArgumentOutOfRangeException(
                nameof(drawRound), $"A draw must be at least 1 beacon round after round {closingRound}, in which the commitments close; got round {drawRound}.");
        }

        Epoch = epoch;
        ClosingRound = closingRound;
        DrawRound = drawRound;
    }

    /// <summary>Gets the epoch whose results are committed.</summary>
    public Epoch Epoch { get; }

    /// <summary>Gets the last beacon round in which a commitment is taken.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong ClosingRound { get; }

    /// <summary>Gets the only beacon round that may decide about this epoch; after <see cref="ClosingRound"/>.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong DrawRound { get; }

    /// <summary>Returns the window that closes in a round and draws a gap later.</summary>
    /// <param name="epoch">The epoch whose results are committed.</param>
    /// <param name="closingRound">The last beacon round in which a commitment is taken.</param>
    /// <param name="gap">How many rounds later the draw is, at least 1.</param>
    /// <returns>The window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The gap is 0, or the draw's round would exceed 2^64 - 1.</exception>
    public static CommitmentWindow Closing(Epoch epoch, ulong closingRound, ulong gap = 1)
    {
        if (gap == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(gap), "A draw must be at least 1 beacon round after the commitments close, got a gap of 0.");
        }

        return gap > ulong.MaxValue - closingRound
            ? throw new ArgumentOutOfRangeException(nameof(gap), $"Round {closingRound} plus a gap of {gap} exceeds the last round, 2^64 - 1.")
            : new CommitmentWindow(epoch, closingRound, closingRound + gap);
    }
}
