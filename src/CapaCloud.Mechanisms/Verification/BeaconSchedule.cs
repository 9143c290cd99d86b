using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>When the rounds of a periodic beacon are published: drand's schedule arithmetic.</summary>
/// <remarks>
/// <code>
/// time of round n = genesis + (n - 1) * period          (n = 0: genesis)
/// next round      = floor((now - genesis) / period) + 2  (1 before genesis)
/// </code>
/// In seconds since 1970-01-01 UTC; integers, exact. The library has no clock: the caller says what time it is. Round 1 is
/// published at the genesis time. Immutable. Source: drand/chain/time.go.
/// </remarks>
public sealed record BeaconSchedule
{
    /// <summary>Initializes a new instance of the <see cref="BeaconSchedule"/> class.</summary>
    /// <param name="genesis">When round 1 is published, in seconds since 1970-01-01 UTC.</param>
    /// <param name="period">Seconds from round to round, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is 0 seconds.</exception>
    [JsonConstructor]
    public BeaconSchedule(ulong genesis, ulong period)
    {
        Genesis = genesis;
        Period = period == 0 ? throw new ArgumentOutOfRangeException(nameof(period), "A beacon's period is at least 1 second, got 0.") : period;
    }

    /// <summary>Gets when round 1 is published, in seconds since 1970-01-01 UTC.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Genesis { get; }

    /// <summary>Gets the seconds from round to round.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Period { get; }

    /// <summary>Returns when a round is published.</summary>
    /// <param name="round">The round; 0 gives the genesis time, as drand does.</param>
    /// <returns>Seconds since 1970-01-01 UTC.</returns>
    /// <exception cref="OverflowException">The time exceeds 2^64 - 1 seconds.</exception>
    public ulong TimeOf(ulong round)
    {
        UInt128 time = round == 0 ? Genesis : Genesis + ((UInt128)(round - 1) * Period);
        return time <= ulong.MaxValue
            ? (ulong)time
            : throw new OverflowException(
                $"Round {Prose.Number(round)} of a beacon that begins at {Prose.Count(Genesis, "second")} with a period of {Prose.Count(Period, "second")} is published after 2^64 - 1 seconds; expected an earlier round.");
    }

    /// <summary>Returns the latest round that is published at a time.</summary>
    /// <param name="now">Seconds since 1970-01-01 UTC.</param>
    /// <returns>The round; 0 before genesis, when there is none.</returns>
    /// <exception cref="OverflowException">The round exceeds 2^64 - 1.</exception>
    public ulong RoundAt(ulong now)
    {
        ulong before = now < Genesis ? 0 : (now - Genesis) / Period;
        return now < Genesis ? 0
            : before < ulong.MaxValue ? before + 1
            : throw new OverflowException($"At {Prose.Count(now, "second")} a beacon that begins at {Prose.Count(Genesis, "second")} with a period of {Prose.Count(Period, "second")} is past round 2^64 - 1; expected an earlier time.");
    }

    /// <summary>Returns the first round that is not yet published at a time.</summary>
    /// <param name="now">Seconds since 1970-01-01 UTC.</param>
    /// <returns>The round.</returns>
    /// <exception cref="OverflowException">The round exceeds 2^64 - 1.</exception>
    public ulong NextRound(ulong now)
    {
        ulong round = RoundAt(now);
        return round < ulong.MaxValue
            ? round + 1
            : throw new OverflowException($"At {Prose.Count(now, "second")} the last round there is, 2^64 - 1, is published; expected an earlier time.");
    }

    /// <summary>Returns the window that takes commitments until a time, and draws from a round that nobody knows by then.</summary>
    /// <param name="epoch">The epoch whose results are committed.</param>
    /// <param name="closes">Until when commitments are taken, in seconds since 1970-01-01 UTC.</param>
    /// <param name="gap">How many rounds after the one of that time the draw is, at least 1: with 1 it is <see cref="NextRound"/>.</param>
    /// <returns>The window.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The gap is 0.</exception>
    public CommitmentWindow WindowClosingAt(Epoch epoch, ulong closes, ulong gap = 1) => CommitmentWindow.Closing(epoch, RoundAt(closes), gap);
}
