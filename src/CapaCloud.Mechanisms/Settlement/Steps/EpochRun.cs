using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// One epoch of a whole network, top to bottom: read the report, find what is charged, tally the faults, weigh the claims, divide the pool, settle each participant,
/// close the epoch. Each step looks at one participant and at what the step before merged.
/// </summary>
internal sealed class EpochRun(SettlementRules rules, NetworkState state, EpochReport report)
{
    private readonly MechanismPolicy _policy = rules.Policy;
    private readonly List<Posting> _network = [];

    public EpochSettlement? Settle(out ImmutableArray<SettlementRefusal> refusals)
    {
        // 1. Read: every item is admitted, set aside, or a contradiction.
        EpochIntake? intake = new ReportIntake(rules, state, report, isKnownElsewhere: null).Read(out refusals);
        if (intake is null)
        {
            return null;
        }

        // 2. Tally: what is charged now, and how much stake was at fault in which epoch.
        ParticipantEpoch[] epochs = Open(intake);
        FaultClimate climate = Tally(epochs);

        // 3. Weigh: what each participant's work is worth, faults included. Each new state has its new reputation first, and the rest when it is settled.
        ParticipantState[] after = new ParticipantState[epochs.Length];
        ImmutableArray<PoolWeight>[]? further = _policy.Reward.Pools.IsEmpty ? null : new ImmutableArray<PoolWeight>[epochs.Length];
        UInt128[] weights = Weigh(intake, epochs, climate, after, further, out EpochTotals totals);

        // 4. Divide: the pool, by weight.
        EpochTerms terms = new(_policy, state, climate, totals, report.Payments, report.CommitmentRoot);
        PoolDivider.PostPool(terms, _network);
        Amount[]? rewards = PoolDivider.Divide(_policy, terms, weights, [.. state.Participants.Select(static participant => participant.Participant)], report.Beacon, _network, out SettlementRefusal refusal);
        if (rewards is null)
        {
            refusals = [refusal];
            return null;
        }

        // 5. Settle: penalties, rewards and the new state of each participant.
        SettledColumns columns = new([.. _network], after, rewards);
        ClosingBuilder closing = SettleAll(intake, epochs, columns, terms, rewards, further);

        // 6. Close: the next state, whose books must agree.
        return new EpochSettlement
        {
            Epoch = report.Epoch,
            PolicyHash = rules.PolicyHash,
            Report = report,
            Before = state,
            After = EpochCloser.Close(_policy, state, terms, columns.ToStates(), closing),
            SetAside = intake.SetAside,
            Faults = climate.Totals,
            Totals = totals,
            Pool = terms.Pool,
            Lost = terms.Lost,
            Pools = terms.Pools,
            Postings = [],
            Outcomes = [],
            Columns = columns,
        };
    }

    private ParticipantEpoch[] Open(EpochIntake intake)
    {
        ParticipantEpoch[] epochs = new ParticipantEpoch[intake.Inputs.Length];
        int index = 0;
        foreach (ref readonly ParticipantState participant in state.Participants)
        {
            epochs[index] = ParticipantEpoch.Open(rules, participant, intake.Inputs.ItemRef(index));
            index++;
        }

        return epochs;
    }

    private FaultClimate Tally(ParticipantEpoch[] epochs)
    {
        CaseBatch network = default;
        TalliedOffences tallied = rules.TalliedIn(state);
        if (tallied.WaitsForNetwork)
        {
            foreach (ParticipantEpoch epoch in epochs)
            {
                network = CaseBatch.Merge(network, epoch.Batch);
            }
        }

        FaultTotalsBuilder faults = new(tallied);
        int index = 0;
        foreach (ref readonly ParticipantState participant in state.Participants)
        {
            faults.Add(StakeBehind.StandingAt(participant, report.Epoch), epochs[index].File, tallied.BatchOf(epochs[index], network));
            index++;
        }

        return new FaultClimate(rules, state, network, faults.ToTotals(), tallied);
    }

    private UInt128[] Weigh(EpochIntake intake, ParticipantEpoch[] epochs, FaultClimate climate, ParticipantState[] after, ImmutableArray<PoolWeight>[]? further, out EpochTotals totals)
    {
        EpochTotalsBuilder builder = new();
        UInt128[] weights = new UInt128[epochs.Length];
        int index = 0;
        foreach (ref readonly ParticipantState participant in state.Participants)
        {
            epochs[index] = epochs[index].Price(participant, climate);
            Assessment assessment = rules.Assessor.Assess(participant, intake.Inputs.ItemRef(index), epochs[index]);
            builder.Add(intake.Inputs.ItemRef(index), assessment);
            after[index] = participant with { Reputation = assessment.Reputation, Checking = assessment.Checking };
            weights[index] = assessment.Weight;
            if (further is not null)
            {
                further[index] = assessment.Pools;
            }

            index++;
        }

        totals = builder.ToTotals();
        return weights;
    }

    private ClosingBuilder SettleAll(EpochIntake intake, ParticipantEpoch[] epochs, SettledColumns columns, EpochTerms terms, Amount[] rewards, ImmutableArray<PoolWeight>[]? further)
    {
        ClosingBuilder closing = new(_policy, state.Epoch.Next);
        _network.ForEach(posting => closing.Add(posting));
        List<Posting> postings = [];
        int index = 0;
        foreach (ref readonly ParticipantState participant in state.Participants)
        {
            postings.Clear();
            ParticipantOutcome outcome = rules.Settler.Settle(
                participant, intake.Inputs.ItemRef(index), epochs[index], Conducts.Of(columns.After[index]), terms, rewards[index], further is null ? [] : PoolFunds.SharesOf(_policy, terms, further[index]), postings);
            closing.Add(outcome);
            foreach (ref readonly Posting posting in CollectionsMarshal.AsSpan(postings))
            {
                closing.Add(posting);
            }

            columns.Keep(index, outcome, CollectionsMarshal.AsSpan(postings));
            index++;
        }

        return closing;
    }
}
