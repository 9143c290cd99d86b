using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Livepeer;

/// <summary>Livepeer's cumulative factors: what one unit of stake of the beginning has become, and which fees it has earned.</summary>
/// <remarks>
/// <code>
/// points(n, d) = floor(n * Points / d)        part(x, n, d) = floor(x * points(n, d) / Points)
/// R' = R + part(R, rewards, stake)        F' = F + part(R before, fees, stake); an R of 0 stands for Points
/// stake' = part(stake, R end, R begin)        fees' = fees + part(stake, F end - F begin, R begin)
/// </code>
/// Two floors each, of 27 digits for earnings and 6 for shares. Source: livepeer/protocol, contracts/bonding/libraries/EarningsPoolLIP36.sol, PreciseMathUtils.sol, MathUtils.sol.
/// </remarks>
public static class LivepeerEarnings
{
    /// <summary>Gets what stands for one in earnings: 10^27.</summary>
    public static BigInteger PrecisePoints { get; } = BigInteger.Pow(10, 27);

    /// <summary>Gets what stands for one in shares: 10^6.</summary>
    public static BigInteger Points { get; } = 1_000_000;

    /// <summary>Returns a quotient in points.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <param name="points">What stands for one.</param>
    /// <returns>The points, rounded down.</returns>
    public static BigInteger PointsOf(BigInteger numerator, BigInteger denominator, BigInteger points) => numerator * points / denominator;

    /// <summary>Returns as many points of an amount.</summary>
    /// <param name="amount">The amount.</param>
    /// <param name="part">The points.</param>
    /// <param name="points">What stands for one.</param>
    /// <returns>The part, rounded down.</returns>
    public static BigInteger Part(BigInteger amount, BigInteger part, BigInteger points) => amount * part / points;

    /// <summary>Returns the factors after a round.</summary>
    /// <param name="stake">All stake in the round, not zero.</param>
    /// <param name="rewardBefore">R before; 0 at first.</param>
    /// <param name="feeBefore">F before.</param>
    /// <param name="feeNow">F as it stands in this round; 0 when no fees came yet.</param>
    /// <param name="rewards">The round's rewards.</param>
    /// <param name="fees">The fees.</param>
    /// <returns>R and F afterwards.</returns>
    public static (BigInteger Reward, BigInteger Fee) Update(BigInteger stake, BigInteger rewardBefore, BigInteger feeBefore, BigInteger feeNow, BigInteger rewards, BigInteger fees)
    {
        BigInteger before = rewardBefore.IsZero ? PrecisePoints : rewardBefore;
        return (before + PartOf(before, rewards, stake), (feeNow.IsZero ? feeBefore : feeNow) + PartOf(before, fees, stake));
    }

    /// <summary>Returns what a delegator has after some rounds.</summary>
    /// <param name="stake">Its stake before.</param>
    /// <param name="fees">Its fees before.</param>
    /// <param name="begin">R and F at the begin.</param>
    /// <param name="end">R and F at the end.</param>
    /// <returns>Its stake and fees afterwards.</returns>
    public static (BigInteger Stake, BigInteger Fees) Claim(BigInteger stake, BigInteger fees, (BigInteger Reward, BigInteger Fee) begin, (BigInteger Reward, BigInteger Fee) end)
    {
        BigInteger first = begin.Reward.IsZero ? PrecisePoints : begin.Reward, last = end.Reward.IsZero ? PrecisePoints : end.Reward;
        return (PartOf(stake, last, first), fees + PartOf(stake, end.Fee - begin.Fee, first));
    }

    private static BigInteger PartOf(BigInteger amount, BigInteger numerator, BigInteger denominator) => Part(amount, PointsOf(numerator, denominator, PrecisePoints), PrecisePoints);
}
