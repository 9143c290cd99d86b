using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <content>The search in a market of jobs, in which a bid also decides how a provider's stake is divided among classes.</content>
public static partial class DeviationSearch
{
    /// <summary>Searches a market of jobs: classes, cover and refusals as they are, every offer and request in turn with another price, and those of one bidder together.</summary>
    /// <param name="market">The market.</param>
    /// <param name="offers">The offers, taken as the truth.</param>
    /// <param name="requests">The requests, taken as the truth.</param>
    /// <param name="covers">The stake and open work of each provider.</param>
    /// <param name="withdrawn">Who has withdrawn; null: nobody.</param>
    /// <param name="now">The epoch in which the market clears.</param>
    /// <param name="seed">The seed of the market.</param>
    /// <param name="quantities">Whether smaller and larger quantities are tried too; a smaller request is worth its part of the value, rounded up, a larger one the value as it is.</param>
    /// <param name="onlyOffers">The positions of the offers to search; null for all.</param>
    /// <param name="onlyRequests">The positions of the requests to search; null for all.</param>
    /// <param name="together">Whether the bids of a bidder with several are tried together too.</param>
    /// <param name="mostQuantities">The largest quantity of which every smaller one is tried, at least 1; it bounds the larger ones too, to <see cref="MostLargerQuantities"/> at most.</param>
    /// <returns>
    /// What could have been gained. A bidder with bids in several classes is counted with all of them: what a price moves in one class and gives in another is in the gain. That a bid names
    /// another class is not tried.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="market"/> is null.</exception>
    /// <exception cref="ArgumentException">Two classes have one name, or a provider two covers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position is not one of a bid, or no quantity is to be tried.</exception>
    public static DeviationReport Search(
        JobMarket market,
        ReadOnlySpan<JobOffer> offers,
        ReadOnlySpan<JobRequest> requests,
        ReadOnlySpan<ProviderCover> covers,
        IReadOnlySet<ParticipantId>? withdrawn,
        Epoch now,
        Digest seed,
        bool quantities = false,
        IReadOnlyCollection<int>? onlyOffers = null,
        IReadOnlyCollection<int>? onlyRequests = null,
        bool together = true,
        ulong mostQuantities = MostQuantities)
    {
        ArgumentNullException.ThrowIfNull(market);
        JobOffer[] asks = offers.ToArray();
        JobRequest[] wants = requests.ToArray();
        ProviderCover[] stakes = covers.ToArray();
        Bid[] selling = [.. asks.Select(static offer => offer.Bid)], buying = [.. wants.Select(static request => request.Bid)];
        DeviationQuantities? tried = Quantities(quantities, mostQuantities);
        DeviationTrials sellers = new(
            MarketSide.Sell,
            selling,
            [.. buying.Select(static bid => bid.UnitPrice.Units)],
            position => UnitsOf(wants.Where(request => request.Class == asks[position].Class).Select(static request => request.Bid)),
            tried,
            together,
            classes: [.. asks.Select(static offer => offer.Class ?? "")]);
        DeviationTrials buyers = new(
            MarketSide.Buy,
            buying,
            [.. selling.Select(static bid => bid.UnitPrice.Units)],
            position => UnitsOf(asks.Where(offer => offer.Class == wants[position].Class).Select(static offer => offer.Bid)),
            tried,
            together,
            classes: [.. wants.Select(static request => request.Class ?? "")]);
        return Report(
        [
            sellers.Run(all => [.. market.Clear([.. asks.Select((offer, index) => offer with { Bid = all[index] })], wants, stakes, withdrawn, now, seed).Offers], onlyOffers),
            buyers.Run(all => [.. market.Clear(asks, [.. wants.Select((request, index) => With(request, all[index]))], stakes, withdrawn, now, seed).Requests], onlyRequests),
        ]);
    }

    private static JobRequest With(in JobRequest request, in Bid bid) => bid.Quantity >= request.Bid.Quantity
        ? request with { Bid = bid }
        : request with { Bid = bid, Value = request.Value.Multiply(bid.Quantity, request.Bid.Quantity, Rounding.Up) };
}
