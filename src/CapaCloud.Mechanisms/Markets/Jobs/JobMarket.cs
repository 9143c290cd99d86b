using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>Clears work class by class, and never awards a provider more value than its liable stake covers.</summary>
/// <remarks>
/// <code>
/// (open value + sum over classes(units awarded * MaximumValue)) * Gain &lt;= Coverage * liable stake
/// room of a class = floor(room * value offered in it / value offered in all), when the room does not suffice for all
/// </code>
/// In units, and base units of money. A unit counts with the most that a unit of its class may be worth, whatever the job that gets it, so the
/// bound holds however the units are handed out, and no bid of others moves it. A provider that offers in several classes divides its room among them
/// in proportion to the value it offers, rounded down; of its offers in one class the cheapest are covered first. A refused bid stops nobody: it is
/// listed with its reason, and the others clear. Requests are refused whose class is unknown, whose value is above the class's, or whose deadline is
/// before now + Duration. Immutable and safe to share between threads.
/// </remarks>
/// <param name="Classes">The classes of work; no two of the same name.</param>
/// <param name="Cover">How much work a stake covers.</param>
/// <param name="Auction">The rule by which each class clears.</param>
public sealed record JobMarket(ImmutableArray<JobClass> Classes, CoverRule Cover, IDoubleAuction Auction)
{
    /// <summary>Gets the classes of work; no two of the same name.</summary>
    public ImmutableArray<JobClass> Classes { get; init => field = value.IsDefault ? [] : value; } = Classes.IsDefault ? [] : Classes;

    /// <summary>Gets the rule by which each class clears.</summary>
    public IDoubleAuction Auction { get; init => field = value ?? throw new ArgumentNullException(nameof(Auction)); } = Auction ?? throw new ArgumentNullException(nameof(Auction));

    /// <summary>Clears all classes.</summary>
    /// <param name="offers">What providers offer.</param>
    /// <param name="requests">What requesters ask for.</param>
    /// <param name="covers">The stake and open work of each provider; who is not in it has none.</param>
    /// <param name="withdrawn">Who has withdrawn; null: nobody.</param>
    /// <param name="now">The epoch in which the market clears.</param>
    /// <param name="seed">Public, and known only after the bids were fixed (a beacon).</param>
    /// <returns>An award for each offer and request, and the refusals.</returns>
    /// <exception cref="ArgumentException">Two classes have one name, or a provider two covers.</exception>
    public JobMarketOutcome Clear(
        ReadOnlySpan<JobOffer> offers,
        ReadOnlySpan<JobRequest> requests,
        ReadOnlySpan<ProviderCover> covers,
        IReadOnlySet<ParticipantId>? withdrawn,
        Epoch now,
        Digest seed)
    {
        Dictionary<string, int> classes = NumberOfClass();
        JobBook book = new(Classes, classes, withdrawn, Auction.TakesSeveralBids);
        book.AddOffers(offers, RoomOf(covers));
        book.AddRequests(requests, now);
        Award[] sold = new Award[offers.Length], bought = new Award[requests.Length];
        for (int number = 0; number < classes.Count; number++)
        {
            (Bid[] ownOffers, int[] offerPlaces) = book.Offers(number);
            (Bid[] ownRequests, int[] requestPlaces) = book.Requests(number);
            DoubleAuctionOutcome outcome = Auction.Clear(ownOffers, ownRequests, seed);
            for (int index = 0; index < offerPlaces.Length; index++)
            {
                sold[offerPlaces[index]] = outcome.Offers[index];
            }

            for (int index = 0; index < requestPlaces.Length; index++)
            {
                bought[requestPlaces[index]] = outcome.Requests[index];
            }
        }

        return new JobMarketOutcome(
            ImmutableCollectionsMarshal.AsImmutableArray(sold), ImmutableCollectionsMarshal.AsImmutableArray(bought), book.RefusedOffers, book.RefusedRequests);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"JobMarket {{ Cover = {Cover}, Classes = {Prose.List(Classes)}, Auction = {Auction} }}";

    /// <inheritdoc/>
    public bool Equals(JobMarket? other) =>
        other is not null
        && Cover == other.Cover
        && EqualityComparer<IDoubleAuction>.Default.Equals(Auction, other.Auction)
        && Classes.AsSpan().SequenceEqual(other.Classes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Cover.GetHashCode() ^ Classes.Length;

    private Dictionary<string, int> NumberOfClass()
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        if (!Classes.IsDefault)
        {
            foreach (JobClass item in Classes)
            {
                if (!numbers.TryAdd(item.Name, numbers.Count))
                {
                    throw new ArgumentException($"There are two classes '{item.Name}'; expected one of each name.");
                }
            }
        }

        return numbers;
    }

    private Dictionary<ParticipantId, UInt128> RoomOf(ReadOnlySpan<ProviderCover> covers)
    {
        Dictionary<ParticipantId, UInt128> rooms = new(covers.Length);
        foreach (ProviderCover cover in covers)
        {
            if (!rooms.TryAdd(cover.Provider, Cover.Room(cover).Units))
            {
                throw new ArgumentException($"{cover.Provider} has two covers; the same stake would back its work twice. Expected one.", nameof(covers));
            }
        }

        return rooms;
    }
}
