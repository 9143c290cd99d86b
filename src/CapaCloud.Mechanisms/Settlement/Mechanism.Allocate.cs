using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Serialization;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <content>The arrow of the loop that gives work to whom reputation and stake allow.</content>
public sealed partial class Mechanism
{
    /// <summary>Clears the market of each class of work, and awards its jobs. Anyone can recompute it from public values.</summary>
    /// <remarks>
    /// <code>
    /// most jobs of a provider in a class = Access.Limit(score, tasks);  value of its open jobs * gain &lt;= coverage * bonded stake
    /// tasks = those of the class that would find a provider if nobody's access were limited
    /// </code>
    /// A request or an offer that cannot take part stops nobody; its outcome has the reason. Of one requester, the dearest requests are paid for first. Who works for whom, and which of
    /// equal requests are served, is drawn: nobody chooses its partner. A name that somebody had before is taken for the present one, which the outcomes show. Bids are to be sealed before the beacon is known. Time n log n in offers and tasks; n^2 in tasks of one name.
    /// </remarks>
    /// <param name="state">The state of the epoch in which the bids were made.</param>
    /// <param name="offers">What providers offer, in any order: how many jobs of a class, from which price on.</param>
    /// <param name="requests">What requesters ask for, in any order.</param>
    /// <param name="beacon">The beacon of the epoch's draw round; not needed when nothing is offered or nothing asked for.</param>
    /// <returns>The new state, and what became of each offer and each request.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="JobRefusedException">The policy has no jobs, or no rules of allocation.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    /// <exception cref="BeaconRoundException">The beacon is missing, or of another round: it could be known before the bids, or be chosen after.</exception>
    public Allocation Allocate(NetworkState state, IEnumerable<JobOffer> offers, IEnumerable<TaskRequest> requests, Beacon beacon)
    {
        ArgumentNullException.ThrowIfNull(offers);
        ArgumentNullException.ThrowIfNull(requests);
        JobPolicy rules = RequireJobs(state);
        AllocationPolicy allocation = Policy.Allocation
            ?? throw new JobRefusedException(JobRefusal.NoAllocation, $"The policy '{Policy.Name}' does not say who gets jobs; expected one with rules of allocation, or award each job yourself.");
        OfferBook selling = new((offers is ImmutableArray<JobOffer> { IsDefault: true } ? [] : offers)
            .Select(offer => offer with { Class = Named(offer.Class), Bid = offer.Bid with { Bidder = state.HolderOf(offer.Bid.Bidder) } }));
        RequestBook buying = new((requests is ImmutableArray<TaskRequest> { IsDefault: true } ? [] : requests)
            .Select(request => request with { Class = Named(request.Class), Requester = state.HolderOf(request.Requester) }));
        buying.Admit(request => Screen(state, rules, request), requester => state.MoneyOf(requester).Free, price => BondOf(rules, price));
        selling.Admit(offer => Screen(state, rules, offer));
        if (selling.IsEmpty || buying.IsEmpty)
        {
            Limit(state, allocation, selling, []);
            return Finish(state, selling, buying);
        }

        SelectionSeed seed = SelectionSeed.After(Policy.Verification.Schedule.WindowOf(state.Epoch), beacon, SelectionPurpose.Allocation);
        JobMarket market = new(rules.Classes, rules.Cover, allocation.Auction);
        JobRequest[] wanted = buying.Merge();
        ProviderCover[] covers = [.. selling.Merged.Select(static offer => offer.Bid.Bidder).Distinct().Select(provider => CoverOf(state, provider))];
        JobMarketOutcome cleared = market.Clear(selling.Merged, wanted, covers, withdrawn: null, state.Epoch, seed.Value);
        if (Limit(state, allocation, selling, TasksOf(wanted, cleared)))
        {
            cleared = market.Clear(selling.Merged, wanted, covers, withdrawn: null, state.Epoch, seed.Value);
        }

        WorkPairing.Pair(rules.Classes, seed, selling, buying, cleared, (provider, task) => IsKnown(state.StateOf(provider), task));
        return Finish(AwardAll(state, rules, buying), selling, buying);
    }

    /// <summary>A class that cannot be written down is no class: it reads as a text of nothing, and is refused as unknown.</summary>
    private static string Named(string? name) => name is not null && UnicodeText.IsValid(name) ? name : string.Empty;

    /// <summary>Returns how many tasks of each class find a provider.</summary>
    private static Dictionary<string, ulong> TasksOf(JobRequest[] wanted, JobMarketOutcome cleared)
    {
        Dictionary<string, ulong> tasks = new(StringComparer.Ordinal);
        for (int place = 0; place < wanted.Length; place++)
        {
            tasks[wanted[place].Class] = tasks.GetValueOrDefault(wanted[place].Class) + cleared.Requests[place].Quantity;
        }

        return tasks;
    }

    /// <summary>Cuts the offers to what each score may get of so many tasks; without a rule of access nothing is cut.</summary>
    private bool Limit(NetworkState state, AllocationPolicy allocation, OfferBook selling, Dictionary<string, ulong> tasks)
    {
        if (allocation.Access is not { } access)
        {
            return false;
        }

        selling.Limit((provider, name) => access.Limit(ScoreOf(state.StateOf(provider), state.Epoch), tasks.GetValueOrDefault(name)));
        return true;
    }

    private static Allocation Finish(NetworkState after, OfferBook selling, RequestBook buying)
    {
        for (int place = 0; place < buying.Outcomes.Length; place++)
        {
            if (buying.Outcomes[place] is { Award: null, Refusal: JobRefusal.None })
            {
                buying.Refuse(place, JobRefusal.NoMatch);
            }
        }

        return new Allocation { After = after, Tasks = [.. buying.Outcomes], Offers = [.. selling.Outcomes] };
    }

    private JobRefusal Screen(NetworkState state, JobPolicy rules, in TaskRequest request) =>
        request.Task.IsNone || request.Requester.IsNone ? JobRefusal.Incomplete
        : PromiseObstacle(rules, AwardOf(request, ParticipantId.None, request.Price), state.Epoch)?.Refusal
        ?? (LowScore(state, state.MoneyOf(request.Requester)) is null ? JobRefusal.None : JobRefusal.LowScore);

    internal static JobAward AwardOf(in TaskRequest request, ParticipantId provider, Amount price) => new()
    {
        Task = request.Task,
        Provider = provider,
        Requester = request.Requester,
        Class = request.Class,
        Price = price,
        Value = request.Value,
        Deadline = request.Deadline,
    };

    private OfferOutcome Screen(NetworkState state, JobPolicy rules, in JobOffer offer)
    {
        OfferOutcome outcome = new() { Offer = offer };
        if (offer.Bid.Bidder.IsNone)
        {
            return outcome with { Refusal = JobRefusal.Incomplete };
        }

        if (rules.ClassOf(offer.Class) is null)
        {
            return outcome with { Refusal = JobRefusal.UnknownClass };
        }

        if (offer.Bid.Quantity == 0 || offer.Bid.UnitPrice.IsZero)
        {
            return outcome with { Refusal = JobRefusal.NoAmount };
        }

        if (!state.TryGetState(offer.Bid.Bidder, out ParticipantState provider))
        {
            return outcome with { Refusal = JobRefusal.UnknownProvider };
        }

        return provider.JailedUntil > state.Epoch ? outcome with { Refusal = JobRefusal.Jailed, Until = provider.JailedUntil }
            : provider.Stake.Bonded < Policy.Stake.MinimumBond
                ? outcome with { Refusal = JobRefusal.BelowMinimumBond, Missing = Policy.Stake.MinimumBond - provider.Stake.Bonded }
            : outcome;
    }

    /// <summary>Makes every award at once: each provider's and each requester's record is written one time.</summary>
    private static NetworkState AwardAll(NetworkState state, JobPolicy rules, RequestBook buying)
    {
        Dictionary<ParticipantId, ParticipantState> providers = [];
        Dictionary<ParticipantId, RequesterState> requesters = [];
        foreach (TaskOutcome outcome in buying.Outcomes)
        {
            if (outcome.Award is { } award)
            {
                Job job = JobOf(rules, award, state.Epoch);
                providers[award.Provider] = WithJob(providers.TryGetValue(award.Provider, out ParticipantState known) ? known : state.StateOf(award.Provider), job);
                requesters[award.Requester] = Reserved(requesters.TryGetValue(award.Requester, out RequesterState paid) ? paid : state.MoneyOf(award.Requester), job);
            }
        }

        var participants = state.Participants;
        foreach (ParticipantState provider in providers.Values)
        {
            participants = participants.SetItem(state.IndexOf(provider.Participant), provider);
        }

        return state with
        {
            Participants = participants,
            Requesters = [.. state.Requesters.Select(one => requesters.GetValueOrDefault(one.Requester, one))],
        };
    }
}
