using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>An auction with one thing wrong, to see a law fail.</summary>
internal sealed class MutantAuction(IAuction inner) : IAuction
{
    private int _calls;

    public AuctionPromises Promises { get; init; }

    public Action<Lot, Bid[], Award[]>? Alter { get; init; }

    /// <summary>Gives every second outcome back without an award, so that what is searched is not what is.</summary>
    public bool Forgets { get; init; }

    public AuctionOutcome Clear(Lot lot, ReadOnlySpan<Bid> bids, Digest seed)
    {
        AuctionOutcome outcome = inner.Clear(lot, bids, seed);
        Award[] awards = [.. outcome.Awards];
        if (Forgets && _calls++ % 2 == 1)
        {
            Array.Clear(awards);
        }

        if (awards.Length > 0)
        {
            Alter?.Invoke(lot, bids.ToArray(), awards);
        }

        return new AuctionOutcome([.. awards], outcome.UnitPrice);
    }
}
