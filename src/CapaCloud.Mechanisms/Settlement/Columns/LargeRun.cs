using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>
/// One epoch of a large network: those who do not rest go through the ordinary steps as a part of the network, the numbers of the others through columns, and both are merged where the
/// steps of an epoch are merged.
/// </summary>
internal sealed class LargeRun
{
    private readonly SettlementRules _rules;
    private readonly LargeNetwork _network;
    private readonly LargeReport _report;
    private readonly PartitionedRun _parts;
    private readonly AwakePart _awake;
    private readonly RestingEpoch _resting;
    private readonly RowOrder _order;
    private readonly int[] _places;
    private readonly List<Posting> _postings = [];
    private readonly ImmutableArray<PoolWeight>[]? _further;
    private Amount _shared;

    public LargeRun(SettlementRules rules, LargeNetwork network, LargeReport report, IPartRunner runner)
    {
        (_rules, _network, _report, _parts) = (rules, network, report, new PartitionedRun(runner));
        bool[] isAwake = new bool[network.Rows.Names.Length];
        _awake = AwakePart.Of(network, report, isAwake, !RestRules.AllowsPolicy(rules.Policy));
        _further = rules.Policy.Reward.Pools.IsEmpty ? null : new ImmutableArray<PoolWeight>[_awake.Rows.Length];
        Epoch next = network.Epoch.Next;
        _resting = new RestingEpoch(rules.Policy, network.Rows, report, isAwake, new StakeRulesOfEpoch(rules.Policy, network.Frame).Next.Horizon(next), rules.Former.DutiesIn(network.Frame));
        _order = RowOrder.Of(_awake.Rows);
        _places = RowOrder.PlacesOf(_awake.Rows);
    }

    public LargeSettlement? Settle(out ImmutableArray<SettlementRefusal> refusals)
    {
        NetworkState state = _awake.State;
        if (StateShape.Complaint(state, _rules.Offences, _rules.Former) is { } complaint)
        {
            refusals = [new SettlementRefusal(RefusalReason.InconsistentState, complaint.Path, complaint.Message)];
            return null;
        }

        // 1. Read what is said of those who do not rest; the others have numbers alone.
        EpochIntake? intake = AwakeIntake.Read(_rules, _awake, _network.Rows, _parts, out refusals);
        if (intake is null)
        {
            return null;
        }

        // 2. and 3. Tally, assess: the rows, and the others as ever.
        RestingTotals[] resting = _parts.Over(_network.Rows.Names.Length, _resting.Assess);
        EpochTotals totals = EpochTotals.None;
        Amount stake = Amount.Zero;
        foreach (RestingTotals part in resting)
        {
            totals = EpochTotals.Merge(totals, part.ToTotals());
            stake += part.Stake;
        }

        ParticipantEpoch[] epochs = new ParticipantEpoch[intake.Inputs.Length];
        FaultClimate climate = Tally(intake, epochs, stake);
        ParticipantState[] after = new ParticipantState[epochs.Length];
        UInt128[] weights = _order.Spread(_resting.Weights);
        totals = EpochTotals.Merge(totals, Assess(intake, epochs, climate, after, weights));

        // 4. Divide.
        EpochTerms terms = new(_rules.Policy, _network.Frame, climate, totals, _report.Rest.Payments, _report.Rest.CommitmentRoot);
        PoolDivider.PostPool(terms, _postings);
        UInt128[]? rewards = Divide(terms, weights, out SettlementRefusal refusal);
        if (rewards is null)
        {
            refusals = [refusal];
            return null;
        }

        // 5. Settle those who do not rest; what the others get is one sum.
        SettledColumns columns = new([.. _postings], after, [.. _places.Select(place => Amount.Of(rewards[place]))]);
        ClosingBuilder closing = SettleAwake(intake, epochs, columns, terms, rewards);

        // 6. Close, and see who rests from now on.
        Amount unbonding = Amount.Of(_network.Rows.Unbonding - _awake.Rows.Aggregate(UInt128.Zero, (sum, row) => sum + (row < 0 ? UInt128.Zero : _network.Rows.UnbondingAt(row).Units)));
        NetworkState closed = EpochCloser.Close(_rules.Policy, state, terms, columns.ToStates(), closing, stake + unbonding);
        return new LargeSettlement(_network, _report, LargeClosing.Next(_rules, _awake, closed, _resting.Next()), _awake, intake, terms, columns, _order, _places, rewards)
        {
            PolicyHash = _rules.PolicyHash,
            Faults = climate.Totals,
        };
    }

    private FaultClimate Tally(EpochIntake intake, ParticipantEpoch[] epochs, Amount resting)
    {
        PersistentList<ParticipantState> all = _awake.State.Participants;
        TalliedOffences tallied = _rules.TalliedIn(_network.Frame);
        CaseBatch[] batches = _parts.Over(epochs.Length, (from, to) =>
        {
            CaseBatch batch = default;
            for (int index = from; index < to; index++)
            {
                epochs[index] = ParticipantEpoch.Open(_rules, all.ItemRef(index), intake.Inputs[index]);
                batch = tallied.WaitsForNetwork ? CaseBatch.Merge(batch, epochs[index].Batch) : batch;
            }

            return batch;
        });
        CaseBatch network = batches.Aggregate(default(CaseBatch), CaseBatch.Merge);
        FaultTotals[] faults = _parts.Over(epochs.Length, (from, to) =>
        {
            FaultTotalsBuilder builder = new(tallied);
            for (int index = from; index < to; index++)
            {
                builder.Add(StakeBehind.StandingAt(all.ItemRef(index), _report.Epoch), epochs[index].File, tallied.BatchOf(epochs[index], network));
            }

            return builder.ToTotals();
        });
        return new FaultClimate(_rules, _network.Frame, network, faults.Aggregate(new FaultTotals { Stake = resting }, FaultTotals.Merge), tallied);
    }

    private EpochTotals Assess(EpochIntake intake, ParticipantEpoch[] epochs, FaultClimate climate, ParticipantState[] after, UInt128[] weights)
    {
        PersistentList<ParticipantState> all = _awake.State.Participants;
        EpochTotals[] totals = _parts.Over(epochs.Length, (from, to) =>
        {
            EpochTotalsBuilder builder = new();
            for (int index = from; index < to; index++)
            {
                ref readonly ParticipantState participant = ref all.ItemRef(index);
                epochs[index] = epochs[index].Price(participant, climate);
                Assessment assessment = _rules.Assessor.Assess(participant, intake.Inputs[index], epochs[index]);
                builder.Add(intake.Inputs[index], assessment);
                after[index] = participant with { Reputation = assessment.Reputation, Checking = assessment.Checking };
                weights[_places[index]] = assessment.Weight;
                if (_further is not null)
                {
                    _further[index] = assessment.Pools;
                }
            }

            return builder.ToTotals();
        });
        return totals.Aggregate(EpochTotals.None, EpochTotals.Merge);
    }

    /// <summary>Divides the pool: shares that are rounded down in parts, in the place of the weights, which nobody asks for any more; others as their splitter does.</summary>
    private UInt128[]? Divide(EpochTerms terms, UInt128[] weights, out SettlementRefusal refusal)
    {
        refusal = default;
        if (_rules.Policy.Reward.Splitter is not FloorSplitter || terms.Totals.Weight == UInt128.Zero)
        {
            Amount[]? divided = PoolDivider.Divide(_rules.Policy, terms, weights, Names(), _report.Rest.Beacon, _postings, out refusal);
            foreach (Amount share in divided ?? [])
            {
                _shared += share;
            }

            return divided is null ? null : [.. divided.Select(static share => share.Units)];
        }

        QuotaDivision quota = new(terms.Divided.Units, terms.Totals.Weight);
        Amount[] paid = _parts.Over(weights.Length, (from, to) =>
        {
            UInt128 sum = UInt128.Zero;
            for (int place = from; place < to; place++)
            {
                UInt128 share = quota.Divide(weights[place], out _);
                weights[place] = share;
                sum += share;
            }

            return Amount.Of(sum);
        });
        _shared = paid.Aggregate(Amount.Zero, static (sum, part) => sum + part);
        PoolDivider.PostLost(terms, _postings);
        PoolDivider.PostRemainder(terms.Divided - _shared, _postings);
        return weights;
    }

    private ParticipantId[] Names()
    {
        ParticipantId[] names = _order.Spread(_network.Rows.Names);
        for (int index = 0; index < _places.Length && !_order.IsRows; index++)
        {
            names[_places[index]] = _awake.State.Participants.ItemRef(index).Participant;
        }

        return names;
    }

    private ClosingBuilder SettleAwake(EpochIntake intake, ParticipantEpoch[] epochs, SettledColumns columns, EpochTerms terms, UInt128[] rewards)
    {
        PersistentList<ParticipantState> all = _awake.State.Participants;
        ParticipantOutcome[] outcomes = new ParticipantOutcome[epochs.Length];
        int[] ends = new int[epochs.Length];
        (List<Posting> Own, int Outcomes, int Kept)[] postings = _parts.Over(epochs.Length, (from, to) =>
        {
            List<Posting> own = new(to - from);
            int outcomesKept = 0, postingsKept = 0;
            for (int index = from, start = 0; index < to; start = ends[index++])
            {
                outcomes[index] = _rules.Settler.Settle(
                    all.ItemRef(index), intake.Inputs[index], epochs[index], Conducts.Of(columns.After[index]), terms, Amount.Of(rewards[_places[index]]),
                    _further is null ? [] : PoolFunds.SharesOf(_rules.Policy, terms, _further[index]), own);
                ends[index] = own.Count;
                bool isKept = !SettledColumns.IsPlain(outcomes[index], CollectionsMarshal.AsSpan(own)[start..]);
                outcomesKept += isKept ? 1 : 0;
                postingsKept += isKept ? own.Count - start : 0;
            }

            return (own, outcomesKept, postingsKept);
        });
        ClosingBuilder closing = new(_rules.Policy, _network.Epoch.Next);
        _postings.ForEach(posting => closing.Add(posting));
        columns.Expect(postings.Sum(static part => part.Outcomes), postings.Sum(static part => part.Kept));
        foreach ((List<Posting> own, _, _) in postings)
        {
            foreach (ref readonly Posting posting in CollectionsMarshal.AsSpan(own))
            {
                closing.Add(posting);
            }
        }

        Amount resting = _shared;
        for (int part = 0, index = 0; part < postings.Length; part++)
        {
            for (int start = 0; index < _parts.Start(epochs.Length, part + 1); start = ends[index++])
            {
                resting -= outcomes[index].Reward;
                closing.Add(outcomes[index]);
                columns.Keep(index, outcomes[index], CollectionsMarshal.AsSpan(postings[part].Own)[start..ends[index]]);
            }
        }

        // The wallet of which of them it is makes no difference to the balances of all.
        if (!resting.IsZero)
        {
            closing.Add(new Posting(LedgerAccount.RewardPool, LedgerAccount.Wallet(_network.Rows.Names[0]), resting, PostingReason.Reward));
        }

        return closing;
    }
}
