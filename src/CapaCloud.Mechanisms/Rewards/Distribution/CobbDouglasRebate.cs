using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Rewards that take both: fees earned and stake at risk, each with its weight.</summary>
/// <remarks>
/// <code>reward = floor(pool * (fees / all fees)^a * (stake / all stake)^(1 - a)),  a = Numerator / Denominator</code>
/// In base units. Each quotient and power rounds down in the 18th digit, in favour of the pool: 100 at a tenth of the fees, a tenth of the stake and a = 1/2 is 9 or 10, not more.
/// The rewards of all never exceed the pool. No fees or no stake: nothing. Cutting a participant in proportion changes nothing but roundings; out of proportion it loses.
/// Constant time, with wide integers. <c>default</c> cannot be used: its denominator is zero. Source: 0x protocol, Cobb and Douglas, *A Theory of Production* (1928).
/// </remarks>
public readonly record struct CobbDouglasRebate
{
    /// <summary>Initializes a new instance of the <see cref="CobbDouglasRebate"/> struct.</summary>
    /// <param name="numerator">The numerator of the weight of fees.</param>
    /// <param name="denominator">The denominator, not zero and not below the numerator.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is not in [0, 1].</exception>
    [JsonConstructor]
    public CobbDouglasRebate(uint numerator, uint denominator)
    {
        if (denominator == 0 || numerator > denominator)
        {
            throw new ArgumentOutOfRangeException(nameof(numerator), $"A weight of {numerator}/{denominator}: expected a number from 0 to 1.");
        }

        Numerator = numerator;
        Denominator = denominator;
    }

    /// <summary>Gets the numerator of the weight of fees.</summary>
    public uint Numerator { get; }

    /// <summary>Gets the denominator.</summary>
    public uint Denominator { get; }

    /// <summary>Returns the reward.</summary>
    /// <param name="pool">What there is for all, in base units.</param>
    /// <param name="fees">The participant's fees, at most <paramref name="allFees"/>.</param>
    /// <param name="allFees">All fees.</param>
    /// <param name="stake">The participant's stake, at most <paramref name="allStake"/>.</param>
    /// <param name="allStake">All stake.</param>
    /// <returns>The reward.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A part exceeds its whole.</exception>
    public Amount Reward(Amount pool, UInt128 fees, UInt128 allFees, UInt128 stake, UInt128 allStake)
    {
        if (Denominator == 0)
        {
            throw new InvalidOperationException("The default rebate has no weights; expected one that was made with a numerator and a denominator.");
        }

        if (fees > allFees || stake > allStake)
        {
            throw new ArgumentOutOfRangeException(
                nameof(fees),
                $"Fees of {DecimalText.Format(fees)} of {DecimalText.Format(allFees)} and stake of {DecimalText.Format(stake)} of {DecimalText.Format(allStake)}: expected parts of the whole.");
        }

        if (fees == UInt128.Zero || stake == UInt128.Zero)
        {
            return Amount.Zero;
        }

        Proportion ofFees = Proportion.FromQuotient(fees, allFees, Rounding.Down), ofStake = Proportion.FromQuotient(stake, allStake, Rounding.Down);
        return pool
            .Multiply(Power.Of(ofFees, Numerator, Denominator, Rounding.Down), Rounding.Down)
            .Multiply(Power.Of(ofStake, Denominator - Numerator, Denominator, Rounding.Down), Rounding.Down);
    }
}
