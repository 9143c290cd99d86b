using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Avalanche;

/// <summary>Avalanche's issue for a stake that is promised for a time: from a capped supply, at a rate that grows with the time.</summary>
/// <remarks>
/// <code>
/// left = Cap - supply;  reward = min(left, floor(left * ((Highest - Lowest) * time + Lowest * Period) * stake * time / (10^6 * Period * supply * Period)))
/// </code>
/// In base units, nanoseconds and parts per million; one floor. Source: ava-labs/avalanchego, vms/platformvm/reward/calculator.go.
/// </remarks>
/// <param name="LowestRate">The rate of the shortest time, in parts per million for each period.</param>
/// <param name="HighestRate">The rate of the longest time.</param>
/// <param name="Period">The longest time, in nanoseconds, not zero.</param>
/// <param name="Cap">The most supply there can be, in base units.</param>
public sealed record AvalancheStakingReward(ulong LowestRate, ulong HighestRate, BigInteger Period, BigInteger Cap)
{
    private static readonly BigInteger Million = 1_000_000;

    /// <summary>Gets the longest time of the main network: 365 days in nanoseconds.</summary>
    public static BigInteger MainPeriod { get; } = 31_536_000_000_000_000;

    /// <summary>Gets the largest supply of the main network: 720 million.</summary>
    public static BigInteger MainCap { get; } = 720_000_000_000_000_000;

    /// <summary>Returns what is minted at the end of a stake.</summary>
    /// <param name="stake">The stake, in base units.</param>
    /// <param name="time">The promised time, in nanoseconds.</param>
    /// <param name="supply">What exists, in base units.</param>
    /// <returns>The reward, in base units.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no supply, or more than the cap.</exception>
    public BigInteger Of(BigInteger stake, BigInteger time, BigInteger supply)
    {
        if (supply.Sign <= 0 || supply > Cap)
        {
            throw new ArgumentOutOfRangeException(nameof(supply), $"A supply of {supply} base units; expected from 1 to the cap of {Cap}.");
        }

        BigInteger left = Cap - supply, rate = ((new BigInteger(HighestRate) - LowestRate) * time) + (LowestRate * Period);
        return BigInteger.Min(left, left * rate * stake * time / (Million * Period * supply * Period));
    }

    /// <summary>Returns the rule for a stake that begins while the lower rate moves.</summary>
    /// <param name="target">Where the lower rate moves to, in parts per million.</param>
    /// <param name="elapsed">How long before the stake the change began, in nanoseconds; negative before it.</param>
    /// <param name="ramp">How long the change takes, in nanoseconds.</param>
    /// <returns>The rule; the same when the target is above the higher rate or nothing has begun.</returns>
    public AvalancheStakingReward Moved(ulong target, BigInteger elapsed, BigInteger ramp)
    {
        if (HighestRate < target || elapsed.Sign < 0)
        {
            return this;
        }

        ulong distance = target > LowestRate ? target - LowestRate : LowestRate - target;
        ulong moved = elapsed >= ramp ? distance : (ulong)(distance * elapsed / ramp);
        return this with { LowestRate = target > LowestRate ? LowestRate + moved : LowestRate - moved };
    }

    /// <summary>Returns the operator's cut of a reward, rounded in its favour.</summary>
    /// <param name="amount">The reward, in base units.</param>
    /// <param name="share">The operator's share, in parts per million.</param>
    /// <returns>The cut, in base units.</returns>
    public static BigInteger Commission(ulong amount, uint share)
    {
        BigInteger rest = (Million - share) * amount;

        // The network divides first when the product does not fit 64 bits, and the operator gets up to a million units more.
        return rest <= ulong.MaxValue ? amount - (rest / Million) : amount - ((Million - share) * (amount / Million));
    }
}
