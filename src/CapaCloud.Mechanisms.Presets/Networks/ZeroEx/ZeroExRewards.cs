using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.ZeroEx;

/// <summary>0x's rewards by fees and stake, and its running sum of rewards as a fraction, to the last bit.</summary>
/// <remarks>
/// <code>
/// f = fees / all fees, s = stake / all stake;  reward = pool * f^a * s^(1 - a), by s * e^(a ln(f / s)) or s / e^(a ln(s / f))
/// sum' = sum + reward / stake = (n1 d2 + n2 d1, d1 d2)
/// </code>
/// In fractions of 2^127; every division truncates. <c>CobbDouglasRebate</c> of CapaCloud.Mechanisms is the same rule with exact powers. Source: 0xProject/protocol,
/// contracts/staking/contracts/src/libs/LibCobbDouglas.sol and sys/MixinCumulativeRewards.sol.
/// </remarks>
public static class ZeroExRewards
{
    /// <summary>Returns a reward.</summary>
    /// <param name="pool">What there is for all.</param>
    /// <param name="fees">The participant's fees.</param>
    /// <param name="allFees">All fees, not zero.</param>
    /// <param name="stake">The participant's stake.</param>
    /// <param name="allStake">All stake, not zero.</param>
    /// <param name="alphaNumerator">The numerator of the weight of fees.</param>
    /// <param name="alphaDenominator">The denominator, not zero.</param>
    /// <returns>The reward; 0 when either ratio is 0.</returns>
    public static BigInteger CobbDouglas(
        BigInteger pool, BigInteger fees, BigInteger allFees, BigInteger stake, BigInteger allStake, BigInteger alphaNumerator, BigInteger alphaDenominator)
    {
        BigInteger one = BigInteger.One << LibFixedMath.FractionBits, ofFees = fees * one / allFees, ofStake = stake * one / allStake;
        if (ofFees.IsZero || ofStake.IsZero)
        {
            return BigInteger.Zero;
        }

        bool feesAreFewer = ofFees <= ofStake;
        BigInteger quotient = feesAreFewer ? ofFees * one / ofStake : ofStake * one / ofFees;
        BigInteger power = LibFixedMath.Exponential(BigInteger.Divide(LibFixedMath.Logarithm(quotient) * alphaNumerator, alphaDenominator));
        BigInteger part = feesAreFewer ? (ofStake * power) >> LibFixedMath.FractionBits : ofStake * one / power;
        return (part * pool) >> LibFixedMath.FractionBits;
    }

    /// <summary>Adds a reward to the running sum of rewards for each unit of stake.</summary>
    /// <param name="previous">The sum before, numerator and denominator, or null at first.</param>
    /// <param name="reward">The reward.</param>
    /// <param name="stake">The stake it is for, not zero.</param>
    /// <returns>The sum afterwards.</returns>
    public static (BigInteger Numerator, BigInteger Denominator) Add((BigInteger Numerator, BigInteger Denominator)? previous, BigInteger reward, BigInteger stake) =>
        previous is { } sum ? ((sum.Numerator * stake) + (reward * sum.Denominator), sum.Denominator * stake) : (reward, stake);

    /// <summary>Returns what a member earned between two sums.</summary>
    /// <param name="begin">The sum at the begin.</param>
    /// <param name="end">The sum at the end.</param>
    /// <param name="stake">The member's stake.</param>
    /// <returns>The reward, rounded down.</returns>
    public static BigInteger Between((BigInteger Numerator, BigInteger Denominator) begin, (BigInteger Numerator, BigInteger Denominator) end, BigInteger stake) =>
        stake * ((end.Numerator * begin.Denominator) - (begin.Numerator * end.Denominator)) / (begin.Denominator * end.Denominator);
}
