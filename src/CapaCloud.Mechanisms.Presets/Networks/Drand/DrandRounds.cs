using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Presets.Networks.Drand;

/// <summary>drand's arithmetic of rounds and times in its own width, also before genesis and far beyond any round.</summary>
/// <remarks>
/// <code>
/// time of round n = genesis + (n - 1) * period          (n = 0: genesis)
/// next round      = floor((now - genesis) / period) + 2 (1, at genesis, while now &lt; genesis)
/// </code>
/// Times are signed seconds since 1970-01-01 UTC. A round so late that its time leaves the network's range has the time <see cref="NoTime"/>,
/// which is what the network answers there. The core's <see cref="BeaconSchedule"/> is the same rule for times from 0 on, and throws instead.
/// Source: drand/drand, chain/time.go.
/// </remarks>
/// <param name="Genesis">When round 1 is published, in seconds since 1970-01-01 UTC.</param>
/// <param name="Period">Seconds from round to round, at least 1.</param>
[method: JsonConstructor]
public readonly record struct DrandRounds(long Genesis, uint Period)
{
    /// <summary>The time of a round that has none: 2^63 - 1 - 2^36.</summary>
    public const long NoTime = long.MaxValue - (1L << 36);

    private const ulong NanosecondsInSecond = 1_000_000_000;

    /// <summary>Gets the seconds from round to round.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Zero.</exception>
    public uint Period { get; } = Period != 0 ? Period : throw new ArgumentOutOfRangeException(nameof(Period), "A beacon's period is at least 1 second, got 0.");

    /// <summary>Returns when a round is published.</summary>
    /// <param name="round">The round; 0 gives the genesis time.</param>
    /// <returns>Seconds since 1970-01-01 UTC; <see cref="NoTime"/> for a round that is too late.</returns>
    public long TimeOf(ulong round)
    {
        if (round == 0)
        {
            return Genesis;
        }

        // The network guards its product by the bits of the period in nanoseconds.
        if (round > ulong.MaxValue >> BitOperations.Log2(Period * NanosecondsInSecond))
        {
            return NoTime;
        }

        Int128 time = Genesis + ((Int128)(round - 1) * Period);
        return time > NoTime ? NoTime : (long)time;
    }

    /// <summary>Returns the first round that is not published yet, and when it will be.</summary>
    /// <param name="now">The time, in seconds since 1970-01-01 UTC.</param>
    /// <returns>The round and its time.</returns>
    /// <exception cref="OverflowException">The time exceeds 2^63 - 1 seconds.</exception>
    public (ulong Round, long Time) Next(long now)
    {
        if (now < Genesis)
        {
            return (1, Genesis);
        }

        UInt128 passed = (UInt128)((Int128)now - Genesis) / Period;
        return (checked((ulong)passed + 2), checked((long)(Genesis + ((Int128)(passed + 1) * Period))));
    }

    /// <summary>Returns the latest round that is published at a time.</summary>
    /// <param name="now">The time, in seconds since 1970-01-01 UTC.</param>
    /// <returns>The round; 1 before genesis, as the network answers.</returns>
    public ulong Current(long now) => Next(now).Round is var next && next <= 1 ? next : next - 1;
}
