using System.Collections.Immutable;
using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>The bids of every class that take part, cut to what the stakes cover, and the refusals.</summary>
internal sealed class JobBook(ImmutableArray<JobClass> classes, Dictionary<string, int> numbers, IReadOnlySet<ParticipantId>? withdrawn, bool takesSeveralBids)
{
    private readonly List<(Bid Bid, int Place)>[] _offers = Lists(classes.Length);
    private readonly List<(Bid Bid, int Place)>[] _requests = Lists(classes.Length);
    private readonly List<RefusedBid> _refusedOffers = [];
    private readonly List<RefusedBid> _refusedRequests = [];

    public ImmutableArray<RefusedBid> RefusedOffers => [.. _refusedOffers.OrderBy(item => item.Position)];

    public ImmutableArray<RefusedBid> RefusedRequests => [.. _refusedRequests.OrderBy(item => item.Position)];

    public (Bid[] Bids, int[] Places) Offers(int number) => Side(_offers[number]);

    public (Bid[] Bids, int[] Places) Requests(int number) => Side(_requests[number]);

    public void AddOffers(ReadOnlySpan<JobOffer> offers, Dictionary<ParticipantId, UInt128> rooms)
    {
        Bid[] bids = new Bid[offers.Length];
        int[] classOf = new int[offers.Length];
        for (int place = 0; place < offers.Length; place++)
        {
            bids[place] = offers[place].Bid;
            classOf[place] = NumberOf(offers[place].Class);
        }

        Screen(bids, classOf, _offers, _refusedOffers);
        CutToCover(rooms);
    }

    public void AddRequests(ReadOnlySpan<JobRequest> requests, Epoch now)
    {
        Bid[] bids = new Bid[requests.Length];
        int[] classOf = new int[requests.Length];
        BidRefusal?[] complaints = new BidRefusal?[requests.Length];
        for (int place = 0; place < requests.Length; place++)
        {
            JobRequest request = requests[place];
            bids[place] = request.Bid;
            classOf[place] = NumberOf(request.Class);
            if (classOf[place] >= 0)
            {
                complaints[place] = Complaint(request, classes[classOf[place]], now);
            }
        }

        Screen(bids, classOf, _requests, _refusedRequests);
        RefuseBothSides();
        foreach (List<(Bid Bid, int Place)> own in _requests)
        {
            foreach ((Bid bid, int place) in own)
            {
                if (complaints[place] is { } complaint)
                {
                    _refusedRequests.Add(new RefusedBid(place, bid, complaint));
                }
            }

            own.RemoveAll(item => complaints[item.Place] is not null);
        }
    }

    private static BidRefusal? Complaint(JobRequest request, JobClass job, Epoch now)
    {
        // A request worth more than the class allows for its units: compared without a product that could overflow.
        bool isDear = MultiplyDivide.TryDivide(job.MaximumValue.Units, request.Bid.Quantity, UInt128.One, out UInt128 covered, out _) && request.Value.Units > covered;
        bool isSoon = request.Deadline < now || request.Deadline.Number - now.Number < job.Duration.Epochs;
        return isDear ? BidRefusal.ValueAboveClass : isSoon ? BidRefusal.DeadlineTooSoon : null;
    }

    private static List<(Bid Bid, int Place)>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<(Bid, int)>())];

    private static (Bid[] Bids, int[] Places) Side(List<(Bid Bid, int Place)> own) => ([.. own.Select(item => item.Bid)], [.. own.Select(item => item.Place)]);

    private int NumberOf(string? name) => name is not null && numbers.TryGetValue(name, out int number) ? number : -1;

    private void Screen(Bid[] bids, int[] classOf, List<(Bid Bid, int Place)>[] lists, List<RefusedBid> refused)
    {
        for (int number = -1; number < lists.Length; number++)
        {
            int[] places = [.. Enumerable.Range(0, bids.Length).Where(place => classOf[place] == number)];
            if (number < 0)
            {
                refused.AddRange(places.Select(place => new RefusedBid(place, bids[place], BidRefusal.UnknownClass)));
                continue;
            }

            BidScreen screen = BidScreen.Of([.. places.Select(place => bids[place])], withdrawn);
            HashSet<int> left = [.. screen.Refused.Select(item => item.Position)];
            refused.AddRange(screen.Refused.Select(item => item with { Position = places[item.Position] }));
            lists[number].AddRange(Enumerable.Range(0, places.Length).Where(index => !left.Contains(index)).Select(index => (bids[places[index]], places[index])));
            if (!takesSeveralBids)
            {
                RefuseSeveral(lists[number], refused);
            }
        }
    }

    /// <summary>Of several bids of one bidder none takes part where the rule takes one: nothing says which is meant.</summary>
    private static void RefuseSeveral(List<(Bid Bid, int Place)> own, List<RefusedBid> refused)
    {
        HashSet<ParticipantId> several = [.. own.GroupBy(item => item.Bid.Bidder).Where(group => group.Count() > 1).Select(group => group.Key)];
        refused.AddRange(own.Where(item => several.Contains(item.Bid.Bidder)).Select(item => new RefusedBid(item.Place, item.Bid, BidRefusal.SeveralBids)));
        own.RemoveAll(item => several.Contains(item.Bid.Bidder));
    }

    /// <summary>Who offers and requests in one class is refused on the side of the request.</summary>
    private void RefuseBothSides()
    {
        for (int number = 0; number < classes.Length; number++)
        {
            HashSet<ParticipantId> sellers = [.. _offers[number].Select(item => item.Bid.Bidder)];
            _refusedRequests.AddRange(
                _requests[number].Where(item => sellers.Contains(item.Bid.Bidder)).Select(item => new RefusedBid(item.Place, item.Bid, BidRefusal.BothSides)));
            _requests[number].RemoveAll(item => sellers.Contains(item.Bid.Bidder));
        }
    }

    private void CutToCover(Dictionary<ParticipantId, UInt128> rooms)
    {
        // Exact: a sum that stopped at 2^128 - 1 would give each of several classes the whole room.
        Dictionary<ParticipantId, BigInteger> offered = [];
        for (int number = 0; number < classes.Length; number++)
        {
            foreach ((Bid bid, _) in _offers[number])
            {
                offered[bid.Bidder] = offered.GetValueOrDefault(bid.Bidder) + Value(number, bid.Quantity);
            }
        }

        for (int number = 0; number < classes.Length; number++)
        {
            List<(Bid Bid, int Place)> covered = [];
            foreach (IGrouping<ParticipantId, (Bid Bid, int Place)> own in _offers[number].GroupBy(item => item.Bid.Bidder))
            {
                Cut(number, [.. own.OrderBy(item => item.Bid.UnitPrice)], rooms.GetValueOrDefault(own.Key), offered[own.Key], covered);
            }

            _offers[number].Clear();
            _offers[number].AddRange(covered);
        }
    }

    private void Cut(int number, (Bid Bid, int Place)[] own, UInt128 room, BigInteger offered, List<(Bid Bid, int Place)> covered)
    {
        UInt128 unit = classes[number].MaximumValue.Units;
        if (unit == UInt128.Zero || offered <= room)
        {
            covered.AddRange(own);
            return;
        }

        BigInteger here = own.Aggregate(BigInteger.Zero, (sum, item) => sum + Value(number, item.Bid.Quantity));
        UInt128 units = (UInt128)(room * here / offered) / unit;
        foreach ((Bid bid, int place) in own)
        {
            ulong quantity = units >= bid.Quantity ? bid.Quantity : (ulong)units;
            units -= quantity;
            if (quantity == 0)
            {
                _refusedOffers.Add(new RefusedBid(place, bid, BidRefusal.NoCover));
            }
            else
            {
                covered.Add((bid with { Quantity = quantity }, place));
            }
        }
    }

    private BigInteger Value(int number, ulong quantity) => (BigInteger)classes[number].MaximumValue.Units * quantity;
}
