using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// One epoch of a whole network, top to bottom: read the report, find what is charged, tally the faults, weigh the claims, divide the pool, settle each participant,
/// close the epoch. Each step looks at one participant and at what the step before merged.
/// </summary>
internal sealed class EpochRun(SettlementRules rules, NetworkState state, EpochReport report)
{
    private readonly MechanismPolicy _policy = rules.Policy;
    private readonly List<Posting> _postings = new(state.Participants.Length + 8);

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

        // 3. Weigh: what each participant's work is worth, faults included.
        ImmutableArray<Assessment> assessments = Weigh(intake, epochs, climate, out EpochTotals totals);

        // 4. Divide: the pool, by weight.
        EpochTerms terms = new(_policy, state, climate, totals, report.Payments);
        PoolDivider.PostPool(terms, _postings);
        Amount[]? rewards = PoolDivider.Divide(_policy, terms, assessments, report.Beacon, _postings, out SettlementRefusal refusal);
        if (rewards is null)
        {
            refusals = [refusal];
            return null;
        }

        // 5. Settle: penalties, rewards and the new state of each participant.
        ImmutableArray<ParticipantOutcome> outcomes = SettleAll(intake, epochs, assessments, terms, rewards);

        // 6. Close: the next state, whose books must agree.
        return new EpochSettlement
        {
            Epoch = report.Epoch,
            PolicyHash = rules.PolicyHash,
            Report = report,
            Before = state,
            After = EpochCloser.Close(_policy, state, terms, outcomes, _postings),
            SetAside = intake.SetAside,
            Faults = climate.Totals,
            Totals = totals,
            Pool = terms.Pool,
            Lost = terms.Lost,
            Postings = [.. _postings],
            Outcomes = outcomes,
        };
    }

    private ParticipantEpoch[] Open(EpochIntake intake)
    {
        ParticipantEpoch[] epochs = new ParticipantEpoch[intake.Inputs.Length];
        for (int index = 0; index < epochs.Length; index++)
        {
            epochs[index] = ParticipantEpoch.Open(rules, state.Participants.ItemRef(index), intake.Inputs[index]);
        }

        return epochs;
    }

    private FaultClimate Tally(ParticipantEpoch[] epochs)
    {
        CaseBatch network = default;
        if (rules.Offences.WaitsForNetwork)
        {
            foreach (ParticipantEpoch epoch in epochs)
            {
                network = CaseBatch.Merge(network, epoch.Batch);
            }
        }

        FaultTotalsBuilder faults = new(_policy, rules.Offences);
        for (int index = 0; index < epochs.Length; index++)
        {
            faults.Add(StakeBehind.StandingAt(state.Participants.ItemRef(index), report.Epoch), epochs[index].File, rules.BatchOf(epochs[index], network));
        }

        return new FaultClimate(rules, state, network, faults.ToTotals());
    }

    private ImmutableArray<Assessment> Weigh(EpochIntake intake, ParticipantEpoch[] epochs, FaultClimate climate, out EpochTotals totals)
    {
        EpochTotalsBuilder builder = new();
        ImmutableArray<Assessment>.Builder assessments = ImmutableArray.CreateBuilder<Assessment>(epochs.Length);
        for (int index = 0; index < epochs.Length; index++)
        {
            ref readonly ParticipantState participant = ref state.Participants.ItemRef(index);
            epochs[index] = epochs[index].Price(rules, participant, climate);
            Assessment assessment = rules.Assessor.Assess(participant, intake.Inputs[index], epochs[index].Attendance, epochs[index].Charges);
            builder.Add(intake.Inputs[index].Report.Work, assessment);
            assessments.Add(assessment);
        }

        totals = builder.ToTotals();
        return assessments.MoveToImmutable();
    }

    private ImmutableArray<ParticipantOutcome> SettleAll(EpochIntake intake, ParticipantEpoch[] epochs, ImmutableArray<Assessment> assessments, EpochTerms terms, Amount[] rewards)
    {
        ImmutableArray<ParticipantOutcome>.Builder outcomes = ImmutableArray.CreateBuilder<ParticipantOutcome>(epochs.Length);
        for (int index = 0; index < epochs.Length; index++)
        {
            ref readonly ParticipantState participant = ref state.Participants.ItemRef(index);
            outcomes.Add(rules.Settler.Settle(participant, intake.Inputs[index], epochs[index], assessments[index], terms.StakeRules, rewards[index], _postings));
        }

        return outcomes.MoveToImmutable();
    }
}
