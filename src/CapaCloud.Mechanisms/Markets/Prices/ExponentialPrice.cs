using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A price that grows e-fold for each so many units used above the target (EIP-4844, ACP-176, ACP-77).</summary>
/// <remarks>
/// <code>
/// price(x) = min(Cap, ( sum over i of t(i) ) // K)      K = Fold
/// t(0) = Minimum * K,   t(i) = t(i-1) * x // (K * i)    up to the first term that is zero
/// </code>
/// In base units of money, and units of the resource for x and K. Every term rounds down, in favour of the buyer, so the price is never above
/// the exact <c>Minimum * e^(x/K)</c> and can be some units below it: with minimum 10, K 1,000,000 and an excess of 10,000,000 it is 220,264,
/// and the exact value 220,264.66. A minimum of zero stays zero. As soon as the sum is K times the cap, the price is the cap. Time linear in
/// x / K and the digits; nothing is allocated where minimum and cap times K are below 2^128. <c>default</c> has no fold and is refused. The same
/// recurrence as in Ethereum and Avalanche, to the last digit.
/// </remarks>
public readonly record struct ExponentialPrice
{
    /// <summary>Initializes a new instance of the <see cref="ExponentialPrice"/> struct without a cap below 2^128 - 1.</summary>
    /// <param name="minimum">The price without any excess: the floor.</param>
    /// <param name="fold">The excess for which the price grows e-fold, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fold is 0.</exception>
    public ExponentialPrice(Amount minimum, ulong fold)
        : this(minimum, fold, Amount.MaxValue)
    {
    }

    /// <summary>Initializes a new instance of the <see cref="ExponentialPrice"/> struct.</summary>
    /// <param name="minimum">The price without any excess: the floor.</param>
    /// <param name="fold">The excess for which the price grows e-fold, at least 1.</param>
    /// <param name="cap">The highest price.</param>
    /// <exception cref="ArgumentOutOfRangeException">The fold is 0, or the cap below the minimum.</exception>
    [JsonConstructor]
    public ExponentialPrice(Amount minimum, ulong fold, Amount cap)
    {
        ArgumentOutOfRangeException.ThrowIfZero(fold);
        if (cap < minimum)
        {
            throw new ArgumentOutOfRangeException(nameof(cap), $"The cap {cap} is below the minimum price {minimum}; expected at least that.");
        }

        (Minimum, Fold, Cap) = (minimum, fold, cap);
    }

    /// <summary>Gets the price without any excess.</summary>
    public Amount Minimum { get; }

    /// <summary>Gets the excess for which the price grows e-fold, in units of the resource.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Fold { get; }

    /// <summary>Gets the highest price.</summary>
    public Amount Cap { get; }

    /// <summary>Returns the price at an excess.</summary>
    /// <param name="excess">What was used above the target so far, in units of the resource.</param>
    /// <returns>The price.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public Amount At(UInt128 excess)
    {
        if (Fold == 0)
        {
            throw new InvalidOperationException("An exponential price without a fold has no value; expected a fold of at least 1.");
        }

        return TryNarrow(excess, out UInt128 price) ? Amount.Of(price) : Wide(excess);
    }

    /// <summary>In 128 bits, where the sum that means the cap fits in them.</summary>
    private bool TryNarrow(UInt128 excess, out UInt128 price)
    {
        price = Cap.Units;
        if (!MultiplyDivide.TryDivide(Cap.Units, Fold, UInt128.One, out UInt128 limit, out _))
        {
            // No cap that fits: the sum may still do.
            limit = UInt128.MaxValue;
        }

        if (!MultiplyDivide.TryDivide(Minimum.Units, Fold, UInt128.One, out UInt128 term, out _))
        {
            return false;
        }

        UInt128 sum = UInt128.Zero;
        for (ulong index = 1; term > UInt128.Zero; index++)
        {
            if (term >= limit - sum)
            {
                return limit != UInt128.MaxValue;
            }

            sum += term;
            if (!MultiplyDivide.TryDivide(term, excess, (UInt128)Fold * index, out term, out _))
            {
                return limit != UInt128.MaxValue;
            }
        }

        price = sum / Fold;
        return true;
    }

    private Amount Wide(UInt128 excess)
    {
        BigInteger limit = (BigInteger)Cap.Units * Fold, term = (BigInteger)Minimum.Units * Fold, sum = BigInteger.Zero;
        for (BigInteger index = BigInteger.One; !term.IsZero; index++)
        {
            sum += term;
            if (sum >= limit)
            {
                return Cap;
            }

            term = term * excess / (index * Fold);
        }

        return Amount.Of((UInt128)(sum / Fold));
    }
}
