using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What an auctioneer sells, or wants to buy: a number of equal units, and the price that it does not go beyond.</summary>
/// <remarks>
/// <code>
/// Sell: a bid counts when UnitPrice &gt;= Limit     (the reserve price; the most money wins)
/// Buy:  a bid counts when UnitPrice &lt;= Limit     (the ceiling; the least money wins: a reverse auction)
/// </code>
/// In units, and base units of money for one unit. A lot of zero units sells nothing. The whole lot at its limit is worth at most
/// 2^96 - 1. A purchase always has a ceiling: a bidder without competition is paid it. <c>default</c> is a sale of nothing.
/// </remarks>
public readonly record struct Lot
{
    /// <summary>Initializes a new instance of the <see cref="Lot"/> struct.</summary>
    /// <param name="side">What the auctioneer does.</param>
    /// <param name="quantity">How many units.</param>
    /// <param name="limit">The reserve price of a sale, the ceiling of a purchase, for one unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The side is unknown, or the whole lot at its limit is worth more than 2^96 - 1.</exception>
    [JsonConstructor]
    public Lot(MarketSide side, ulong quantity, Amount limit)
    {
        if (side is not (MarketSide.Sell or MarketSide.Buy))
        {
            throw new ArgumentOutOfRangeException(nameof(side), $"A lot is either sold or bought; {(int)side} is no side.");
        }

        if (!Worth.Fits(quantity, limit))
        {
            throw new ArgumentOutOfRangeException(
                nameof(limit), $"{Prose.Units(quantity)} at {Prose.Number(limit)} each are worth more than 2^96 - 1 base units; expected at most that.");
        }

        Side = side;
        Quantity = quantity;
        Limit = limit;
    }

    /// <summary>Gets what the auctioneer does: sells, or buys.</summary>
    public MarketSide Side { get; }

    /// <summary>Gets how many units there are.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong Quantity { get; }

    /// <summary>Gets the reserve price of a sale or the ceiling of a purchase, in base units of money for one unit.</summary>
    public Amount Limit { get; }

    /// <summary>Returns a sale: the highest bids win.</summary>
    /// <param name="quantity">How many units are for sale.</param>
    /// <param name="reserve">The least price of a unit.</param>
    /// <returns>The lot.</returns>
    public static Lot Sell(ulong quantity, Amount reserve = default) => new(MarketSide.Sell, quantity, reserve);

    /// <summary>Returns a purchase, a reverse auction: the lowest bids win.</summary>
    /// <param name="quantity">How many units are wanted.</param>
    /// <param name="ceiling">The highest price of a unit.</param>
    /// <returns>The lot.</returns>
    public static Lot Buy(ulong quantity, Amount ceiling) => new(MarketSide.Buy, quantity, ceiling);

    /// <summary>Tells whether a price is acceptable to the auctioneer.</summary>
    internal bool Accepts(Amount unitPrice) => Side == MarketSide.Sell ? unitPrice >= Limit : unitPrice <= Limit;

    /// <summary>How much better than the limit a price is, for one unit.</summary>
    internal UInt128 Gain(Amount unitPrice) => Side == MarketSide.Sell ? unitPrice.Units - Limit.Units : Limit.Units - unitPrice.Units;

    /// <summary>What is paid for units at a total distance from the limit.</summary>
    internal Amount Payment(ulong quantity, UInt128 gain)
    {
        UInt128 atLimit = quantity * Limit.Units;
        return Amount.Of(Side == MarketSide.Sell ? atLimit + gain : atLimit - gain);
    }
}
