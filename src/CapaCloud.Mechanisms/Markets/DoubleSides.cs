namespace CapaCloud.Mechanisms.Markets;

/// <summary>What every double auction asks of its bids.</summary>
internal static class DoubleSides
{
    public static void RefuseBad(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests)
    {
        BidScreen.RefuseBad(offers, "Offer");
        BidScreen.RefuseBad(requests, "Request");
        BidScreen.RefuseBothSides(offers, requests);
    }

    public static void RefuseSeveral(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests)
    {
        RefuseBad(offers, requests);
        BidScreen.RefuseSeveral(offers, "Offer");
        BidScreen.RefuseSeveral(requests, "Request");
    }
}
