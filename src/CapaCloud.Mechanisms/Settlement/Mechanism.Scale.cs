using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement.Explanations;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement;

/// <content>Map, merge, map: the same settlement for one participant at a time, on any number of machines.</content>
public sealed partial class Mechanism
{
    /// <summary>Returns an empty sum for one partition's assessments.</summary>
    /// <returns>The builder.</returns>
    public EpochTotalsBuilder CreateTotals() => new(Policy.Offences.Length);

    /// <summary>The first map: what one participant's epoch is worth, added to its partition's totals.</summary>
    /// <param name="state">The participant's state.</param>
    /// <param name="input">What the epoch brings for it.</param>
    /// <param name="totals">Its partition's totals.</param>
    /// <returns>The assessment. No allocation.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="totals"/> is null.</exception>
    public Assessment Assess(in ParticipantState state, in ParticipantInput input, EpochTotalsBuilder totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        Assessment assessment = _assessor.Assess(state, input);
        _assessor.Contribute(state, input, assessment, totals);
        return assessment;
    }

    /// <summary>What every participant faces alike, once all partitions' totals are merged.</summary>
    /// <param name="state">The network's state; its participants are not looked at.</param>
    /// <param name="totals">The merged totals.</param>
    /// <param name="payments">What requesters paid for the epoch, in base units.</param>
    /// <returns>The terms.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public EpochTerms Terms(NetworkState state, EpochTotals totals, Amount payments)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(totals);
        return new EpochTerms(Policy, state, totals, payments);
    }

    /// <summary>The second map: what the epoch does to one participant.</summary>
    /// <param name="state">The participant's state.</param>
    /// <param name="input">What the epoch brings for it.</param>
    /// <param name="terms">What every participant faces alike.</param>
    /// <param name="postings">Receives the money that moves.</param>
    /// <returns>The outcome.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="InvalidOperationException">
    /// The policy's splitter needs the whole column of weights, as a ranking of remainders does; such a mechanism settles on one machine.
    /// </exception>
    public ParticipantOutcome SettleParticipant(
        in ParticipantState state, in ParticipantInput input, EpochTerms terms, ICollection<Posting> postings)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(postings);
        if (Policy.Reward.Splitter is not ITotalsSplitter splitter)
        {
            throw new InvalidOperationException(
                $"{Policy.Reward.Splitter.GetType().Name} needs the weights of all participants at once; use {nameof(Settle)}, or a splitter that is an {nameof(ITotalsSplitter)}.");
        }

        Assessment assessment = _assessor.Assess(state, input);
        Amount reward = splitter.Share(terms.Pool, assessment.Weight, terms.Totals.Weight);
        return Settle(state, input, assessment, terms, reward, postings, null);
    }

    internal ParticipantOutcome Settle(
        in ParticipantState state,
        in ParticipantInput input,
        in Assessment assessment,
        EpochTerms terms,
        Amount reward,
        ICollection<Posting> postings,
        ExplanationRecorder? recorder) =>
        _settler.Settle(state, input, assessment, terms.Climate, reward, postings, recorder);

    internal Assessment Assess(in ParticipantState state, in ParticipantInput input, ExplanationRecorder recorder) =>
        _assessor.Assess(state, input, recorder);
}
