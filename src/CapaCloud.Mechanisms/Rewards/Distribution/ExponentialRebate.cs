using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Gives fees back by how much stake stands behind them: the more stake for each unit of fees, the more, and never more than the fees.</summary>
/// <remarks>
/// <code>rebate = floor(fees * (1 - Loss * e^(-Rate * stake / fees)))</code>
/// In base units; the quotient rounds down and the exponential up in the 18th digit, in favour of the pool: 100 at a loss of 1, a rate of 0.6 and a stake of 100 is 45. Nobody's
/// rebate depends on anybody else's fees or stake. Cutting a participant in proportion changes nothing but roundings; out of proportion it loses. No fees: nothing. <c>default</c>
/// gives all fees back. Constant time. Source: The Graph's GIP-0051.
/// </remarks>
/// <param name="Loss">What is kept of the fees when there is no stake.</param>
/// <param name="Rate">How fast stake brings fees back.</param>
public readonly record struct ExponentialRebate(Proportion Loss, Ratio Rate)
{
    /// <summary>Returns the rebate.</summary>
    /// <param name="fees">The fees, in base units.</param>
    /// <param name="stake">The stake behind them, in base units.</param>
    /// <returns>The rebate, at most the fees.</returns>
    public Amount Rebate(Amount fees, Amount stake)
    {
        if (fees.IsZero || Loss.IsZero)
        {
            return fees;
        }

        // An exponent too large for the type stands for one whose power is nothing.
        bool fits = MultiplyDivide.TryDivide(Rate.Parts, stake.Units, fees.Units, out UInt128 exponent, out _);
        Proportion left = Exponential.NegativeNatural(Ratio.FromParts(fits ? exponent : UInt128.MaxValue), Rounding.Up);
        return fees.Multiply(Loss.Multiply(left, Rounding.Up).Complement, Rounding.Down);
    }
}
