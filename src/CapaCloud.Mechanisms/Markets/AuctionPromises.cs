using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>What a rule promises about every market it clears. Proofs rest on promises, and the laws test them.</summary>
/// <remarks>No formula. <c>default</c> promises nothing beyond the laws of every rule.</remarks>
[Flags]
[JsonConverter(typeof(NameJsonConverter<AuctionPromises>))]
public enum AuctionPromises
{
    /// <summary>Nothing beyond what every rule keeps: units and money conserved, nobody worse off than by its bid, no order of arrival.</summary>
    None = 0,

    /// <summary>No bidder gains by another price, its quantity being known (as capacity is).</summary>
    TruthfulInPrice = 1,

    /// <summary>No bidder gains by another price or a smaller quantity.</summary>
    TruthfulInQuantity = 2,

    /// <summary>No other assignment of the units is worth more, by the bids.</summary>
    Efficient = 4,

    /// <summary>All pay the same price for a unit, and no bid that would trade at it is left out while it is better than the price.</summary>
    OnePrice = 8,

    /// <summary>No group of bidders and the auctioneer would rather trade among themselves, by the bids.</summary>
    InCore = 16,

    /// <summary>Sellers receive exactly what buyers pay; nothing stays with the market.</summary>
    BudgetBalanced = 32,

    /// <summary>Bidders with equal bids get units that differ by one at most; where not, a seeded hash decides between them.</summary>
    EqualTreatment = 64,
}
