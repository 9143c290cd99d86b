using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Sablier;

/// <summary>Sablier's streams of a locked deposit: evenly with lumps at the start and at a cliff, or in stretches by powers.</summary>
/// <remarks>
/// <code>
/// linear: lumps + floor(floor((elapsed - cliff) / (total - cliff)) * (deposit - lumps)), the quotient in parts of 10^18
/// stretches: the units of those that have ended, and floor(units * x^exponent) of the present one, x and the power in parts of 10^18
/// </code>
/// In base units and seconds. The quotient rounds down before it multiplies, so that a large deposit gets some units less than by the exact ratio. Powers are exact here; the network's
/// lie up to two parts of 10^18 above. Source: sablier-labs/lockup, src/libraries/LockupMath.sol.
/// </remarks>
public static class SablierLockup
{
    /// <summary>Returns what an even stream has released.</summary>
    /// <param name="deposit">The deposit, in base units.</param>
    /// <param name="elapsed">The time since the start, in seconds; negative before it.</param>
    /// <param name="cliff">When the cliff is, in seconds from the start; 0 for none.</param>
    /// <param name="total">When it ends, in seconds from the start.</param>
    /// <param name="atStart">What is released at once, in base units.</param>
    /// <param name="atCliff">What is released at the cliff, in base units.</param>
    /// <returns>The released part, in base units.</returns>
    public static Amount Linear(Amount deposit, long elapsed, ulong cliff, ulong total, Amount atStart, Amount atCliff)
    {
        Amount lumps = atStart + atCliff;
        if (elapsed < 0)
        {
            return Amount.Zero;
        }

        ulong now = (ulong)elapsed;
        return cliff > now ? atStart
            : now >= total || lumps >= deposit ? deposit
            : lumps + (deposit - lumps).Multiply(Proportion.FromQuotient(now - cliff, total - cliff, Rounding.Down), Rounding.Down);
    }

    /// <summary>Returns what a stream in stretches has released.</summary>
    /// <param name="elapsed">The time since the start, in seconds; negative before it.</param>
    /// <param name="segments">The stretches, each ending after the one before.</param>
    /// <returns>The released part, in base units.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="segments"/> is null.</exception>
    public static Amount Stretches(long elapsed, IReadOnlyList<SablierSegment> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        Amount released = Amount.Zero;
        ulong begin = 0;
        foreach (SablierSegment segment in segments)
        {
            if (elapsed < 0 || (ulong)elapsed < begin)
            {
                break;
            }

            ulong now = ulong.Min((ulong)elapsed, segment.End);
            Proportion time = Proportion.FromQuotient(now - begin, segment.End - begin, Rounding.Down);
            released += segment.Units.Multiply(Power.Of(time.ToRatio(), segment.Exponent, Rounding.Down), Rounding.Down);
            begin = segment.End;
        }

        return released;
    }
}
