using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

public sealed partial class Mechanism
{
    private readonly ConditionalWeakTable<EpochSettlement, ExplanationBasis> _bases = [];

    /// <inheritdoc/>
    /// <remarks>
    /// Settles the participant once more, by the same code, with a recorder. The first explanation of a settlement reads all of it once, and keeps what it read for as long as the settlement is
    /// in use; each further one takes time in proportion to what concerns the participant. When the settlement is not what this mechanism gives
    /// (another policy, an altered record, a posting that nothing explains), that is said instead of explained.
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

        if (settlement.Epoch != settlement.Report.Epoch || settlement.Epoch != settlement.Before.Epoch)
        {
            throw new InvalidOperationException(
                $"The settlement says epoch {settlement.Epoch}, its report epoch {settlement.Report.Epoch} and its state epoch {settlement.Before.Epoch}: it was altered after it was made.");
        }

        NetworkState before = settlement.Before;
        participant = before.HolderOf(participant);
        ParticipantOutcome recorded = settlement.OutcomeOf(participant);
        int index = before.IndexOf(participant);
        ParticipantState state = before.Participants[index];
        ExplanationBasis basis = _bases.GetValue(settlement, one => new ExplanationBasis(this, _rules, one));
        EpochIntake intake = basis.Intake;
        EpochTerms terms = basis.Terms;
        Explanation explanation = Explained(
            settlement.Epoch, recorded, state, intake.Inputs[index], terms, () => basis.RewardOf(index), basis.PostingsOf(index), basis.Books == settlement.After.Books);
        RequireBountiesExplained(settlement, intake, terms, participant, [.. explanation.Postings.Where(posting => IsBountyTo(posting, participant))]);
        return explanation;
    }

    /// <summary>Settles one participant once more, with a recorder, and compares.</summary>
    private Explanation Explained(
        Epoch settled,
        ParticipantOutcome recorded,
        in ParticipantState state,
        in ParticipantInput input,
        EpochTerms terms,
        Func<Amount> rewardByColumn,
        ImmutableArray<Posting> concerning,
        bool doBooksAgree)
    {
        ParticipantId participant = state.Participant;
        FaultClimate climate = terms.Climate;
        ExplanationRecorder recorder = new(_text);
        List<Posting> postings = [];
        ParticipantEpoch epoch = ParticipantEpoch.Open(_rules, state, input).Price(state, climate);
        Assessment assessment = _rules.Assessor.Assess(state, input, epoch, recorder);
        Amount reward = Policy.Reward.Splitter is ITotalsSplitter splitter
            ? splitter.Share(terms.Divided, assessment.Weight, terms.Totals.Weight)
            : rewardByColumn();
        if (!terms.Lost.IsZero)
        {
            recorder.MultiplyDivide(
                "what is divided",
                "pool * weight of all / claim of all; the rest is what jail, forfeited rewards, scores and uptimes took from the shares",
                ExplanationRecorder.Money("pool", terms.Pool),
                ExplanationRecorder.Count("weight of all", terms.Totals.Weight),
                ExplanationRecorder.Count("claim of all", terms.Totals.Claim),
                Rounding.Down,
                ExplanationRecorder.Money("what is divided", terms.Divided));
        }

        recorder.Rule(
            "reward",
            $"share of {(terms.Lost.IsZero ? "the pool" : "what is divided")} by weight, {recorder.Say(Policy.Reward.Splitter)}",
            ExplanationRecorder.Money("reward", reward),
            ExplanationRecorder.Money(terms.Lost.IsZero ? "pool" : "what is divided", terms.Divided),
            ExplanationRecorder.Count("weight", assessment.Weight),
            ExplanationRecorder.Count("total weight", terms.Totals.Weight));
        ImmutableArray<PoolAmount> further = PoolFunds.SharesOf(Policy, terms, assessment.Pools, recorder);
        ParticipantOutcome recomputed = _rules.Settler.Settle(
            state, input, epoch, assessment.Remembered, terms, reward, further, postings, recorder);
        ImmutableArray<Posting> bounties = [.. concerning.Where(posting => IsBountyTo(posting, participant))];
        if (recomputed != recorded || !doBooksAgree || !concerning.Where(IsOwn).SequenceEqual(postings.Where(IsOwn)))
        {
            throw new InvalidOperationException(
                $"The recomputation for {participant} in epoch {settled} does not equal the settlement: it was altered after it was made.");
        }

        // What its jobs pay and what its faults cost are its own; bounties and what it pays as a requester follow from others.
        bool IsOwn(Posting posting) =>
            posting.From.Kind == LedgerAccountKind.Escrow ? posting.To.Owner == participant : !IsBountyTo(posting, participant);

        return new Explanation
        {
            Participant = participant,
            Epoch = settled,
            PolicyHash = PolicyHash,
            Steps = recorder.Steps,
            Formulas = recorder.Formulas,
            Postings = concerning,
            Reward = recorded.Reward,
            Pools = recorded.Pools,
            Withheld = recorded.Withheld,
            Returned = recorded.Returned,
            Forfeited = recorded.Forfeited,
            Earned = bounties.Aggregate(Amount.Zero, static (sum, posting) => sum + posting.Amount),
            JobPay = recorded.Jobs.Aggregate(Amount.Zero, static (sum, job) => sum + job.ToProvider),
            CheckPay = recorded.CheckPay,
            ToDelegators = recorded.Delegators?.Rewards ?? Amount.Zero,
            Slashed = recorded.Slashed,
            Score = assessment.Score,
        };
    }

    /// <summary>Tells whether a settlement is what this mechanism gives for its state and report, to the last posting.</summary>
    /// <param name="settlement">The settlement.</param>
    /// <returns><see langword="true"/> when nothing in it was altered. Takes as long as settling.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    public bool IsGenuine(EpochSettlement settlement)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        return TrySettle(settlement.Before, settlement.Report, out EpochSettlement? again, out _) && again.Equals(settlement);
    }

    private static bool IsBountyTo(in Posting posting, ParticipantId participant) =>
        posting.Reason == PostingReason.Bounty && posting.To == LedgerAccount.Wallet(participant) && posting.From.Owner != participant;

    /// <summary>A bounty is explained by the loss of who was reported: its settlement, done again, posts the same.</summary>
    private void RequireBountiesExplained(
        EpochSettlement settlement, EpochIntake intake, EpochTerms terms, ParticipantId reporter, ImmutableArray<Posting> bounties)
    {
        foreach (IGrouping<ParticipantId, Posting> fromOne in bounties.GroupBy(static posting => posting.From.Owner))
        {
            int index = settlement.Before.IndexOf(fromOne.Key);
            List<Posting> postings = [];
            if (index >= 0)
            {
                ParticipantState state = settlement.Before.Participants[index];
                ParticipantEpoch epoch = ParticipantEpoch.Open(_rules, state, intake.Inputs[index]).Price(state, terms.Climate);
                Assessment assessment = _rules.Assessor.Assess(state, intake.Inputs[index], epoch);
                _rules.Settler.Settle(state, intake.Inputs[index], epoch, assessment.Remembered, terms, settlement.Outcomes[index].Reward, settlement.Outcomes[index].Pools, postings);
            }

            if (!postings.Where(posting => IsBountyTo(posting, reporter)).SequenceEqual(fromOne))
            {
                throw new InvalidOperationException(
                    $"The bounties of {reporter} from {fromOne.Key} in epoch {settlement.Epoch} do not follow from the report: the settlement was altered after it was made.");
            }
        }
    }
}
