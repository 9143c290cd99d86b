using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Uniswap;

/// <summary>Uniswap's incentive: a budget split by stake-seconds, without a list of stakers.</summary>
/// <remarks>
/// <code>
/// inside = (seconds per liquidity now - at entry, modulo 2^160) * liquidity
/// reward = floor(unclaimed * inside / ((max(end, now) - start) * 2^128 - claimed))
/// </code>
/// Budget in base units, seconds in fractions of 2^128. After the end the denominator grows with the time: who leaves a second late gets less. Time without stakers stays in the budget.
/// Source: Uniswap/v3-staker, contracts/libraries/RewardMath.sol.
/// </remarks>
/// <param name="Unclaimed">What is left of the budget, in base units.</param>
/// <param name="ClaimedSeconds">The stake-seconds that were paid, in fractions of 2^128.</param>
/// <param name="Start">When the incentive starts, in seconds.</param>
/// <param name="End">When it ends.</param>
public readonly record struct UniswapStakerReward(BigInteger Unclaimed, BigInteger ClaimedSeconds, ulong Start, ulong End)
{
    private static readonly BigInteger Modulus = BigInteger.One << 160;

    /// <summary>Returns what a position earned.</summary>
    /// <param name="liquidity">Its liquidity.</param>
    /// <param name="atEntry">Seconds for each unit of liquidity when it entered, in fractions of 2^128.</param>
    /// <param name="atExit">The same now.</param>
    /// <param name="now">The present second.</param>
    /// <returns>The reward, in base units, and the stake-seconds it is for.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is before the start, or no time is left to be paid for.</exception>
    public (BigInteger Reward, BigInteger SecondsInside) Of(BigInteger liquidity, BigInteger atEntry, BigInteger atExit, ulong now)
    {
        BigInteger left = now < Start ? BigInteger.Zero : (((BigInteger)ulong.Max(End, now) - Start) << 128) - ClaimedSeconds;
        if (left.Sign <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(now), $"At second {now} of an incentive from {Start} to {End} no time is left to be paid for.");
        }

        BigInteger inside = ((((atExit - atEntry) % Modulus) + Modulus) % Modulus * liquidity) % Modulus;
        return (Unclaimed * inside / left, inside);
    }
}
