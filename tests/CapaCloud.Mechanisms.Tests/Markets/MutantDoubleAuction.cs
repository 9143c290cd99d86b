using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>A double auction with one thing wrong, to see a law fail.</summary>
internal sealed class MutantDoubleAuction(IDoubleAuction inner) : IDoubleAuction
{
    private int _calls;

    public AuctionPromises Promises { get; init; }

    public bool TakesSeveralBids => inner.TakesSeveralBids;

    public Action<Bid[], Bid[], Award[], Award[]>? Alter { get; init; }

    /// <summary>Gives every second outcome back empty, so that what is searched is not what is.</summary>
    public bool Forgets { get; init; }

    public DoubleAuctionOutcome Clear(ReadOnlySpan<Bid> offers, ReadOnlySpan<Bid> requests, Digest seed)
    {
        DoubleAuctionOutcome outcome = inner.Clear(offers, requests, seed);
        Award[] sold = [.. outcome.Offers], bought = [.. outcome.Requests];
        if (Forgets && _calls++ % 2 == 1)
        {
            Array.Clear(sold);
            Array.Clear(bought);
        }

        if (sold.Length > 0 && bought.Length > 0)
        {
            Alter?.Invoke(offers.ToArray(), requests.ToArray(), sold, bought);
        }

        return new DoubleAuctionOutcome([.. sold], [.. bought], outcome.OfferPrice, outcome.RequestPrice);
    }
}
