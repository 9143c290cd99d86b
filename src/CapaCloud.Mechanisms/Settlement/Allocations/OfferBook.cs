using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The offers that may take part: by who may work, and by how much a score may get. Equal offers of one provider are one.</summary>
internal sealed class OfferBook
{
    private readonly JobOffer[] _offers;
    private readonly OfferOutcome[] _outcomes;
    private readonly List<(JobOffer Offer, List<int> Places)> _merged = [];

    public OfferBook(IEnumerable<JobOffer> offers)
    {
        _offers = [.. offers];
        _outcomes = [.. _offers.Select(static offer => new OfferOutcome { Offer = offer })];
    }

    public bool IsEmpty => _offers.Length == 0;

    /// <summary>Gets the offers of the market, equal ones added up.</summary>
    public JobOffer[] Merged => [.. _merged.Select(static item => item.Offer)];

    public OfferOutcome[] Outcomes => _outcomes;

    /// <summary>Refuses who may not work. What is left is in the market as it was offered.</summary>
    public void Admit(Func<JobOffer, OfferOutcome> screen)
    {
        for (int place = 0; place < _offers.Length; place++)
        {
            _outcomes[place] = screen(_offers[place]);
        }

        Limit(static (_, _) => ulong.MaxValue);
    }

    /// <summary>Cuts what each provider offers in a class to the most it may get there, the cheapest first.</summary>
    public void Limit(Func<ParticipantId, string, ulong> most)
    {
        _merged.Clear();
        var admitted = Enumerable.Range(0, _offers.Length)
            .Where(place => _outcomes[place].Refusal == JobRefusal.None)
            .GroupBy(place => (_offers[place].Class, _offers[place].Bid.Bidder));
        foreach (IGrouping<(string Class, ParticipantId Provider), int> own in admitted)
        {
            ulong room = most(own.Key.Provider, own.Key.Class);
            foreach (IGrouping<Amount, int> equal in own.GroupBy(place => _offers[place].Bid.UnitPrice).OrderBy(static group => group.Key))
            {
                List<int> places = [];
                ulong units = 0;
                foreach (int place in equal)
                {
                    ulong taken = ulong.Min(_offers[place].Bid.Quantity, room);
                    room -= taken;
                    units += taken;
                    places.Add(place);
                    _outcomes[place] = _outcomes[place] with { Admitted = taken };
                }

                if (units > 0)
                {
                    _merged.Add((new JobOffer(own.Key.Class, new Bid(own.Key.Provider, units, equal.Key)), places));
                }
            }
        }

        _merged.Sort(static (first, second) => Compare(first.Offer, second.Offer));
    }

    /// <summary>Says that the market refused an offer.</summary>
    public void Refuse(int merged, JobRefusal reason)
    {
        foreach (int place in _merged[merged].Places)
        {
            _outcomes[place] = _outcomes[place] with { Refusal = reason, Admitted = 0 };
        }
    }

    /// <summary>Hands the jobs of equal offers out to them.</summary>
    public void Award(int merged, ulong jobs)
    {
        foreach (int place in CollectionsMarshal.AsSpan(_merged[merged].Places))
        {
            ulong own = ulong.Min(jobs, _outcomes[place].Admitted);
            _outcomes[place] = _outcomes[place] with { Awarded = own };
            jobs -= own;
        }
    }

    /// <summary>Takes jobs back from a provider, from its dearest offers.</summary>
    public void Withdraw(ParticipantId provider, string name, ulong jobs)
    {
        foreach ((_, List<int> places) in _merged.Where(item => item.Offer.Bid.Bidder == provider && item.Offer.Class == name).Reverse())
        {
            foreach (int place in places)
            {
                ulong taken = ulong.Min(jobs, _outcomes[place].Awarded);
                _outcomes[place] = _outcomes[place] with { Awarded = _outcomes[place].Awarded - taken };
                jobs -= taken;
            }
        }
    }

    private static int Compare(in JobOffer first, in JobOffer second)
    {
        int order = string.CompareOrdinal(first.Class, second.Class);
        order = order != 0 ? order : first.Bid.Bidder.CompareTo(second.Bid.Bidder);
        return order != 0 ? order : first.Bid.UnitPrice.CompareTo(second.Bid.UnitPrice);
    }
}
