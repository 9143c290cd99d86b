using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>A sealed bid: up to so many units, at this price a unit or better.</summary>
/// <remarks>
/// <code>worth = Quantity * UnitPrice</code>
/// What a unit is (a GPU-second, a job of a class) is the market's decision. The price is in base units of money for one unit: the
/// most that a buyer pays, the least that a seller takes. A bid may be served in part. A bidder whose units are worth less and less
/// makes several bids, each at its own price; two at the same price are a duplicate and refused. A bid has at least one unit and is
/// worth at most 2^96 - 1, so that no sum of bids overflows. <c>default</c> is nobody's bid and is refused.
/// </remarks>
/// <param name="Bidder">Who bids.</param>
/// <param name="Quantity">How many units at most.</param>
/// <param name="UnitPrice">The price of one unit, in base units of money.</param>
public readonly record struct Bid(
    ParticipantId Bidder,
    [property: JsonConverter(typeof(WholeNumberJsonConverter<ulong>))] ulong Quantity,
    Amount UnitPrice);
