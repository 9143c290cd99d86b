using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>Asks about a bond in a token against jobs that are paid in a currency: at which fall of the token's price does honesty stop paying.</summary>
/// <remarks>
/// <code>
/// worth of the bond = floor(minimum bond * price)      the property is asked with that bond, in the currency
/// least price       = (least bond that holds, in the currency) / minimum bond
/// </code>
/// A bond of more worth never makes cheating pay more, so what holds at the lowest price holds at every higher one. The economics are in the currency. Rounds down: a bond worth 1.9 units counts as 1.
/// </remarks>
public static class BondPriceDesign
{
    /// <summary>Answers.</summary>
    /// <param name="policy">The policy; its minimum bond is in the token.</param>
    /// <param name="economics">The economics, in the currency.</param>
    /// <param name="asset">The token.</param>
    /// <param name="price">Today's price as an interval, in base units of the currency for one base unit of the token.</param>
    /// <param name="property">What must hold.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentNullException">The policy, the economics or the asset is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The lowest price is not above zero, or nothing is bonded.</exception>
    /// <exception cref="ArgumentException">The economics are not valid.</exception>
    public static BondPriceAnswer Ask(
        MechanismPolicy policy,
        Economics economics,
        string asset,
        RationalInterval price,
        AlignmentProperty property = AlignmentProperty.ParallelSafety,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(economics);
        ArgumentNullException.ThrowIfNull(asset);
        AssetAmount bond = new(asset, policy.Stake.MinimumBond);
        if (price.Low <= Fraction.Zero || bond.Amount.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(price), $"A bond of {bond} at a price from {price.Low} on; expected a bond and a price above 0.");
        }

        Amount worth = Amount.Of((UInt128)BigInteger.Min(bond.WorthAt(price).Low.ToBigInteger(), (BigInteger)UInt128.MaxValue));
        Finding atLowest = AlignmentChecker.Check(Mechanism.FromPolicy(PolicyDesign.WithStake(policy, worth)), economics, property, cancellation);
        if (PolicyDesign.LeastStake(policy, economics, property, cancellation) is not { } least)
        {
            return new BondPriceAnswer(bond, null, null, atLowest);
        }

        Fraction leastPrice = least.ToFraction() / bond.Amount.ToFraction();
        Fraction fall = leastPrice >= price.Low ? Fraction.Zero : Fraction.One - (leastPrice / price.Low);
        return new BondPriceAnswer(bond, leastPrice, fall, atLowest);
    }
}
