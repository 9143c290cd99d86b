using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Why a bid does not take part.</summary>
/// <remarks>No formula. <c>default</c> is <see cref="Unspecified"/>.</remarks>
[JsonConverter(typeof(NameJsonConverter<BidRefusal>))]
public enum BidRefusal
{
    /// <summary>No reason was named: the value of <c>default</c>.</summary>
    Unspecified = 0,

    /// <summary>The bid names nobody.</summary>
    NoBidder = 1,

    /// <summary>The bid is for no unit.</summary>
    ZeroQuantity = 2,

    /// <summary>Quantity times price is more than 2^96 - 1.</summary>
    WorthTooLarge = 3,

    /// <summary>The same bidder bids twice at the same price on the same side.</summary>
    DuplicatedBid = 4,

    /// <summary>The bidder has withdrawn.</summary>
    Withdrawn = 5,

    /// <summary>The rule takes one bid from each bidder, and this bidder has made several.</summary>
    SeveralBids = 6,

    /// <summary>The rule awards one unit to each bid, and this bid is for another number.</summary>
    NotOneUnit = 7,

    /// <summary>The bidder stands on both sides, and could trade with itself to move the price.</summary>
    BothSides = 8,

    /// <summary>The bid is for a class of work that this market does not know.</summary>
    UnknownClass = 9,

    /// <summary>The work must be ready sooner than its class can deliver.</summary>
    DeadlineTooSoon = 10,

    /// <summary>A unit of the work is worth more than its class covers.</summary>
    ValueAboveClass = 11,

    /// <summary>The bidder's liable stake covers not a single unit more.</summary>
    NoCover = 12,

    /// <summary>There are more bidders than the rule can decide about exactly.</summary>
    TooManyBidders = 13,

    /// <summary>There are more bids than the rule can decide about exactly.</summary>
    TooManyBids = 14,

    /// <summary>The bid is for goods or units that are not in the lot, or for nothing.</summary>
    NotInLot = 15,
}
