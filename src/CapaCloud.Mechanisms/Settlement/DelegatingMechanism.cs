using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>
/// A decorator: a mechanism that hands every act on to another one. Derive from it to log or to measure every settlement, or any other act; it
/// changes none.
/// </summary>
/// <remarks>No formula. <see cref="Settle(NetworkState, EpochReport)"/> and <c>TrySettle</c> are acts of their own: override each that is to be seen.</remarks>
/// <param name="inner">The mechanism that acts.</param>
public abstract class DelegatingMechanism(IMechanism inner) : IMechanism
{
    /// <inheritdoc/>
    public virtual MechanismPolicy Policy => Inner.Policy;

    /// <inheritdoc/>
    public virtual Digest PolicyHash => Inner.PolicyHash;

    /// <summary>Gets the mechanism that acts.</summary>
    protected IMechanism Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual StateChange Open(Epoch epoch, IEnumerable<KeyValuePair<ParticipantId, Amount>> deposits) => Inner.Open(epoch, deposits);

    /// <inheritdoc/>
    public virtual StateChange Deposit(NetworkState state, ParticipantId participant, Amount amount) => Inner.Deposit(state, participant, amount);

    /// <inheritdoc/>
    public virtual StateChange Unbond(NetworkState state, ParticipantId participant, Amount amount) => Inner.Unbond(state, participant, amount);

    /// <inheritdoc/>
    public virtual StateChange CancelUnbonding(NetworkState state, ParticipantId participant, Amount amount) => Inner.CancelUnbonding(state, participant, amount);

    /// <inheritdoc/>
    public virtual StateChange Withdraw(NetworkState state, ParticipantId participant) => Inner.Withdraw(state, participant);

    /// <inheritdoc/>
    public virtual StateChange Fund(NetworkState state, ParticipantId requester, Amount amount) => Inner.Fund(state, requester, amount);

    /// <inheritdoc/>
    public virtual StateChange Reclaim(NetworkState state, ParticipantId requester, Amount amount) => Inner.Reclaim(state, requester, amount);

    /// <inheritdoc/>
    public virtual NetworkState Award(NetworkState state, JobAward award) => Inner.Award(state, award);

    /// <inheritdoc/>
    public virtual bool TryAward(NetworkState state, JobAward award, [NotNullWhen(true)] out NetworkState? after, out JobRefusal refusal) =>
        Inner.TryAward(state, award, out after, out refusal);

    /// <inheritdoc/>
    public virtual Allocation Allocate(NetworkState state, IEnumerable<JobOffer> offers, IEnumerable<TaskRequest> requests, Beacon beacon) =>
        Inner.Allocate(state, offers, requests, beacon);

    /// <inheritdoc/>
    public virtual ProviderCover CoverOf(NetworkState state, ParticipantId provider) => Inner.CoverOf(state, provider);

    /// <inheritdoc/>
    public virtual NetworkState SetCommission(NetworkState state, ParticipantId operatorId, Proportion rate) =>
        Inner.SetCommission(state, operatorId, rate);

    /// <inheritdoc/>
    public virtual StateChange DelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount) =>
        Inner.DelegateStake(state, delegator, operatorId, amount);

    /// <inheritdoc/>
    public virtual NetworkState UndelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount) =>
        Inner.UndelegateStake(state, delegator, operatorId, amount);

    /// <inheritdoc/>
    public virtual StateChange WithdrawDelegation(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
        Inner.WithdrawDelegation(state, delegator, operatorId);

    /// <inheritdoc/>
    public virtual StateChange Redelegate(NetworkState state, ParticipantId delegator, ParticipantId fromOperator, ParticipantId toOperator) =>
        Inner.Redelegate(state, delegator, fromOperator, toOperator);

    /// <inheritdoc/>
    public virtual StateChange ClaimRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
        Inner.ClaimRewards(state, delegator, operatorId);

    /// <inheritdoc/>
    public virtual NetworkState CompoundRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
        Inner.CompoundRewards(state, delegator, operatorId);

    /// <inheritdoc/>
    public virtual SelectedAudits SelectAudits(NetworkState state, IEnumerable<Commitment> commitments, Beacon beacon) => Inner.SelectAudits(state, commitments, beacon);

    /// <inheritdoc/>
    public virtual ImmutableArray<AssignedPanel> AssignPanels(NetworkState state, IEnumerable<AuditedResult> audits, Beacon beacon) =>
        Inner.AssignPanels(state, audits, beacon);

    /// <inheritdoc/>
    public virtual ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks) => Inner.Adjudicate(tasks);

    /// <inheritdoc/>
    public virtual EpochSettlement Settle(NetworkState state, EpochReport report) => Inner.Settle(state, report);

    /// <inheritdoc/>
    public virtual bool TrySettle(
        NetworkState state, EpochReport report, [NotNullWhen(true)] out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals) =>
        Inner.TrySettle(state, report, out settlement, out refusals);

    /// <inheritdoc/>
    public virtual Explanation Explain(EpochSettlement settlement, ParticipantId participant) => Inner.Explain(settlement, participant);

    /// <inheritdoc/>
    public virtual LargeSettlement Settle(LargeNetwork network, LargeReport report, IPartRunner? runner = null) => Inner.Settle(network, report, runner);

    /// <inheritdoc/>
    public virtual bool TrySettle(
        LargeNetwork network, LargeReport report, [NotNullWhen(true)] out LargeSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals, IPartRunner? runner = null) =>
        Inner.TrySettle(network, report, out settlement, out refusals, runner);

    /// <inheritdoc/>
    public virtual Explanation Explain(LargeSettlement settlement, ParticipantId participant) => Inner.Explain(settlement, participant);

    /// <inheritdoc/>
    public virtual StakingRules StakingRulesOf(NetworkState state) => Inner.StakingRulesOf(state);

    /// <inheritdoc/>
    public virtual Migration Migrate(NetworkState state, MechanismPolicy oldPolicy, PolicyTypes? types = null) => Inner.Migrate(state, oldPolicy, types);

    /// <inheritdoc/>
    public virtual NetworkState Genesis(Epoch epoch) => Inner.Genesis(epoch);

    /// <inheritdoc/>
    public virtual Proportion ScoreOf(in ParticipantState participant, Epoch now) => Inner.ScoreOf(participant, now);

    /// <inheritdoc/>
    public virtual PlantedErrorReview ReviewPlantedErrors(NetworkState state, IEnumerable<Commitment> commitments, IEnumerable<Digest> seals, IEnumerable<PlantedError> opened) =>
        Inner.ReviewPlantedErrors(state, commitments, seals, opened);

    /// <inheritdoc/>
    public virtual ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks, PlantedErrorReview planted) => Inner.Adjudicate(tasks, planted);

    /// <inheritdoc/>
    public virtual Proportion RequesterScoreOf(in RequesterState requester, Epoch now) => Inner.RequesterScoreOf(requester, now);

    /// <inheritdoc/>
    public virtual Proportion CheckScoreOf(in ParticipantState participant, Epoch now) => Inner.CheckScoreOf(participant, now);

    /// <inheritdoc/>
    public virtual bool IsGenuine(EpochSettlement settlement) => Inner.IsGenuine(settlement);

    /// <inheritdoc/>
    public virtual MechanismDescription Describe() => Inner.Describe();

    /// <inheritdoc/>
    public virtual EpochIntake Intake(NetworkState state, EpochReport report, Func<ParticipantId, bool>? isKnownElsewhere = null) =>
        Inner.Intake(state, report, isKnownElsewhere);

    /// <inheritdoc/>
    public virtual CaseBatch BatchOf(in ParticipantState state, in ParticipantInput input) => Inner.BatchOf(state, input);

    /// <inheritdoc/>
    public virtual FaultTotalsBuilder CreateFaultTotals(NetworkState state) => Inner.CreateFaultTotals(state);

    /// <inheritdoc/>
    public virtual void Tally(in ParticipantState state, in ParticipantInput input, CaseBatch batch, FaultTotalsBuilder totals) =>
        Inner.Tally(state, input, batch, totals);

    /// <inheritdoc/>
    public virtual FaultClimate Climate(NetworkState state, CaseBatch batch, FaultTotals faults) => Inner.Climate(state, batch, faults);

    /// <inheritdoc/>
    public virtual Assessment Assess(in ParticipantState state, in ParticipantInput input, FaultClimate climate, EpochTotalsBuilder totals) =>
        Inner.Assess(state, input, climate, totals);

    /// <inheritdoc/>
    public virtual EpochTerms Terms(NetworkState state, FaultClimate climate, EpochTotals totals, Amount payments, Digest? commitmentRoot = null) =>
        Inner.Terms(state, climate, totals, payments, commitmentRoot);

    /// <inheritdoc/>
    public virtual RemainderSearch? SearchRemainders(EpochTerms terms, Beacon beacon) => Inner.SearchRemainders(terms, beacon);

    /// <inheritdoc/>
    public virtual ParticipantOutcome SettleParticipant(
        in ParticipantState state, in ParticipantInput input, EpochTerms terms, ICollection<Posting> postings, RemainderSearch? remainders = null) =>
        Inner.SettleParticipant(state, input, terms, postings, remainders);

    /// <inheritdoc/>
    public virtual EpochClosing ClosingOf(NetworkState part, IEnumerable<ParticipantOutcome> outcomes, IEnumerable<Posting> postings) => Inner.ClosingOf(part, outcomes, postings);

    /// <inheritdoc/>
    public virtual AskedNames AskedNamesOf(NetworkState part, IEnumerable<ParticipantOutcome> outcomes, EpochClosing closing) => Inner.AskedNamesOf(part, outcomes, closing);

    /// <inheritdoc/>
    public virtual NetworkState CloseNetwork(NetworkState state, EpochTerms terms, EpochClosing closing, AskedNames? asked = null) => Inner.CloseNetwork(state, terms, closing, asked);

    /// <inheritdoc/>
    public virtual NetworkState ClosePartition(NetworkState network, IEnumerable<ParticipantOutcome> outcomes, AskedNames? asked = null) => Inner.ClosePartition(network, outcomes, asked);

    /// <inheritdoc/>
    public virtual NetworkState Close(NetworkState state, EpochTerms terms, IEnumerable<ParticipantOutcome> outcomes, IEnumerable<Posting> postings) =>
        Inner.Close(state, terms, outcomes, postings);
}
