using System.Globalization;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of allocation: who gets a task, at which price, and that nothing but bids, score and stake decides it; part of <see cref="MechanismLaws"/>.</summary>
internal static class AllocationLaws
{
    private const int Bids = 12;

    public static IEnumerable<Law> For(IMechanism mechanism, Arbitrary<NetworkCase> cases) =>
        mechanism.Policy.Allocation is null
            ? []
            :
            [
                Law.Of("allocation-is-its-awards", "the new state is the old one with each task awarded in turn", cases, item => IsItsAwards(mechanism, item)),
                Law.Of("tasks-have-one-price", "all tasks of a class have one price, no higher than its requester bid and no lower than its provider asked", cases, item => HasOnePrice(mechanism, item)),
                Law.Of("allocation-in-any-order", "the order of offers and requests changes no award", cases, item => IsOrderless(mechanism, item)),
                Law.Of("access-is-kept", "no provider gets more of a class than its score allows, and who may not work gets nothing", cases, item => KeepsAccess(mechanism, item)),
                Law.Of("former-names-allocate", "what is offered and asked for under a former name is awarded as under the present one", cases, item => TakesFormerNames(mechanism, item)),
                Law.Of("bad-bids-stop-nobody", "offers and requests that cannot take part change no award", cases, item => BadBidsStopNobody(mechanism, item)),
                Law.Of("every-bid-has-an-answer", "each request has a job or a reason, and the jobs of the offers are those of the requests", cases, item => HasAnswers(mechanism, item)),
            ];

    private static Allocation Allocated(IMechanism mechanism, NetworkCase item) => mechanism.Allocate(item.State, Offers(mechanism, item), Requests(mechanism, item), BeaconOf(mechanism, item));

    private static bool IsItsAwards(IMechanism mechanism, NetworkCase item)
    {
        Allocation allocated = Allocated(mechanism, item);
        NetworkState state = item.State;
        foreach (JobAward award in Awards(allocated))
        {
            state = mechanism.Award(state, award);
        }

        return state == allocated.After;
    }

    private static bool HasOnePrice(IMechanism mechanism, NetworkCase item)
    {
        Allocation allocated = Allocated(mechanism, item);
        Dictionary<string, Amount> prices = [];
        foreach (TaskOutcome task in allocated.Tasks)
        {
            if (task.Award is { } award && (award.Price > task.Request.Price || prices.GetValueOrDefault(award.Class, award.Price) != award.Price))
            {
                return false;
            }

            if (task.Award is { } priced)
            {
                prices[priced.Class] = priced.Price;
            }
        }

        return allocated.Offers.All(offer => offer.Awarded == 0 || offer.Offer.Bid.UnitPrice <= prices[offer.Offer.Class]);
    }

    private static bool IsOrderless(IMechanism mechanism, NetworkCase item) =>
        mechanism.Allocate(item.State, Offers(mechanism, item).Reverse(), Requests(mechanism, item).Reverse(), BeaconOf(mechanism, item)).After == Allocated(mechanism, item).After;

    private static bool KeepsAccess(IMechanism mechanism, NetworkCase item)
    {
        Allocation allocated = Allocated(mechanism, item);
        foreach (var own in Awards(allocated).GroupBy(award => (award.Provider, award.Class)))
        {
            ParticipantState provider = item.State.StateOf(own.Key.Provider);
            ulong asked = (ulong)Requests(mechanism, item).Count(request => request.Class == own.Key.Class);
            ulong most = mechanism.Policy.Allocation!.Access?.Limit(mechanism.ScoreOf(provider, item.State.Epoch), asked) ?? asked;
            if ((ulong)own.Count() > most || provider.JailedUntil > item.State.Epoch || provider.Stake.Bonded < mechanism.Policy.Stake.MinimumBond)
            {
                return false;
            }
        }

        return true;
    }

    private static bool TakesFormerNames(IMechanism mechanism, NetworkCase item)
    {
        ParticipantState first = item.State.Participants[0];
        ParticipantId former = ParticipantId.Of("was-first");
        NetworkCase renamed = item with { State = item.State with { Participants = item.State.Participants.SetItem(0, first with { FormerNames = [former] }) } };
        ParticipantId Said(ParticipantId name) => name == first.Participant ? former : name;
        return mechanism.Allocate(
            renamed.State,
            Offers(mechanism, renamed).Select(offer => offer with { Bid = offer.Bid with { Bidder = Said(offer.Bid.Bidder) } }),
            Requests(mechanism, renamed).Select(request => request with { Requester = Said(request.Requester) }),
            BeaconOf(mechanism, renamed)).After == Allocated(mechanism, renamed).After;
    }

    private static bool BadBidsStopNobody(IMechanism mechanism, NetworkCase item)
    {
        string kind = mechanism.Policy.Jobs!.Classes[0].Name;
        Bid stranger = new(ParticipantId.Of("no-such-provider"), 5, Amount.One), nobody = new(default, 1, Amount.One), nothing = new(item.State.Participants[0].Participant, 0, Amount.One);
        JobOffer[] bad = [default, new(kind, stranger), new(kind, nobody), new(kind, nothing), new("no such class", stranger), new(null!, stranger)];
        TaskRequest late = new()
        {
            Task = TaskId.Of("bad"),
            Requester = ParticipantId.Of("nobody-s-money"),
            Class = kind,
            Price = Amount.MaxValue,
            Value = Amount.MaxValue,
            Deadline = Epoch.Zero,
        };
        TaskRequest[] worse = [default, late, late with { Class = null! }, late with { Task = TaskId.Of("bad-2"), Price = Amount.One, Value = Amount.One, Deadline = item.State.Epoch + EpochSpan.Of(1_000) }];
        return mechanism.Allocate(item.State, Offers(mechanism, item).Concat(bad), Requests(mechanism, item).Concat(worse), BeaconOf(mechanism, item)).After == Allocated(mechanism, item).After;
    }

    private static bool HasAnswers(IMechanism mechanism, NetworkCase item)
    {
        Allocation allocated = Allocated(mechanism, item);
        var offered = allocated.Offers.Where(offer => offer.Awarded > 0).GroupBy(offer => (offer.Offer.Bid.Bidder, offer.Offer.Class))
            .Select(group => (group.Key, Jobs: group.Sum(offer => (long)offer.Awarded))).Order();
        var worked = Awards(allocated).GroupBy(award => (award.Provider, award.Class)).Select(group => (group.Key, Jobs: (long)group.Count())).Order();
        return allocated.Tasks.All(task => task.Award is null == (task.Refusal != JobRefusal.None))
            && allocated.Offers.All(offer => offer.Awarded <= offer.Admitted && offer.Admitted <= offer.Offer.Bid.Quantity)
            && offered.SequenceEqual(worked);
    }

    private static IEnumerable<JobAward> Awards(Allocation allocated) => allocated.Tasks.Where(task => task.Award is not null).Select(task => task.Award!.Value);

    private static Beacon BeaconOf(IMechanism mechanism, NetworkCase item) =>
        new(mechanism.Policy.Verification.Schedule.WindowOf(item.State.Epoch).DrawRound, item.Report.Beacon.Randomness);

    /// <summary>Everybody offers in some class; prices from 1 to 100 times a small part of what requesters have, drawn from the case's own bytes.</summary>
    private static IEnumerable<JobOffer> Offers(IMechanism mechanism, NetworkCase item)
    {
        JobClass[] kinds = [.. mechanism.Policy.Jobs!.Classes];
        for (int number = 0; number < Bids; number++)
        {
            ParticipantId provider = item.State.Participants[Draw(item, number) % item.State.Participants.Length].Participant;
            yield return new JobOffer(kinds[Draw(item, number + 20) % kinds.Length].Name, new Bid(provider, (ulong)(1 + (Draw(item, number + 7) % 4)), Step(item).MultiplyBy((uint)(1 + (Draw(item, number + 3) % 6)))));
        }
    }

    private static IEnumerable<TaskRequest> Requests(IMechanism mechanism, NetworkCase item)
    {
        JobClass[] kinds = [.. mechanism.Policy.Jobs!.Classes];
        ParticipantId[] requesters = [.. item.State.Requesters.Select(one => one.Requester), ParticipantId.Of("penniless")];
        for (int number = 0; number < Bids; number++)
        {
            Amount price = Step(item).MultiplyBy((uint)(1 + (Draw(item, number + 11) % 8)));
            JobClass kind = kinds[Draw(item, number + 30) % kinds.Length];
            yield return new TaskRequest
            {
                Task = TaskId.Of(number == 0 ? "job-0" : $"wanted-{number}"),
                Requester = requesters[Draw(item, number + 41) % requesters.Length],
                Class = kind.Name,
                Price = price,
                Value = price,
                Deadline = item.State.Epoch + kind.Duration + EpochSpan.Of((ulong)(Draw(item, number) % 2)),
            };
        }
    }

    private static Amount Step(NetworkCase item) =>
        Amount.Of((item.State.Requesters.Select(one => one.Free.Units).DefaultIfEmpty().Max() / 40) + 1);

    private static Amount MultiplyBy(this Amount step, uint factor) => step.Multiply(factor, UInt128.One, Rounding.Down);

    private static int Draw(NetworkCase item, int place) =>
        int.Parse(item.Report.Beacon.Randomness.ToString().AsSpan(place % 62, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
