using System.Collections.Immutable;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Markets;

/// <summary>
/// Each winner pays what its presence costs the others (Vickrey, Clarke, Groves), for divisible capacity, with a cap for each bidder and
/// for groups of bidders.
/// </summary>
/// <remarks>
/// <code>
/// payment(i) = limit * units(i) + W(without i) - (W - v(i))      for a sale; for a purchase the difference is taken off
/// W          = greatest total of units * distance to the limit, no bidder beyond its cap, no group beyond its own
/// </code>
/// Nothing is rounded. 2 units over bids of one unit at 10, 8 and 5 cost 5 each. 2 units over A: one at 10 and one at 8, B: one at 5,
/// cost A 5 + 0. No bidder gains by another price or by asking for less. A bidder's own cap is the rule's, so nobody moves it; groups are
/// fixed before the bids. With all units equal the outcome is in the core: caps of bidders and of groups that do not overlap keep it there.
/// Equal bids share what is left in proportion, within their caps; the odd unit goes by seeded hash. Time n log n in the bids, and
/// with caps n more for each winner. Immutable and safe to share between threads. Source: E. Clarke, Public Choice 11 (1971).
/// </remarks>
public sealed record VcgAuction : IAuction
{
    private readonly Dictionary<ParticipantId, int> _groupOf = [];

    /// <summary>Initializes a new instance of the <see cref="VcgAuction"/> class.</summary>
    /// <param name="maximumPerBidder">How many units one bidder gets at most; null: as many as it asks for.</param>
    /// <param name="groups">Bidders that have a cap together; nobody in two of them.</param>
    /// <exception cref="ArgumentException">Somebody is in two groups.</exception>
    [JsonConstructor]
    public VcgAuction(ulong? maximumPerBidder = null, ImmutableArray<CapacityGroup> groups = default)
    {
        MaximumPerBidder = maximumPerBidder;
        Groups = groups.IsDefault ? [] : groups;
        for (int group = 0; group < Groups.Length; group++)
        {
            if (Groups[group] is null)
            {
                throw new ArgumentException($"The group at place {group} is null; expected a group.", nameof(groups));
            }

            foreach (ParticipantId member in Groups[group].Members)
            {
                if (!_groupOf.TryAdd(member, group))
                {
                    throw new ArgumentException($"{member} is named twice in the groups; expected nobody in two of them.", nameof(groups));
                }
            }
        }
    }

    /// <summary>Gets how many units one bidder gets at most; null: as many as it asks for.</summary>
    [JsonConverter(typeof(WholeNumberJsonConverter<ulong>))]
    public ulong? MaximumPerBidder { get; }

    /// <summary>Gets the bidders that have a cap together.</summary>
    public ImmutableArray<CapacityGroup> Groups { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public AuctionPromises Promises =>
        AuctionPromises.TruthfulInPrice
        | AuctionPromises.TruthfulInQuantity
        | (Groups.IsEmpty ? AuctionPromises.EqualTreatment : AuctionPromises.None)
        | (MaximumPerBidder is null && Groups.IsEmpty ? AuctionPromises.Efficient | AuctionPromises.InCore : AuctionPromises.None);

    /// <inheritdoc/>
    public AuctionOutcome Clear(Lot lot, ReadOnlySpan<Bid> bids, Digest seed)
    {
        BidScreen.RefuseBad(bids, "Bid");
        GainLadder ladder = new(lot, bids);
        CappedService service = new(lot, bids, ladder, MaximumPerBidder, Groups, _groupOf);
        ulong[] served = new ulong[bids.Length];
        service.Serve(seed, except: -1, served);

        UInt128[] won = new UInt128[service.Bidders];
        ulong[] units = new ulong[service.Bidders];
        UInt128 welfare = UInt128.Zero;
        for (int rank = 0; rank < ladder.Count; rank++)
        {
            int position = ladder.Position(rank);
            UInt128 gain = ladder.Gain(rank) * served[position];
            won[service.BidderOf(position)] += gain;
            units[service.BidderOf(position)] += served[position];
            welfare += gain;
        }

        ImmutableArray<Award>.Builder awards = ImmutableArray.CreateBuilder<Award>(bids.Length);
        for (int position = 0; position < bids.Length; position++)
        {
            awards.Add(new Award(served[position], Amount.Zero));
        }

        ulong[] others = new ulong[bids.Length];
        for (int bidder = 0; bidder < service.Bidders; bidder++)
        {
            if (units[bidder] > 0)
            {
                UInt128 without = service.HasCaps ? service.Serve(seed, bidder, others) : welfare - won[bidder] + service.Displaced(ladder, served, bidder, units[bidder]);
                WritePayment(lot, bids, service, bidder, without - (welfare - won[bidder]), units[bidder], awards);
            }
        }

        return new AuctionOutcome(awards.MoveToImmutable(), unitPrice: null);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"VcgAuction {{ MaximumPerBidder = {MaximumPerBidder}, Groups = {Prose.List(Groups)}, Promises = {Promises} }}";

    /// <inheritdoc/>
    public bool Equals(VcgAuction? other) =>
        other is not null && MaximumPerBidder == other.MaximumPerBidder && Groups.AsSpan().SequenceEqual(other.Groups.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => MaximumPerBidder.GetHashCode() ^ Groups.Length;

    /// <summary>
    /// What a bidder displaces is one number; its bids carry it in proportion to their units, the first ones down and the last the
    /// rest, each within its own worth: a bid at a lower price never carries more than it is worth while another has room.
    /// </summary>
    private static void WritePayment(
        Lot lot, ReadOnlySpan<Bid> bids, CappedService service, int bidder, UInt128 displaced, ulong units, ImmutableArray<Award>.Builder awards)
    {
        UInt128 carried = UInt128.Zero;
        foreach (int position in service.BidsOf(bidder))
        {
            ulong quantity = awards[position].Quantity;
            UInt128 room = quantity == 0 ? UInt128.Zero : lot.Gain(bids[position].UnitPrice) * quantity;
            UInt128 part = UInt128.Min(UInt128.Min(MultiplyDivide.Up(displaced, quantity, units), displaced - carried), room);
            carried += part;
            awards[position] = new Award(quantity, lot.Payment(quantity, part));
        }

        foreach (int position in service.BidsOf(bidder))
        {
            if (carried == displaced)
            {
                return;
            }

            ulong quantity = awards[position].Quantity;
            UInt128 paid = quantity == 0 ? UInt128.Zero : Distance(lot, awards[position]);
            UInt128 more = UInt128.Min(displaced - carried, (quantity == 0 ? UInt128.Zero : lot.Gain(bids[position].UnitPrice) * quantity) - paid);
            carried += more;
            awards[position] = new Award(quantity, lot.Payment(quantity, paid + more));
        }
    }

    private static UInt128 Distance(Lot lot, Award award)
    {
        UInt128 atLimit = award.Quantity * lot.Limit.Units;
        return lot.Side == MarketSide.Sell ? award.Payment.Units - atLimit : atLimit - award.Payment.Units;
    }
}
