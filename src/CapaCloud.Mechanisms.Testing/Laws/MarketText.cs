using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Bids as a failure shows them.</summary>
internal static class MarketText
{
    public static string Of(Bid bid) => $"{bid.Bidder}: {bid.Quantity} at {bid.UnitPrice}";
}
