using System.Collections.Immutable;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Samples.MarketplaceService.Telemetry;

/// <summary>
/// A mechanism whose acts are seen from outside: each is an activity, and one that is refused ends as an error with the reason. It decides nothing: what it returns is what
/// the mechanism inside returned. Plain reads, and the steps that run once for each participant, are no activities.
/// </summary>
internal sealed class MeteredMechanism(IMechanism inner, MarketplaceMeter meter) : DelegatingMechanism(inner)
{
    public override StateChange Open(Epoch epoch, IEnumerable<KeyValuePair<ParticipantId, Amount>> deposits) => Watch("open", epoch, () => base.Open(epoch, deposits));

    public override StateChange Deposit(NetworkState state, ParticipantId participant, Amount amount) => Watch("deposit", state.Epoch, () => base.Deposit(state, participant, amount));

    public override StateChange Unbond(NetworkState state, ParticipantId participant, Amount amount) => Watch("unbond", state.Epoch, () => base.Unbond(state, participant, amount));

    public override StateChange CancelUnbonding(NetworkState state, ParticipantId participant, Amount amount) =>
        Watch("cancel-unbonding", state.Epoch, () => base.CancelUnbonding(state, participant, amount));

    public override StateChange Withdraw(NetworkState state, ParticipantId participant) => Watch("withdraw", state.Epoch, () => base.Withdraw(state, participant));

    public override StateChange Fund(NetworkState state, ParticipantId requester, Amount amount) => Watch("fund", state.Epoch, () => base.Fund(state, requester, amount));

    public override StateChange Reclaim(NetworkState state, ParticipantId requester, Amount amount) => Watch("reclaim", state.Epoch, () => base.Reclaim(state, requester, amount));

    public override NetworkState Award(NetworkState state, JobAward award) => Watch("award", state.Epoch, () => base.Award(state, award));

    public override bool TryAward(NetworkState state, JobAward award, [NotNullWhen(true)] out NetworkState? after, out JobRefusal refusal)
    {
        using Activity? activity = Start("award", state.Epoch);
        bool isAwarded = base.TryAward(state, award, out after, out refusal);
        if (!isAwarded)
        {
            activity?.SetStatus(ActivityStatusCode.Error, refusal.ToString());
        }

        return isAwarded;
    }

    public override Allocation Allocate(NetworkState state, IEnumerable<JobOffer> offers, IEnumerable<TaskRequest> requests, Beacon beacon) =>
        Watch("allocate", state.Epoch, () => base.Allocate(state, offers, requests, beacon));

    public override NetworkState SetCommission(NetworkState state, ParticipantId operatorId, Proportion rate) =>
        Watch("set-commission", state.Epoch, () => base.SetCommission(state, operatorId, rate));

    public override StateChange DelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount) =>
        Watch("delegate", state.Epoch, () => base.DelegateStake(state, delegator, operatorId, amount));

    public override NetworkState UndelegateStake(NetworkState state, ParticipantId delegator, ParticipantId operatorId, Amount amount) =>
        Watch("undelegate", state.Epoch, () => base.UndelegateStake(state, delegator, operatorId, amount));

    public override StateChange WithdrawDelegation(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
        Watch("withdraw-delegation", state.Epoch, () => base.WithdrawDelegation(state, delegator, operatorId));

    public override StateChange Redelegate(NetworkState state, ParticipantId delegator, ParticipantId fromOperator, ParticipantId toOperator) =>
        Watch("redelegate", state.Epoch, () => base.Redelegate(state, delegator, fromOperator, toOperator));

    public override StateChange ClaimRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
        Watch("claim-rewards", state.Epoch, () => base.ClaimRewards(state, delegator, operatorId));

    public override NetworkState CompoundRewards(NetworkState state, ParticipantId delegator, ParticipantId operatorId) =>
        Watch("compound-rewards", state.Epoch, () => base.CompoundRewards(state, delegator, operatorId));

    public override SelectedAudits SelectAudits(NetworkState state, IEnumerable<Commitment> commitments, Beacon beacon) =>
        Watch("select-audits", state.Epoch, () => base.SelectAudits(state, commitments, beacon), static (activity, selected) => activity.SetTag("marketplace.audits", selected.Audits.Length));

    public override ImmutableArray<AssignedPanel> AssignPanels(NetworkState state, IEnumerable<AuditedResult> audits, Beacon beacon) =>
        Watch("assign-panels", state.Epoch, () => base.AssignPanels(state, audits, beacon));

    public override ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks) =>
        Watch("adjudicate", null, () => base.Adjudicate(tasks), static (activity, verdicts) => activity.SetTag("marketplace.verdicts", verdicts.Length));

    public override ImmutableArray<Verdict> Adjudicate(IEnumerable<TaskAnswers> tasks, PlantedErrorReview planted) =>
        Watch("adjudicate", null, () => base.Adjudicate(tasks, planted), static (activity, verdicts) => activity.SetTag("marketplace.verdicts", verdicts.Length));

    public override PlantedErrorReview ReviewPlantedErrors(NetworkState state, IEnumerable<Commitment> commitments, IEnumerable<Digest> seals, IEnumerable<PlantedError> opened) =>
        Watch("review-planted-errors", state.Epoch, () => base.ReviewPlantedErrors(state, commitments, seals, opened));

    /// <summary>Is asked for previews, and for epochs of the past that are explained.</summary>
    public override EpochSettlement Settle(NetworkState state, EpochReport report) => Watch("preview", report.Epoch, () => base.Settle(state, report));

    public override bool TrySettle(
        NetworkState state, EpochReport report, [NotNullWhen(true)] out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals)
    {
        using Activity? activity = Start("settle", report.Epoch);
        long started = Stopwatch.GetTimestamp();
        bool isSettled = base.TrySettle(state, report, out settlement, out refusals);
        meter.SettlementSeconds.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>("settled", isSettled));
        activity?.SetTag("marketplace.settled", isSettled);
        if (!isSettled)
        {
            activity?.SetStatus(ActivityStatusCode.Error, string.Join("; ", refusals.Select(refusal => refusal.Reason)));
        }

        return isSettled;
    }

    public override Explanation Explain(EpochSettlement settlement, ParticipantId participant) => Watch("explain", settlement.Epoch, () => base.Explain(settlement, participant));

    public override bool IsGenuine(EpochSettlement settlement) => Watch("verify", settlement.Epoch, () => base.IsGenuine(settlement));

    public override Migration Migrate(NetworkState state, MechanismPolicy oldPolicy, PolicyTypes? types = null) =>
        Watch("migrate", state.Epoch, () => base.Migrate(state, oldPolicy, types));

    private T Watch<T>(string act, Epoch? epoch, Func<T> run, Action<Activity, T>? describe = null)
    {
        using Activity? activity = Start(act, epoch);
        try
        {
            T result = run();
            if (activity is not null)
            {
                describe?.Invoke(activity, result);
            }

            return result;
        }
        catch (Exception refused)
        {
            activity?.SetStatus(ActivityStatusCode.Error, refused.GetType().Name);
            throw;
        }
    }

    private Activity? Start(string act, Epoch? epoch)
    {
        Activity? activity = meter.Activities.StartActivity(act);
        return epoch is { } known ? activity?.SetTag("marketplace.epoch", known.ToString()) : activity;
    }
}
