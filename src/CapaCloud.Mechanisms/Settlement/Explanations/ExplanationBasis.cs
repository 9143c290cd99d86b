using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What every explanation of one settlement needs of all participants: the sorted report, the totals, the books, and who is concerned by which posting. Read once.</summary>
internal sealed class ExplanationBasis
{
    private readonly EpochSettlement _settlement;
    private readonly Lazy<ImmutableArray<Amount>> _rewards;
    private readonly int[] _first;
    private readonly int[] _next;

    /// <summary>Reads a settlement. Linear in its size; each question after it takes time in proportion to its answer.</summary>
    /// <param name="mechanism">The mechanism that settled it.</param>
    /// <param name="rules">Its rules.</param>
    /// <param name="settlement">The settlement.</param>
    public ExplanationBasis(Mechanism mechanism, SettlementRules rules, EpochSettlement settlement)
    {
        _settlement = settlement;
        NetworkState before = settlement.Before;
        Intake = mechanism.Intake(before, settlement.Report);
        Terms = new EpochTerms(rules.Policy, before, new FaultClimate(rules, before, BatchOf(rules, before, Intake), settlement.Faults), settlement.Totals, settlement.Report.Payments, settlement.Report.CommitmentRoot);
        Books books = before.Books;
        foreach (ref readonly Posting posting in settlement.Postings.AsSpan())
        {
            books = books.With(posting);
        }

        Books = books;
        _rewards = new Lazy<ImmutableArray<Amount>>(
            () => [.. mechanism.Settle(before, settlement.Report).Outcomes.Select(static outcome => outcome.Reward)], LazyThreadSafetyMode.PublicationOnly);
        _first = new int[before.Participants.Length];
        _next = new int[2 * settlement.Postings.Length];
        LinkPostings();
    }

    /// <summary>Gets the report by participant.</summary>
    public EpochIntake Intake { get; }

    /// <summary>Gets what every participant faced alike.</summary>
    public EpochTerms Terms { get; }

    /// <summary>Gets the books after all postings.</summary>
    public Books Books { get; }

    /// <summary>Returns a reward that only the whole column of weights decides.</summary>
    /// <param name="index">The participant's place in the state.</param>
    /// <returns>The reward, in base units. The first question settles the epoch once more.</returns>
    public Amount RewardOf(int index) => _rewards.Value[index];

    /// <summary>Returns the postings from or to a participant's accounts, in their order.</summary>
    /// <param name="index">The participant's place in the state.</param>
    /// <returns>The postings.</returns>
    public ImmutableArray<Posting> PostingsOf(int index)
    {
        ImmutableArray<Posting>.Builder found = ImmutableArray.CreateBuilder<Posting>();
        for (int link = _first[index]; link > 0; link = _next[link - 1])
        {
            found.Add(_settlement.Postings[(link - 1) / 2]);
        }

        return found.DrainToImmutable();
    }

    /// <summary>A link is 1 + 2 * the posting's place, and 1 more for the account that receives; 0 ends a chain.</summary>
    private void LinkPostings()
    {
        ReadOnlySpan<Posting> postings = _settlement.Postings.AsSpan();
        int at = _first.Length - 1;
        for (int place = postings.Length - 1; place >= 0; place--)
        {
            ParticipantId from = postings[place].From.Owner, to = postings[place].To.Owner;
            Link(from, (2 * place) + 1, ref at);
            if (to != from)
            {
                Link(to, (2 * place) + 2, ref at);
            }
        }
    }

    private void Link(ParticipantId owner, int link, ref int at)
    {
        if (owner.IsNone)
        {
            return;
        }

        // Postings come in the order of the state, read here from the end: the owner is the one before, or the next one down.
        NetworkState before = _settlement.Before;
        int index = at >= 0 && before.Participants.ItemRef(at).Participant == owner ? at
            : at > 0 && before.Participants.ItemRef(at - 1).Participant == owner ? at - 1
            : before.IndexOf(owner);
        if (index >= 0)
        {
            at = index;
            _next[link - 1] = _first[index];
            _first[index] = link;
        }
    }

    private static CaseBatch BatchOf(SettlementRules rules, NetworkState state, EpochIntake intake)
    {
        CaseBatch batch = default;
        bool waits = rules.TalliedIn(state).WaitsForNetwork;
        for (int index = 0; waits && index < intake.Inputs.Length; index++)
        {
            batch = CaseBatch.Merge(batch, ParticipantEpoch.Open(rules, state.Participants.ItemRef(index), intake.Inputs[index]).Batch);
        }

        return batch;
    }
}
