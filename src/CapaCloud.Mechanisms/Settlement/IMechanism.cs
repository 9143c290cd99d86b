using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms;

/// <summary>Every act of a network's mechanism. Implement it to decorate a mechanism with logging or metering.</summary>
/// <remarks>
/// <code>Settle: (state, report) -> (new state, postings that sum to zero)</code>
/// Pure: the arguments are not changed, and the same arguments give the same result. A state that is governed by another policy is refused by every act but
/// <see cref="Migrate"/>. Its laws are <c>MechanismLaws</c> in CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IMechanism
{
    /// <summary>Gets the policy it settles by.</summary>
    MechanismPolicy Policy { get; }

    /// <summary>Gets the policy's content hash.</summary>
    Digest PolicyHash { get; }

    /// <summary>Opens a network with its first deposits.</summary>
    /// <param name="epoch">The first epoch.</param>
    /// <param name="deposits">Who deposits how much, in base units; no name twice.</param>
    /// <returns>The state, with a posting for each deposit.</returns>
    /// <exception cref="ArgumentException">A name comes twice.</exception>
    /// <exception cref="StakeRefusedException">A deposit is below the minimum bond.</exception>
    StateChange Open(Epoch epoch, IEnumerable<KeyValuePair<ParticipantId, Amount>> deposits);

    /// <summary>Adds to a participant's stake; a name the network does not know becomes a newcomer.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The new state and the posting.</returns>
    /// <exception cref="StakeRefusedException">The stake's rules refuse it.</exception>
    StateChange Deposit(NetworkState state, ParticipantId participant, Amount amount);

    /// <summary>Begins to take stake out.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The new state; no money moves.</returns>
    /// <exception cref="StakeRefusedException">The stake's rules refuse it.</exception>
    StateChange Unbond(NetworkState state, ParticipantId participant, Amount amount);

    /// <summary>Bonds again what was unbonding.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <param name="amount">How much, in base units.</param>
    /// <returns>The new state; no money moves.</returns>
    /// <exception cref="StakeRefusedException">The stake's rules refuse it.</exception>
    StateChange CancelUnbonding(NetworkState state, ParticipantId participant, Amount amount);

    /// <summary>Pays out what was released and no open case holds.</summary>
    /// <param name="state">The state.</param>
    /// <param name="participant">Who.</param>
    /// <returns>The new state and the posting; no posting when nothing was released.</returns>
    StateChange Withdraw(NetworkState state, ParticipantId participant);

    /// <summary>Puts money of a requester in, out of which its jobs are paid.</summary>
    /// <param name="state">The state.</param>
    /// <param name="requester">Who.</param>
    /// <param name="amount">How much, in base units, above 0.</param>
    /// <returns>The new state and the posting.</returns>
    /// <exception cref="JobRefusedException">The policy has no jobs, or nothing comes in.</exception>
    StateChange Fund(NetworkState state, ParticipantId requester, Amount amount);

    /// <summary>Takes free money of a requester out. Needs no rules of jobs, so nothing stays behind when a policy gives them up.</summary>
    /// <param name="state">The state.</param>
    /// <param name="requester">Who.</param>
    /// <param name="amount">How much, in base units, at most what is free.</param>
    /// <returns>The new state and the posting.</returns>
    /// <exception cref="JobRefusedException">Less is free.</exception>
    StateChange Reclaim(NetworkState state, ParticipantId requester, Amount amount);

    /// <summary>Awards a job: reserves its price and the bond of a dispute, and puts its value on the provider's stake. No money moves.</summary>
    /// <param name="state">The state.</param>
    /// <param name="award">Who works for whom, on what, until when, for how much.</param>
    /// <returns>The new state.</returns>
    /// <exception cref="JobRefusedException">It does not fit the policy, the requester's money or the provider's stake; nothing was changed.</exception>
    NetworkState Award(NetworkState state, JobAward award);

    /// <summary>Awards a job, or says why not: a provider whose stake does not cover it, or a requester without the money, is the ordinary course of a market.</summary>
    /// <param name="state">The state.</param>
    /// <param name="award">Who works for whom, on what, until when, for how much.</param>
    /// <param name="after">The new state, or null.</param>
    /// <param name="refusal">Why not, or <see cref="JobRefusal.None"/>; <see cref="Award"/> says it in words.</param>
    /// <returns><see langword="true"/> when the job was awarded.</returns>
    bool TryAward(NetworkState state, JobAward award, [NotNullWhen(true)] out NetworkState? after, out JobRefusal refusal);

    /// <inheritdoc cref="Mechanism.Allocate"/>
    Allocation Allocate(NetworkState state, IEnumerable<JobOffer> offers, IEnumerable<TaskRequest> requests, Beacon beacon);

    /// <summary>Returns what stands behind a provider's work: its bonded stake, nothing while it may not work, and the value of its open jobs.</summary>
    /// <param name="state">The state.</param>
    /// <param name="provider">Who.</param>
    /// <returns>What a market needs to award no more than is covered.</returns>
    /// <exception cref="JobRefusedException">The policy has no jobs.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    ProviderCover CoverOf(NetworkState state, ParticipantId provider);

    /// <inheritdoc cref="Mechanism.SetCommission"/>
    NetworkState SetCommission(NetworkState state, ParticipantId operatorId, Proportion rate);

    /// <inheritdoc cref="Mechanism.DelegateStake"/>
    StateChange DelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount);

    /// <inheritdoc cref="Mechanism.UndelegateStake"/>
    NetworkState UndelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount);

    /// <inheritdoc cref="Mechanism.WithdrawDelegation"/>
    StateChange WithdrawDelegation(NetworkState state, ParticipantId delegator, ParticipantId operatorId);

    /// <inheritdoc cref="Mechanism.Redelegate"/>
    StateChange Redelegate(NetworkState state, ParticipantId delegator, ParticipantId fromOperator, ParticipantId toOperator);

    /// <inheritdoc cref="Mechanism.ClaimRewards"/>
    StateChange ClaimRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId);

    /// <inheritdoc cref="Mechanism.CompoundRewards"/>
    NetworkState CompoundRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId);

    /// <summary>Selects the results that are audited.</summary>
    /// <param name="state">Any state of the epoch in which the results were committed.</param>
    /// <param name="commitments">The epoch's commitments.</param>
    /// <param name="beacon">The beacon of the epoch's draw round.</param>
    /// <returns>The selected results, and the commitments that do not count.</returns>
    /// <exception cref="BeaconRoundException">The beacon is missing, or of another round.</exception>
    SelectedAudits SelectAudits(NetworkState state, IEnumerable<Commitment> commitments, Beacon beacon);

    /// <inheritdoc cref="Mechanism.AssignPanels"/>
    ImmutableArray<AssignedPanel> AssignPanels(NetworkState state, IEnumerable<AuditedResult> audits, Beacon beacon);

    /// <summary>Turns the answers of audits into verdicts.</summary>
    /// <param name="tasks">The answers to each audited task.</param>
    /// <returns>A verdict for each author of each task.</returns>
    ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks);

    /// <summary>Settles an epoch. Nothing is kept: settle to see what would happen, and store the new state to let it happen. An item of the report that is not
    /// admissible is set aside and named; the rest is settled.</summary>
    /// <param name="state">The state.</param>
    /// <param name="report">What happened.</param>
    /// <returns>The settled epoch, with the new state in it.</returns>
    /// <exception cref="SettlementRefusedException">The report contradicts itself about money, or is for another epoch; nothing was changed.</exception>
    EpochSettlement Settle(NetworkState state, EpochReport report);

    /// <summary>Settles an epoch, or says why it cannot be settled.</summary>
    /// <param name="state">The state.</param>
    /// <param name="report">What happened.</param>
    /// <param name="settlement">The settled epoch.</param>
    /// <param name="refusals">Every reason why the report cannot be settled; empty when it was.</param>
    /// <returns><see langword="true"/> when the epoch was settled.</returns>
    bool TrySettle(NetworkState state, EpochReport report, [NotNullWhen(true)] out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals);

    /// <summary>Says why a participant ended an epoch as it did.</summary>
    /// <param name="settlement">The settled epoch.</param>
    /// <param name="participant">Whom to explain it for.</param>
    /// <returns>Every step, with formula, values and rounding.</returns>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    Explanation Explain(EpochSettlement settlement, ParticipantId participant);

    /// <summary>Settles an epoch of a large network.</summary>
    /// <remarks>Equal to <see cref="Settle(NetworkState, EpochReport)"/> of the same state and report, to the content hash. Linear in the number of participants; who rests costs a few numbers.</remarks>
    /// <param name="network">The network.</param>
    /// <param name="report">What happened, made for this network.</param>
    /// <param name="runner">Runs the parts side by side; one part, on this thread, when left out.</param>
    /// <returns>The settled epoch.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="report"/> is null.</exception>
    /// <exception cref="ArgumentException">The report was made for another network.</exception>
    /// <exception cref="InvalidOperationException">The runner left a part out, returned before all had ended, or called one that is not there.</exception>
    /// <exception cref="SettlementRefusedException">The report contradicts itself, is for another epoch, or the network is governed by another policy.</exception>
    LargeSettlement Settle(LargeNetwork network, LargeReport report, IPartRunner? runner = null);

    /// <summary>Settles an epoch of a large network, or says why it cannot be settled.</summary>
    /// <param name="network">The network.</param>
    /// <param name="report">What happened, made for this network.</param>
    /// <param name="settlement">The settled epoch; items of the report that were not admissible are listed in it.</param>
    /// <param name="refusals">Every reason why the report cannot be settled at all; empty when it was.</param>
    /// <param name="runner">Runs the parts side by side; one part, on this thread, when left out.</param>
    /// <returns><see langword="true"/> when the epoch was settled.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> or <paramref name="report"/> is null.</exception>
    /// <exception cref="ArgumentException">The report was made for another network.</exception>
    /// <exception cref="InvalidOperationException">The runner left a part out, returned before all had ended, or called one that is not there.</exception>
    bool TrySettle(
        LargeNetwork network, LargeReport report, [NotNullWhen(true)] out LargeSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals, IPartRunner? runner = null);

    /// <summary>Explains what an epoch of a large network did to one participant.</summary>
    /// <remarks>The participant is settled once more, by the ordinary code, and compared. Linear in the number of those who did not rest.</remarks>
    /// <param name="settlement">The settlement.</param>
    /// <param name="participant">Its name.</param>
    /// <returns>The explanation, as <see cref="Explain(EpochSettlement, ParticipantId)"/> gives it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="settlement"/> is null.</exception>
    /// <exception cref="KeyNotFoundException">The network does not know the name.</exception>
    /// <exception cref="InvalidOperationException">The epoch was settled under another policy.</exception>
    Explanation Explain(LargeSettlement settlement, ParticipantId participant);

    /// <summary>Returns the rules of staking that are in force in a state's epoch, with the windows of faults that were done before a change of policy.</summary>
    /// <remarks>
    /// <code>liability window = epochs back to the oldest fault that can still be charged</code>
    /// What stands beside the state, such as an <see cref="OperatorPool"/>, is moved with these, so that no stake leaves while a fault of its time can be charged. Linear in the changes that are
    /// still felt.
    /// </remarks>
    /// <param name="state">The state.</param>
    /// <returns>The rules; those of the policy when no change is felt any more.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by another policy.</exception>
    StakingRules StakingRulesOf(NetworkState state);

    /// <summary>Brings a state under this mechanism's policy.</summary>
    /// <param name="state">The state, governed by the old policy.</param>
    /// <param name="oldPolicy">The old policy.</param>
    /// <param name="types">The names of the old policy's rules; those of this mechanism when left out.</param>
    /// <returns>The state under the new policy, and what the change touched.</returns>
    /// <exception cref="ForeignStateException">The state is governed by yet another policy.</exception>
    Migration Migrate(NetworkState state, MechanismPolicy oldPolicy, PolicyTypes? types = null);

    /// <inheritdoc cref="Mechanism.Genesis(Epoch)"/>
    NetworkState Genesis(Epoch epoch);

    /// <inheritdoc cref="Mechanism.ScoreOf(in ParticipantState, Epoch)"/>
    Proportion ScoreOf(in ParticipantState participant, Epoch now);

    /// <inheritdoc cref="Mechanism.CheckScoreOf(in ParticipantState, Epoch)"/>
    Proportion CheckScoreOf(in ParticipantState participant, Epoch now);

    /// <inheritdoc cref="Mechanism.ReviewPlantedErrors(NetworkState, IEnumerable{Commitment}, IEnumerable{Digest}, IEnumerable{PlantedError})"/>
    PlantedErrorReview ReviewPlantedErrors(NetworkState state, IEnumerable<Commitment> commitments, IEnumerable<Digest> seals, IEnumerable<PlantedError> opened);

    /// <inheritdoc cref="Mechanism.Adjudicate(IEnumerable{TaskAnswers}, PlantedErrorReview)"/>
    ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks, PlantedErrorReview planted);

    /// <summary>Returns a requester's score at an epoch, with nothing new in it.</summary>
    /// <param name="requester">Its money and what is remembered of it.</param>
    /// <param name="now">The epoch.</param>
    /// <returns>The score, in [0, 1]; one where the policy remembers nothing of requesters.</returns>
    Proportion RequesterScoreOf(in RequesterState requester, Epoch now);

    /// <inheritdoc cref="Mechanism.IsGenuine(EpochSettlement)"/>
    bool IsGenuine(EpochSettlement settlement);

    /// <inheritdoc cref="Mechanism.Describe()"/>
    MechanismDescription Describe();

    /// <inheritdoc cref="Mechanism.Intake(NetworkState, EpochReport, Func{ParticipantId, bool})"/>
    EpochIntake Intake(NetworkState state, EpochReport report, Func<ParticipantId, bool>? isKnownElsewhere = null);

    /// <inheritdoc cref="Mechanism.BatchOf(in ParticipantState, in ParticipantInput)"/>
    CaseBatch BatchOf(in ParticipantState state, in ParticipantInput input);

    /// <inheritdoc cref="Mechanism.CreateFaultTotals(NetworkState)"/>
    FaultTotalsBuilder CreateFaultTotals(NetworkState state);

    /// <inheritdoc cref="Mechanism.Tally(in ParticipantState, in ParticipantInput, CaseBatch, FaultTotalsBuilder)"/>
    void Tally(in ParticipantState state, in ParticipantInput input, CaseBatch batch, FaultTotalsBuilder totals);

    /// <inheritdoc cref="Mechanism.Climate(NetworkState, CaseBatch, FaultTotals)"/>
    FaultClimate Climate(NetworkState state, CaseBatch batch, FaultTotals faults);

    /// <inheritdoc cref="Mechanism.Assess(in ParticipantState, in ParticipantInput, FaultClimate, EpochTotalsBuilder)"/>
    Assessment Assess(in ParticipantState state, in ParticipantInput input, FaultClimate climate, EpochTotalsBuilder totals);

    /// <inheritdoc cref="Mechanism.Terms(NetworkState, FaultClimate, EpochTotals, Amount, Digest?)"/>
    EpochTerms Terms(NetworkState state, FaultClimate climate, EpochTotals totals, Amount payments, Digest? commitmentRoot = null);

    /// <inheritdoc cref="Mechanism.SearchRemainders(EpochTerms, Beacon)"/>
    RemainderSearch? SearchRemainders(EpochTerms terms, Beacon beacon);

    /// <inheritdoc cref="Mechanism.SettleParticipant(in ParticipantState, in ParticipantInput, EpochTerms, ICollection{Posting}, RemainderSearch)"/>
    ParticipantOutcome SettleParticipant(
        in ParticipantState state, in ParticipantInput input, EpochTerms terms, ICollection<Posting> postings, RemainderSearch? remainders = null);

    /// <inheritdoc cref="Mechanism.ClosingOf(NetworkState, IEnumerable{ParticipantOutcome}, IEnumerable{Posting})"/>
    EpochClosing ClosingOf(NetworkState part, IEnumerable<ParticipantOutcome> outcomes, IEnumerable<Posting> postings);

    /// <inheritdoc cref="Mechanism.AskedNamesOf(NetworkState, IEnumerable{ParticipantOutcome}, EpochClosing)"/>
    AskedNames AskedNamesOf(NetworkState part, IEnumerable<ParticipantOutcome> outcomes, EpochClosing closing);

    /// <inheritdoc cref="Mechanism.CloseNetwork(NetworkState, EpochTerms, EpochClosing, AskedNames)"/>
    NetworkState CloseNetwork(NetworkState state, EpochTerms terms, EpochClosing closing, AskedNames? asked = null);

    /// <inheritdoc cref="Mechanism.ClosePartition(NetworkState, IEnumerable{ParticipantOutcome}, AskedNames)"/>
    NetworkState ClosePartition(NetworkState network, IEnumerable<ParticipantOutcome> outcomes, AskedNames? asked = null);

    /// <inheritdoc cref="Mechanism.Close(NetworkState, EpochTerms, IEnumerable{ParticipantOutcome}, IEnumerable{Posting})"/>
    NetworkState Close(NetworkState state, EpochTerms terms, IEnumerable<ParticipantOutcome> outcomes, IEnumerable<Posting> postings);
}
