using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Draws who works for whom among those that the market brought together: nobody chooses its partner.</summary>
internal static class WorkPairing
{
    public static void Pair(ImmutableArray<JobClass> classes, SelectionSeed seed, OfferBook selling, RequestBook buying, JobMarketOutcome cleared, Func<ParticipantId, TaskId, bool> isKnown)
    {
        JobOffer[] offers = selling.Merged;
        JobRequest[] requests = buying.Merged;
        foreach (RefusedBid refused in cleared.RefusedOffers)
        {
            selling.Refuse(refused.Position, ReasonOf(refused.Refusal));
        }

        foreach (RefusedBid refused in cleared.RefusedRequests)
        {
            buying.RefuseAll(refused.Position, ReasonOf(refused.Refusal));
        }

        Seating seating = new(isKnown);
        for (int number = 0; number < classes.Length; number++)
        {
            string name = classes[number].Name;
            List<(UInt128 Key, ParticipantId Provider)> seats = [];
            Dictionary<ParticipantId, ulong> taken = [];
            for (int offer = 0; offer < offers.Length; offer++)
            {
                if (offers[offer].Class == name)
                {
                    selling.Award(offer, cleared.Offers[offer].Quantity);
                    for (ulong job = 0; job < cleared.Offers[offer].Quantity; job++)
                    {
                        ulong seat = taken[offers[offer].Bid.Bidder] = taken.GetValueOrDefault(offers[offer].Bid.Bidder) + 1;
                        seats.Add((seed.Hash(offers[offer].Bid.Bidder, TaskId.None, ((ulong)number << 32) + seat).Upper, offers[offer].Bid.Bidder));
                    }
                }
            }

            List<(UInt128 Key, int Place, Amount Price)> tasks = [];
            for (int request = 0; request < requests.Length; request++)
            {
                if (requests[request].Class == name)
                {
                    Award bought = cleared.Requests[request];
                    Amount price = bought.Quantity == 0 ? Amount.Zero : Amount.Of(bought.Payment.Units / bought.Quantity);
                    tasks.AddRange(buying.Serve(request, bought.Quantity, KeyOf).Select(place => (KeyOf(buying[place]), place, price)));
                }
            }

            seats.Sort();
            tasks.Sort(static (first, second) => first.Key.CompareTo(second.Key));
            ParticipantId[] providers = [.. seats.Select(static seat => seat.Provider)];
            bool[] isFree = seating.Seat(providers, [.. tasks.Select(task => buying[task.Place].Task)]);
            for (int index = 0; index < tasks.Count; index++)
            {
                if (isFree[index])
                {
                    buying.Refuse(tasks[index].Place, JobRefusal.TaskKnown);
                }
                else
                {
                    buying.Award(tasks[index].Place, Mechanism.AwardOf(buying[tasks[index].Place], providers[index], tasks[index].Price));
                }
            }

            foreach (var idle in Enumerable.Range(0, isFree.Length).Where(index => isFree[index]).GroupBy(index => providers[index]))
            {
                selling.Withdraw(idle.Key, name, (ulong)idle.Count());
            }
        }

        UInt128 KeyOf(TaskRequest request) => seed.Hash(request.Requester, request.Task).Upper;
    }

    private static JobRefusal ReasonOf(BidRefusal reason) => reason switch
    {
        BidRefusal.NoCover => JobRefusal.NotCovered,
        BidRefusal.BothSides => JobRefusal.OwnJob,
        BidRefusal.SeveralBids => JobRefusal.SeveralPrices,
        BidRefusal.WorthTooLarge => JobRefusal.WorthTooLarge,
        BidRefusal.UnknownClass => JobRefusal.UnknownClass,
        BidRefusal.DeadlineTooSoon => JobRefusal.DeadlineTooSoon,
        BidRefusal.ValueAboveClass => JobRefusal.ValueOutOfRange,
        _ => JobRefusal.Incomplete,
    };
}
