using CapaCloud.Mechanisms.Identity;
using CapaCloud.Mechanisms.Ledger;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement.Explanations;
using CapaCloud.Mechanisms.Settlement.States;

namespace CapaCloud.Mechanisms.Settlement;

public sealed partial class Mechanism
{
    /// <inheritdoc/>
    /// <remarks>
    /// Settles the participant once more, by the same code, with a recorder. When the settlement is not what this mechanism gives
    /// (another policy, an altered record), that is said instead of explained.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The recomputation does not equal the settlement's outcome.</exception>
    public Explanation Explain(EpochSettlement settlement, ParticipantId participant)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        if (settlement.PolicyHash != PolicyHash)
        {
            throw new InvalidOperationException(
                $"The epoch was settled under policy {settlement.PolicyHash}, this mechanism has policy {PolicyHash}: explain it with the mechanism that settled it.");
        }

        ParticipantOutcome recorded = settlement.OutcomeOf(participant);
        int index = settlement.Before.IndexOf(participant);
        ParticipantState state = settlement.Before.Participants[index];
        ParticipantInput input = ParticipantInputs.Of(settlement.Before, settlement.Report)[index];
        EpochTerms terms = Terms(settlement.Before, settlement.Totals, settlement.Report.Payments);
        ExplanationRecorder recorder = new();
        List<Posting> postings = [];
        Assessment assessment = Assess(state, input, recorder);
        Amount reward = Policy.Reward.Splitter is ITotalsSplitter splitter
            ? splitter.Share(terms.Pool, assessment.Weight, terms.Totals.Weight)
            : Settle(settlement.Before, settlement.Report).Outcomes[index].Reward;
        recorder.Rule(
            "reward",
            $"share of the pool by weight, {_text.Of(Policy.Reward.Splitter)}",
            ExplanationRecorder.Money("reward", reward),
            ExplanationRecorder.Money("pool", terms.Pool),
            ExplanationRecorder.Count("weight", assessment.Weight),
            ExplanationRecorder.Count("total weight", terms.Totals.Weight));
        ParticipantOutcome recomputed = Settle(state, input, assessment, terms, reward, postings, recorder);
        if (recomputed != recorded)
        {
            throw new InvalidOperationException(
                $"The recomputation for {participant} in epoch {settlement.Epoch} does not equal the settlement: it was altered after it was made.");
        }

        return new Explanation
        {
            Participant = participant,
            Epoch = settlement.Epoch,
            PolicyHash = PolicyHash,
            Steps = recorder.Steps,
            Postings = [.. postings],
            Reward = recorded.Reward,
            Slashed = recorded.Slashed,
            Score = assessment.Score,
        };
    }
}
