using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A bid for a bundle, all of it or nothing. Of the bids of one bidder at most one wins.</summary>
/// <remarks>
/// No formula. The value is what the whole bundle is worth to the bidder, in base units of money, at most 2^96 - 1. Bit i of
/// <see cref="Goods"/> stands for good i. <c>default</c> is nobody's bid and is refused.
/// </remarks>
/// <param name="Bidder">Who bids.</param>
/// <param name="Goods">The goods of the bundle, bit i for good i.</param>
/// <param name="Units">The equal units of the bundle.</param>
/// <param name="Value">What the bundle is worth.</param>
public readonly record struct BundleBid(
    ParticipantId Bidder,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Goods,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Units,
    Amount Value)
{
    /// <summary>Returns a bid for certain goods.</summary>
    /// <param name="bidder">Who bids.</param>
    /// <param name="value">What they are worth together.</param>
    /// <param name="goods">The numbers of the goods, each once.</param>
    /// <returns>The bid.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not from 0 to 127, or stands there twice.</exception>
    public static BundleBid OfGoods(ParticipantId bidder, Amount value, params ReadOnlySpan<int> goods)
    {
        UInt128 mask = UInt128.Zero;
        foreach (int good in goods)
        {
            if (good is < 0 or >= BundleLot.MaximumGoods || (mask >> good & UInt128.One) == UInt128.One)
            {
                throw new ArgumentOutOfRangeException(nameof(goods), "Goods are numbered from 0 to 127, each once in a bundle.");
            }

            mask |= UInt128.One << good;
        }

        return new BundleBid(bidder, mask, 0, value);
    }

    /// <summary>Returns a bid for a number of equal units, all or none.</summary>
    /// <param name="bidder">Who bids.</param>
    /// <param name="value">What they are worth together.</param>
    /// <param name="units">How many.</param>
    /// <returns>The bid.</returns>
    public static BundleBid OfUnits(ParticipantId bidder, Amount value, ulong units) => new(bidder, UInt128.Zero, units, value);
}
