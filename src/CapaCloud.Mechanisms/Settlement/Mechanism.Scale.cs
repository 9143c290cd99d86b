using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <content>The steps of an epoch one by one, for one participant at a time, on any number of machines.</content>
public sealed partial class Mechanism
{
    /// <summary>Step 1. Sorts a partition's part of a report by participant.</summary>
    /// <param name="state">The network's state with the partition's participants alone.</param>
    /// <param name="report">The report with what is about them alone.</param>
    /// <param name="isKnownElsewhere">Tells whether another partition has a name; a bounty goes to known reporters only. Nobody when left out.</param>
    /// <returns>One input for each participant, and what was set aside.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="report"/> is null.</exception>
    /// <exception cref="SettlementRefusedException">The report contradicts itself, is for another epoch, or the state is governed by another policy.</exception>
    public EpochIntake Intake(NetworkState state, EpochReport report, Func<ParticipantId, bool>? isKnownElsewhere = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(report);
        ImmutableArray<SettlementRefusal> refusals = Foreign(state, report);
        EpochIntake? intake = refusals.IsEmpty ? new ReportIntake(_rules, state, report, isKnownElsewhere).Read(out refusals) : null;
        return intake ?? throw new SettlementRefusedException(refusals);
    }

    /// <summary>Step 2. What one participant's cases wait for; merge them with <see cref="CaseBatch.Merge"/>.</summary>
    /// <param name="state">The participant's state.</param>
    /// <param name="input">What the epoch brings for it.</param>
    /// <returns>Its part of the network's batch; <c>default</c> when nothing waits.</returns>
    public CaseBatch BatchOf(in ParticipantState state, in ParticipantInput input) => ParticipantEpoch.Open(_rules, state, input).Batch;

    /// <summary>Returns an empty sum for one partition's faults.</summary>
    /// <param name="state">The network's state; its participants are not looked at. Faults of before the policy changed are counted as they were then.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    public FaultTotalsBuilder CreateFaultTotals(NetworkState state)
    {
        RequireOwn(state);
        return new FaultTotalsBuilder(_rules.TalliedIn(state));
    }

    /// <summary>Step 3. Adds a participant's stake, and what of it is at fault, to its partition's totals.</summary>
    /// <param name="state">The participant's state.</param>
    /// <param name="input">What the epoch brings for it.</param>
    /// <param name="batch">The network's batch.</param>
    /// <param name="totals">Its partition's totals.</param>
    /// <exception cref="ArgumentNullException"><paramref name="totals"/> is null.</exception>
    public void Tally(in ParticipantState state, in ParticipantInput input, CaseBatch batch, FaultTotalsBuilder totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        ParticipantEpoch epoch = ParticipantEpoch.Open(_rules, state, input);
        totals.Add(StakeBehind.StandingAt(state, input.Epoch), epoch.File, totals.Tallied.BatchOf(epoch, batch));
    }

    /// <summary>What everybody's faults mean for each, once all partitions' faults are merged.</summary>
    /// <param name="state">The network's state; its participants are not looked at.</param>
    /// <param name="batch">The network's batch.</param>
    /// <param name="faults">The merged faults.</param>
    /// <returns>The climate.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="faults"/> is null.</exception>
    /// <exception cref="ArgumentException">The faults were added up for another state.</exception>
    public FaultClimate Climate(NetworkState state, CaseBatch batch, FaultTotals faults)
    {
        RequireOwn(state);
        ArgumentNullException.ThrowIfNull(faults);
        return new FaultClimate(_rules, state, batch, faults);
    }

    /// <summary>Returns an empty sum for one partition's assessments.</summary>
    /// <returns>The builder.</returns>
    public static EpochTotalsBuilder CreateTotals() => new();

    /// <summary>Step 4, for each participant. What one participant's epoch is worth, added to its partition's totals.</summary>
    /// <param name="state">The participant's state.</param>
    /// <param name="input">What the epoch brings for it.</param>
    /// <param name="climate">What everybody's faults mean for each.</param>
    /// <param name="totals">Its partition's totals.</param>
    /// <returns>The assessment. No allocation for who has no case.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="climate"/> or <paramref name="totals"/> is null.</exception>
    public Assessment Assess(in ParticipantState state, in ParticipantInput input, FaultClimate climate, EpochTotalsBuilder totals)
    {
        ArgumentNullException.ThrowIfNull(climate);
        ArgumentNullException.ThrowIfNull(totals);
        ParticipantEpoch epoch = ParticipantEpoch.Open(_rules, state, input).Price(state, climate);
        Assessment assessment = _rules.Assessor.Assess(state, input, epoch);
        totals.Add(input, assessment);
        return assessment;
    }

    /// <summary>Step 4, once merged. What every participant faces alike, once all partitions' totals are merged.</summary>
    /// <param name="state">The network's state; its participants are not looked at.</param>
    /// <param name="climate">What everybody's faults mean for each.</param>
    /// <param name="totals">The merged totals.</param>
    /// <param name="payments">What requesters paid for the epoch, in base units.</param>
    /// <param name="commitmentRoot">The report's root over the epoch's commitments, which the next state remembers; null when it has none.</param>
    /// <returns>The terms.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The totals have a larger weight than claim.</exception>
    public EpochTerms Terms(NetworkState state, FaultClimate climate, EpochTotals totals, Amount payments, Digest? commitmentRoot = null)
    {
        RequireOwn(state);
        ArgumentNullException.ThrowIfNull(climate);
        ArgumentNullException.ThrowIfNull(totals);
        return new EpochTerms(Policy, state, climate, totals, payments, commitmentRoot);
    }

    /// <summary>Step 5, for largest remainders only. The search for the last remainder that gets a unit, over the weights that <see cref="Assess"/> returns.</summary>
    /// <remarks>
    /// Each partition answers the search's question with a <see cref="RemainderCountsBuilder"/>; the answers are merged and lead to the next question, until none is left.
    /// </remarks>
    /// <param name="terms">What every participant faces alike.</param>
    /// <param name="beacon">The report's beacon: it decides between equal claims.</param>
    /// <returns>The search; null when every share follows from the totals, so that nothing is to be searched.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The policy's splitter needs the whole column of weights: such a mechanism settles on one machine.</exception>
    public RemainderSearch? SearchRemainders(EpochTerms terms, Beacon beacon)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Policy.Reward.Splitter switch
        {
            ITotalsSplitter => null,
            LargestRemainderSplitter => LargestRemainderSplitter.Search(terms.Divided, terms.Totals.Weight, beacon.IsNone ? null : beacon.Randomness),
            _ => throw NeedsColumn(),
        };
    }

    private InvalidOperationException NeedsColumn() => new(
        $"{Policy.Reward.Splitter.GetType().Name} needs the weights of all participants at once; use {nameof(Settle)}, or a splitter that is an {nameof(ITotalsSplitter)}, or largest remainders.");

    private void RequireSearch(EpochTerms terms, RemainderSearch? remainders)
    {
        if (Policy.Reward.Splitter is ITotalsSplitter)
        {
            return;
        }

        if (Policy.Reward.Splitter is not LargestRemainderSplitter)
        {
            throw NeedsColumn();
        }

        if (remainders is null)
        {
            throw new InvalidOperationException($"Largest remainders are searched before anybody is settled; expected what {nameof(SearchRemainders)} led to.");
        }

        if (remainders.Pool != terms.Divided || remainders.TotalWeight != terms.Totals.Weight)
        {
            throw new ArgumentException(
                $"The search divides {Prose.Units(remainders.Pool)} over a weight of {DecimalText.Format(remainders.TotalWeight)}; expected {Prose.Units(terms.Divided)} over {DecimalText.Format(terms.Totals.Weight)}.",
                nameof(remainders));
        }
    }

    /// <summary>Step 6. What the epoch does to one participant.</summary>
    /// <param name="state">The participant's state.</param>
    /// <param name="input">What the epoch brings for it.</param>
    /// <param name="terms">What every participant faces alike.</param>
    /// <param name="postings">Receives the money that moves.</param>
    /// <param name="remainders">What <see cref="SearchRemainders"/> led to; left out when it says that nothing is to be searched.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> or <paramref name="postings"/> is null.</exception>
    /// <exception cref="ArgumentException">The search is that of another pool.</exception>
    /// <exception cref="InvalidOperationException">
    /// The policy's splitter needs a search that is missing or has questions left, or it needs the whole column of weights: such a mechanism settles on one machine.
    /// </exception>
    public ParticipantOutcome SettleParticipant(
        in ParticipantState state, in ParticipantInput input, EpochTerms terms, ICollection<Posting> postings, RemainderSearch? remainders = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(postings);
        RequireSearch(terms, remainders);
        ParticipantEpoch epoch = ParticipantEpoch.Open(_rules, state, input).Price(state, terms.Climate);
        Assessment assessment = _rules.Assessor.Assess(state, input, epoch);
        Amount reward = Policy.Reward.Splitter is ITotalsSplitter splitter
            ? splitter.Share(terms.Divided, assessment.Weight, terms.Totals.Weight)
            : remainders!.Share(state.Participant, assessment.Weight);
        return _rules.Settler.Settle(state, input, epoch, assessment.Remembered, terms, reward, PoolFunds.SharesOf(Policy, terms, assessment.Pools), postings);
    }

    /// <summary>Returns the network's own postings: where the pool comes from, and what the division left over.</summary>
    /// <param name="terms">What every participant faced alike.</param>
    /// <param name="rewards">The sum of all participants' <see cref="ParticipantOutcome.Reward"/>, in base units.</param>
    /// <returns>The postings, before those of the participants.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="terms"/> is null.</exception>
    public static ImmutableArray<Posting> NetworkPostings(EpochTerms terms, Amount rewards)
    {
        ArgumentNullException.ThrowIfNull(terms);
        List<Posting> postings = [];
        PoolDivider.PostPool(terms, postings);
        PoolDivider.PostLost(terms, postings);
        Amount remainder = terms.Divided - rewards;
        if (terms.Totals.Weight != UInt128.Zero && !remainder.IsZero)
        {
            postings.Add(new Posting(LedgerAccount.RewardPool, LedgerAccount.Dust, remainder, PostingReason.Remainder));
        }

        return [.. postings];
    }
}
