using System.Numerics;
using CapaCloud.Mechanisms.Presets.Networks.ZeroEx;

namespace CapaCloud.Mechanisms.Presets.Networks.Graph;

/// <summary>The Graph's exponential rebate of query fees, to the last bit.</summary>
/// <remarks>
/// <code>rebate = floor((1 - floor(alpha * e^(-trunc(lambda * stake / fees)))) * fees);  all fees when the exponent exceeds 15 whole units or alpha is 0</code>
/// In base units and fractions of 2^127, by 0x's exponential. <c>ExponentialRebate</c> of CapaCloud.Mechanisms is the same rule with exact powers. Source: graphprotocol/contracts,
/// staking/libs/Exponential.sol.
/// </remarks>
/// <param name="AlphaNumerator">The numerator of what is kept of fees without stake.</param>
/// <param name="AlphaDenominator">The denominator, not zero.</param>
/// <param name="LambdaNumerator">The numerator of how fast stake brings fees back.</param>
/// <param name="LambdaDenominator">The denominator, not zero.</param>
public readonly record struct GraphRebate(BigInteger AlphaNumerator, BigInteger AlphaDenominator, BigInteger LambdaNumerator, BigInteger LambdaDenominator)
{
    private const int LargestExponent = 15;

    /// <summary>Returns the rebate.</summary>
    /// <param name="fees">The fees.</param>
    /// <param name="stake">The stake.</param>
    /// <returns>The rebate, at most the fees.</returns>
    public BigInteger Of(BigInteger fees, BigInteger stake)
    {
        if (AlphaNumerator.IsZero || fees.IsZero)
        {
            return fees;
        }

        BigInteger one = BigInteger.One << LibFixedMath.FractionBits;
        BigInteger exponent = LambdaNumerator * one / LambdaDenominator * stake / fees;
        if (exponent >> LibFixedMath.FractionBits > LargestExponent)
        {
            return fees;
        }

        BigInteger lost = (AlphaNumerator * one / AlphaDenominator * LibFixedMath.Exponential(-exponent)) >> LibFixedMath.FractionBits;
        return ((one - lost) * fees) >> LibFixedMath.FractionBits;
    }
}
