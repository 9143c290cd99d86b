using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Designs;

/// <summary>An amount and what it is an amount of: tokens and currency do not add up.</summary>
/// <remarks>
/// <code>worth = [units * lowest price, units * highest price], in the currency's base units</code>
/// Exact. <c>default</c> is no amount of nothing.
/// </remarks>
/// <param name="Asset">The asset, such as <c>CAPA</c>.</param>
/// <param name="Amount">How much of it, in its own base units.</param>
public readonly record struct AssetAmount(string Asset, Amount Amount)
{
    /// <summary>Adds two amounts of one asset.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">Another one.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentException">They are of different assets.</exception>
    /// <exception cref="OverflowException">The sum needs more than 128 bits.</exception>
    public static AssetAmount operator +(AssetAmount left, AssetAmount right) => Add(left, right);

    /// <summary>Adds two amounts of one asset.</summary>
    /// <param name="left">An amount.</param>
    /// <param name="right">Another one.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentException">They are of different assets.</exception>
    /// <exception cref="OverflowException">The sum needs more than 128 bits.</exception>
    public static AssetAmount Add(AssetAmount left, AssetAmount right) => left.Asset == right.Asset
        ? new AssetAmount(left.Asset, left.Amount + right.Amount)
        : throw new ArgumentException($"{left} and {right} are of different assets; expected one, or a price between them.", nameof(right));

    /// <summary>Returns what it is worth at a price that is known as an interval.</summary>
    /// <param name="price">Base units of the currency for one base unit of the asset; not negative.</param>
    /// <returns>The worth, in base units of the currency.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The price is negative.</exception>
    public RationalInterval WorthAt(RationalInterval price)
    {
        if (price.Low < Fraction.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(price), $"A price from {price.Low} on; expected none below 0.");
        }

        Fraction units = Amount.ToFraction();
        return RationalInterval.Between(units * price.Low, units * price.High);
    }

    /// <summary>Returns the amount and its asset.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Amount} {Asset}";
}
