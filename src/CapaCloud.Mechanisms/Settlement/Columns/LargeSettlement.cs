using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Holds one settled epoch of a large network: the next network, what everybody faced alike, and each outcome, posting and explanation for who asks.</summary>
/// <remarks>
/// <code>sum over all accounts of (money in - money out) = 0</code>
/// <see cref="ToSettlement"/> is what <see cref="Mechanism.Settle(NetworkState, EpochReport)"/> gives for the same state and report. Immutable and safe to share between threads.
/// </remarks>
public sealed class LargeSettlement
{
    private readonly AwakePart _awake;
    private readonly EpochIntake _intake;
    private readonly SettledColumns _columns;
    private readonly RowOrder _order;
    private readonly int[] _places;
    private readonly UInt128[] _rewards;

    internal LargeSettlement(
        LargeNetwork before, LargeReport report, LargeNetwork after, AwakePart awake, EpochIntake intake, EpochTerms terms, SettledColumns columns, RowOrder order, int[] places, UInt128[] rewards)
    {
        (Before, Report, After, Terms) = (before, report, after, terms);
        (_awake, _intake, _columns, _order, _places, _rewards) = (awake, intake, columns, order, places, rewards);
    }

    /// <summary>Gets the epoch that was settled.</summary>
    public Epoch Epoch => Report.Epoch;

    /// <summary>Gets the content hash of the policy that settled it.</summary>
    public required Digest PolicyHash { get; init; }

    /// <summary>Gets the network before.</summary>
    public LargeNetwork Before { get; }

    /// <summary>Gets the report that was settled.</summary>
    public LargeReport Report { get; }

    /// <summary>Gets the network after, in which the next epoch is the current one.</summary>
    public LargeNetwork After { get; }

    /// <summary>Gets how much stake was at fault, over all participants.</summary>
    public required FaultTotals Faults { get; init; }

    /// <summary>Gets what every participant faced alike: the totals, the pool, and what of it was lost.</summary>
    public EpochTerms Terms { get; }

    /// <summary>Gets the items of the report that were not admissible, each with its reason, in an order that does not depend on the report's.</summary>
    public ImmutableArray<SetAsideItem> SetAside => _intake.SetAside;

    /// <summary>Gets how many participants the ordinary code settled.</summary>
    public int Awake => _awake.Rows.Length;

    /// <summary>Gets everybody's share of the pool, in base units, in the order of names.</summary>
    public ReadOnlySpan<Amount> Rewards => MemoryMarshal.Cast<UInt128, Amount>(_rewards);

    /// <summary>Gets the network's own postings, which come first.</summary>
    internal ImmutableArray<Posting> NetworkPostings => _columns.Network;

    /// <summary>Returns what the epoch did to one participant.</summary>
    /// <param name="participant">Its name.</param>
    /// <returns>The outcome. Logarithmic in the number of participants.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    public ParticipantOutcome OutcomeOf(ParticipantId participant)
    {
        int row = RestingRowOf(ref participant, out int index);
        return index >= 0 ? _columns.OutcomeAt(index)
            : row >= 0 ? new ParticipantOutcome { After = After.StateOf(participant), Reward = Amount.Of(_rewards[_order.PlaceOf(row)]) }
            : throw Unknown(participant);
    }

    /// <summary>Returns one participant's movements of money, without what others were made to pay it.</summary>
    /// <param name="participant">Its name.</param>
    /// <returns>The postings. Logarithmic in the number of participants.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    public ImmutableArray<Posting> PostingsOf(ParticipantId participant)
    {
        int row = RestingRowOf(ref participant, out int index);
        return index >= 0 ? _columns.PostingsAt(index)
            : row >= 0 ? PlainPostings(participant, Amount.Of(_rewards[_order.PlaceOf(row)]))
            : throw Unknown(participant);
    }

    /// <summary>Returns the settlement as everybody else reads it: all outcomes, all postings and both states.</summary>
    /// <returns>The settlement. Linear in the number of participants.</returns>
    public EpochSettlement ToSettlement()
    {
        NetworkState before = Before.ToState();
        ImmutableArray<ParticipantOutcome>.Builder outcomes = ImmutableArray.CreateBuilder<ParticipantOutcome>(before.Participants.Length);
        ImmutableArray<Posting>.Builder postings = ImmutableArray.CreateBuilder<Posting>();
        postings.AddRange(NetworkPostings);
        foreach (ref readonly ParticipantState one in before.Participants)
        {
            outcomes.Add(OutcomeOf(one.Participant));
            postings.AddRange(PostingsOf(one.Participant));
        }

        return new EpochSettlement
        {
            Epoch = Epoch,
            PolicyHash = PolicyHash,
            Report = Report.ToReport(),
            Before = before,
            After = After.ToState(),
            SetAside = SetAside,
            Faults = Faults,
            Totals = Terms.Totals,
            Pool = Terms.Pool,
            Lost = Terms.Lost,
            Pools = Terms.Pools,
            Postings = postings.DrainToImmutable(),
            Outcomes = outcomes.MoveToImmutable(),
        };
    }

    /// <summary>Returns what it came to, in one sentence.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"epoch {Epoch}: a pool of {Prose.Units(Terms.Pool)} for {Prose.Count(_rewards.Length, "participant")}, of whom {Prose.Number(Awake)} did not rest; {Prose.Count(SetAside.Length, "item")} set aside";

    /// <summary>Returns a participant's state before, what the epoch brought it, and the postings that concern it: its own, and bounties and pay out of those of others.</summary>
    internal (ParticipantState State, ParticipantInput Input, ImmutableArray<Posting> Concerning) Recall(ParticipantId participant, FormerExcuses? excuses)
    {
        int row = RestingRowOf(ref participant, out int own);
        if (own < 0 && row < 0)
        {
            throw Unknown(participant);
        }

        List<(int Place, Posting Posting)> concerning = [.. _columns.KeptOf(participant).Select(kept => (_places[kept.Place], kept.Posting))];
        if (own < 0 || _columns.IsPlainAt(own))
        {
            int place = own >= 0 ? _places[own] : _order.PlaceOf(row);
            concerning.AddRange(PlainPostings(participant, Amount.Of(_rewards[place])).Select(posting => (place, posting)));
        }

        ParticipantState state = own >= 0 ? _awake.State.Participants[own] : Before.StateOf(participant);
        ParticipantInput input = own >= 0 ? _intake.Inputs[own] : new ParticipantInput
        {
            Epoch = Epoch,
            FormerExcuses = excuses,
            Report = Report.HasRow[row] ? Report.RowAt(row) : new ParticipantReport { Participant = participant },
        };
        return (state, input, [.. NetworkPostings.Where(posting => Concerns(posting, participant)), .. concerning.OrderBy(static item => item.Place).Select(static item => item.Posting)]);
    }

    /// <summary>Returns the present name of whoever has or had one.</summary>
    internal ParticipantId HolderOf(ParticipantId name) => _awake.State.HolderOf(name);

    private static bool Concerns(in Posting posting, ParticipantId participant) => posting.From.Owner == participant || posting.To.Owner == participant;

    private static ImmutableArray<Posting> PlainPostings(ParticipantId participant, Amount reward) =>
        reward.IsZero ? [] : [new Posting(LedgerAccount.RewardPool, LedgerAccount.Wallet(participant), reward, PostingReason.Reward)];

    private KeyNotFoundException Unknown(ParticipantId participant) => new($"The network has no participant '{participant}' in epoch {Epoch}.");

    private int RestingRowOf(ref ParticipantId participant, out int index)
    {
        participant = _awake.State.HolderOf(participant);
        index = _awake.State.IndexOf(participant);
        return index >= 0 ? -1 : Before.Rows.RowOf(participant);
    }
}
