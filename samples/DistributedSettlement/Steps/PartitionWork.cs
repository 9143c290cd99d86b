using System.Collections.Immutable;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.DistributedSettlement.Steps;

/// <summary>One partition's answers in one epoch. Each follows from its participants, its part of the report and what was merged; what is kept in between only saves time.</summary>
internal sealed class PartitionWork(Mechanism mechanism, NetworkState part, EpochReport report, Func<ParticipantId, bool> isKnownElsewhere)
{
    private readonly ImmutableArray<ParticipantInput> _inputs = mechanism.Intake(part, report, isKnownElsewhere).Inputs;
    private readonly List<Posting> _postings = [];
    private UInt128[]? _weights;
    private List<ParticipantOutcome>? _outcomes;

    /// <summary>Gets the epoch.</summary>
    public Epoch Epoch => part.Epoch;

    /// <summary>Returns what the cases wait for.</summary>
    public CaseBatch Batch()
    {
        CaseBatch batch = default;
        ForEach((in ParticipantState state, int index) => batch = CaseBatch.Merge(batch, mechanism.BatchOf(state, _inputs[index])));
        return batch;
    }

    /// <summary>Returns the stake at fault.</summary>
    public FaultTotals Tally(CaseBatch batch)
    {
        FaultTotalsBuilder faults = mechanism.CreateFaultTotals(part);
        ForEach((in ParticipantState state, int index) => mechanism.Tally(state, _inputs[index], batch, faults));
        return faults.ToTotals();
    }

    /// <summary>Returns what the participants claim of the pool.</summary>
    public EpochTotals Assess(FaultClimate climate)
    {
        EpochTotalsBuilder totals = Mechanism.CreateTotals();
        UInt128[] weights = new UInt128[_inputs.Length];
        ForEach((in ParticipantState state, int index) => weights[index] = mechanism.Assess(state, _inputs[index], climate, totals).Weight);
        _weights = weights;
        return totals.ToTotals();
    }

    /// <summary>Returns the answer to the search's question.</summary>
    public RemainderCounts Answer(RemainderSearch search, FaultClimate climate)
    {
        RemainderCountsBuilder counts = search.CreateCounts();
        UInt128[] weights = WeightsUnder(climate);
        ForEach((in ParticipantState state, int index) => counts.Add(state.Participant, weights[index]));
        return counts.ToCounts();
    }

    /// <summary>Returns the participants' outcomes, and all their postings.</summary>
    public (IReadOnlyList<ParticipantOutcome> Outcomes, IReadOnlyList<Posting> Postings) Settle(EpochTerms terms, RemainderSearch? search)
    {
        if (_outcomes is null)
        {
            List<ParticipantOutcome> outcomes = new(_inputs.Length);
            _postings.Clear();
            ForEach((in ParticipantState state, int index) => outcomes.Add(mechanism.SettleParticipant(state, _inputs[index], terms, _postings, search)));
            _outcomes = outcomes;
        }

        return (_outcomes, _postings);
    }

    /// <summary>Returns what the next state needs to know of this partition.</summary>
    public EpochClosing Close(EpochTerms terms, RemainderSearch? search)
    {
        (IReadOnlyList<ParticipantOutcome> outcomes, IReadOnlyList<Posting> postings) = Settle(terms, search);
        return mechanism.ClosingOf(part, outcomes, postings);
    }

    /// <summary>Returns who is asked for here of those that would be forgotten.</summary>
    public AskedNames Ask(EpochProgress progress) => mechanism.AskedNamesOf(part, Settle(progress.Terms, progress.Search).Outcomes, progress.Closing);

    /// <summary>Returns the participants as the next epoch finds them.</summary>
    public NetworkState Next(EpochProgress progress) => mechanism.ClosePartition(progress.After, Settle(progress.Terms, progress.Search).Outcomes, progress.Asked);

    /// <summary>The partition may have moved to another machine since it was assessed.</summary>
    private UInt128[] WeightsUnder(FaultClimate climate)
    {
        if (_weights is null)
        {
            Assess(climate);
        }

        return _weights!;
    }

    private void ForEach(Act act)
    {
        for (int index = 0; index < _inputs.Length; index++)
        {
            act(part.Participants.ItemRef(index), index);
        }
    }

    private delegate void Act(in ParticipantState state, int index);
}
