using System.Collections.Immutable;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <content>The one door through which a state comes under another policy.</content>
public sealed partial class Mechanism
{
    /// <summary>Brings a state under this mechanism's policy, and says what that touches.</summary>
    /// <param name="state">The state, governed by the old policy.</param>
    /// <param name="oldPolicy">The old policy.</param>
    /// <param name="types">The names of the old policy's rules; those of this mechanism when left out.</param>
    /// <returns>The state under the new policy, and the changes. A state that is under it already comes back as it is.</returns>
    /// <remarks>
    /// <code>
    /// a fault of an epoch up to the current one keeps the liability window it had; the new window begins with the next epoch
    /// a fault of an epoch up to the current one keeps its price; an offence that was free then stays free for it, and one that is freed stays priced for it
    /// a missed duty of the current epoch is excused as it was before
    /// an open job keeps the rules of jobs that it was awarded under
    /// a pending case keeps its deadline and goes on, also when its offence has no price any more
    /// </code>
    /// Stake that is leaving keeps its release, and stays as long as faults of its time can be charged. What was forgotten is not asked for.
    /// Linear in the size of the state.
    /// </remarks>
    /// <exception cref="ArgumentNullException"><paramref name="state"/> or <paramref name="oldPolicy"/> is null.</exception>
    /// <exception cref="ForeignStateException">The state is governed by yet another policy.</exception>
    /// <exception cref="InconsistentStateException">Rules that the state keeps have names that this mechanism does not know; compose it with the types that name them.</exception>
    public Migration Migrate(NetworkState state, MechanismPolicy oldPolicy, PolicyTypes? types = null)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(oldPolicy);
        Digest from = PolicyJson.Hash(oldPolicy, types ?? _types);
        if (state.PolicyHash != from)
        {
            throw new ForeignStateException($"The state is governed by policy {state.PolicyHash}, the old policy that was given is {from}; expected the policy that governs the state.");
        }

        if (from == PolicyHash)
        {
            return new Migration { From = from, State = state };
        }

        ImmutableArray<MigrationChange>.Builder changes = ImmutableArray.CreateBuilder<MigrationChange>();
        ImmutableArray<LiabilityPeriod> liability = Liability(state, changes);
        CompareOffences(oldPolicy, state.Epoch, types ?? _types, changes);
        CompareExcuses(oldPolicy, state.Epoch, changes);
        CompareDuties(oldPolicy, state.Epoch, changes);
        foreach (PoolAmount closed in PoolFunds.Closed(Policy, state))
        {
            changes.Add(new MigrationChange(MigrationEffect.PoolClosed, default, default, $"the pool '{closed.Pool}' is closed; its {Prose.Units(closed.Amount)} {(closed.Amount == Amount.One ? "goes" : "go")} to the treasury with the settlement of epoch {state.Epoch}"));
        }

        NetworkState governed = state with { PolicyHash = PolicyHash, Liability = liability, FormerOffences = Former(state, oldPolicy, types ?? _types) };
        StakingRules rules = RulesOf(governed);
        ImmutableArray<ParticipantState>.Builder participants = ImmutableArray.CreateBuilder<ParticipantState>(state.Participants.Length);
        foreach (ParticipantState participant in state.Participants)
        {
            participants.Add(Migrate(participant, oldPolicy, state.Epoch, rules, changes));
        }

        governed = DropRequesterRecords(governed, changes);
        NetworkState migrated = KeepTerms(ReturnJobs(governed with { Participants = participants.MoveToImmutable() }, changes), oldPolicy, types ?? _types, changes);
        return new Migration { From = from, State = migrated, Changes = changes.ToImmutable() };
    }

    /// <summary>Without rules of requesters nothing reads what was remembered of them.</summary>
    private NetworkState DropRequesterRecords(NetworkState state, ImmutableArray<MigrationChange>.Builder changes)
    {
        if (Policy.Requesters is not null || state.Requesters.All(static requester => requester.Reputation is null))
        {
            return state;
        }

        foreach (RequesterState requester in state.Requesters.Where(static requester => requester.Reputation is not null))
        {
            changes.Add(new MigrationChange(MigrationEffect.RequesterRecordDropped, requester.Requester, default, "its record as a requester ends; whoever has money may ask for jobs"));
        }

        return state with { Requesters = [.. state.Requesters.Where(static requester => requester.HasMoney).Select(static requester => requester with { Reputation = null })] };
    }

    /// <summary>Without rules of jobs nothing could ever end them: whoever paid in advance has it back.</summary>
    private NetworkState ReturnJobs(NetworkState state, ImmutableArray<MigrationChange>.Builder changes)
    {
        if (Policy.Jobs is not null || state.Participants.All(static participant => participant.Jobs.IsEmpty))
        {
            return state;
        }

        ClosingBuilder ended = new(Policy, state.Epoch);
        ImmutableArray<ParticipantState>.Builder participants = ImmutableArray.CreateBuilder<ParticipantState>(state.Participants.Length);
        foreach (ParticipantState participant in state.Participants)
        {
            participants.Add(participant with { Jobs = [] });
            foreach (Job job in participant.Jobs)
            {
                ended.Add(new JobOutcome { Task = job.Task, Requester = job.Requester, Ending = JobEnding.Cancelled, ToRequester = job.Reserved });
                changes.Add(new MigrationChange(
                    MigrationEffect.JobReturned, participant.Participant, default, $"the job '{job.Task}' ends, and '{job.Requester}' has its {Prose.Units(job.Reserved)} back"));
            }
        }

        return state with { Participants = participants.MoveToImmutable(), Requesters = RequesterBook.Close(Policy, state.Requesters, ended.ToClosing().Requesters, state.Epoch) };
    }

    /// <summary>What was promised when a job was awarded holds to its end, for its provider as for its requester.</summary>
    private NetworkState KeepTerms(NetworkState state, MechanismPolicy oldPolicy, PolicyTypes oldTypes, ImmutableArray<MigrationChange>.Builder changes)
    {
        if (Policy.Jobs is not { } jobs || oldPolicy.Jobs is not { } oldJobs || state.Participants.All(static participant => participant.Jobs.IsEmpty))
        {
            return state;
        }

        string before = FormerRules.TextOf(oldJobs, oldTypes), now = FormerRules.TextOf(jobs, _types);
        ImmutableArray<ParticipantState>.Builder participants = ImmutableArray.CreateBuilder<ParticipantState>(state.Participants.Length);
        foreach (ParticipantState participant in state.Participants)
        {
            participants.Add(participant.Jobs.IsEmpty ? participant : participant with
            {
                Jobs = [.. participant.Jobs.Select(job => (job.Terms ?? before) == now ? job with { Terms = null } : job with { Terms = job.Terms ?? before })],
            });
        }

        NetworkState after = state with { Participants = participants.MoveToImmutable() };
        foreach (IGrouping<string, Job> kept in after.Participants.SelectMany(static participant => participant.Jobs).Where(static job => job.Terms is not null).GroupBy(static job => job.Terms!).OrderBy(static group => group.Key, StringComparer.Ordinal))
        {
            changes.Add(new MigrationChange(
                MigrationEffect.JobTermsKept, default, default, $"{Prose.Count(kept.Count(), "open job keeps", "open jobs keep")} the rules of the award: {Differences(_rules.Former.JobsOf(kept.Key), jobs)}"));
        }

        return after;
    }

    private static string Differences(JobPolicy kept, JobPolicy now)
    {
        List<string> parts = [];
        Compare("review", kept.ReviewPeriod, now.ReviewPeriod, Prose.Epochs);
        Compare("grace", kept.Grace, now.Grace, Prose.Epochs);
        Compare("ruling", kept.RulingPeriod, now.RulingPeriod, Prose.Epochs);
        Compare("cancellation fee", kept.CancellationFee, now.CancellationFee, Prose.Percent);
        Compare("refund without a ruling", kept.NoRulingRefund, now.NoRulingRefund, Prose.Percent);
        if (kept.Cover != now.Cover)
        {
            parts.Add($"cover of {kept.Cover.Coverage} for a gain of {kept.Cover.Gain} instead of {now.Cover.Coverage} for {now.Cover.Gain}");
        }

        if (!kept.Service.Equals(now.Service))
        {
            parts.Add("another curve of service");
        }

        return string.Join(", ", parts);

        void Compare<T>(string what, T before, T after, Func<T, string> say)
            where T : IEquatable<T>
        {
            if (!before.Equals(after))
            {
                parts.Add($"{what} of {say(before)} instead of {say(after)}");
            }
        }
    }

    private ImmutableArray<FormerOffences> Former(NetworkState state, MechanismPolicy oldPolicy, PolicyTypes oldTypes)
    {
        ImmutableArray<FormerOffences> former = state.FormerOffences;
        string before = FormerRules.TextOf(oldPolicy, oldTypes), excuses = FormerRules.ExcusesOf(oldPolicy, oldTypes);
        EpochSpan memory = MemorySpan.Of(oldPolicy, EpochSpan.Zero);
        if (!former.IsEmpty && former[^1].Until == state.Epoch)
        {
            // Changed twice in one epoch: the prices in between were never in force.
            (before, memory, excuses) = (former[^1].Rules, former[^1].Memory, former[^1].Excuses ?? excuses);
            former = former.RemoveAt(former.Length - 1);
        }

        // What is proceeded against otherwise, and costs the same, keeps no former price.
        bool excusesOtherwise = excuses != FormerRules.ExcusesOf(Policy, _types);
        return !excusesOtherwise && _rules.Former.DearestInSpanOf(before) == Policy.Penalty.DearestInSpan && FormerRules.PricesOf(_rules.Former.OffencesOf(before).Values, _types) == FormerRules.PricesOf(Policy.Offences, _types)
            ? former
            : former.Add(new FormerOffences(state.Epoch, memory, before, excusesOtherwise ? excuses : null));
    }

    private ImmutableArray<LiabilityPeriod> Liability(NetworkState state, ImmutableArray<MigrationChange>.Builder changes)
    {
        EpochSpan window = Policy.Stake.LiabilityWindow;
        ImmutableArray<LiabilityPeriod> periods = state.Liability;
        if (!periods.IsEmpty && periods[^1].Since == state.Epoch.Next)
        {
            // Changed twice in one epoch: the change before never came into force.
            periods = periods.RemoveAt(periods.Length - 1);
        }

        EpochSpan before = periods.IsEmpty ? EpochSpan.Zero : periods[^1].Window;
        if (before == window)
        {
            return periods;
        }

        changes.Add(new MigrationChange(
            MigrationEffect.LiabilityWindowChanged, default, default, $"a fault can be charged for {Prose.Epochs(window)} instead of {before}, from epoch {state.Epoch.Next} on"));
        return periods.Add(new LiabilityPeriod(state.Epoch.Next, window));
    }

    private void CompareExcuses(MechanismPolicy oldPolicy, Epoch now, ImmutableArray<MigrationChange>.Builder changes)
    {
        string[] comes = [.. Policy.ExcusedCauses.Except(oldPolicy.ExcusedCauses).Order(StringComparer.Ordinal)], goes = [.. oldPolicy.ExcusedCauses.Except(Policy.ExcusedCauses).Order(StringComparer.Ordinal)];
        if (comes.Length + goes.Length > 0)
        {
            changes.Add(new MigrationChange(
                MigrationEffect.ExcusesChanged,
                default,
                default,
                $"from epoch {now.Next} on {(comes.Length > 0 ? $"'{string.Join("', '", comes)}' {(comes.Length == 1 ? "excuses" : "excuse")} a missed duty" : "")}{(comes.Length > 0 && goes.Length > 0 ? ", and " : "")}{(goes.Length > 0 ? $"'{string.Join("', '", goes)}' {(goes.Length == 1 ? "does" : "do")} not excuse one any more" : "")}; in epoch {now} it is as before"));
        }
    }

    private void CompareDuties(MechanismPolicy oldPolicy, Epoch now, ImmutableArray<MigrationChange>.Builder changes)
    {
        if (Policy.Duties != oldPolicy.Duties)
        {
            changes.Add(new MigrationChange(
                MigrationEffect.ExcusesChanged, default, default, $"from epoch {now.Next} on {(Policy.Duties is { } duties ? duties.ToString() : "every duty counts")}; in epoch {now} it is as before"));
        }
    }

    private void CompareOffences(MechanismPolicy oldPolicy, Epoch now, PolicyTypes oldTypes, ImmutableArray<MigrationChange>.Builder changes)
    {
        foreach (OffencePolicy offence in Policy.Offences)
        {
            OffencePolicy? before = oldPolicy.Offences.FirstOrDefault(old => old.Offence == offence.Offence);
            if (before is not null && FormerRules.PricesOf([before], oldTypes) != FormerRules.PricesOf([offence], _types))
            {
                changes.Add(new MigrationChange(
                    MigrationEffect.OffenceRepriced, default, default, $"'{offence.Offence}' costs something else from epoch {now.Next} on; faults up to epoch {now} keep their price"));
            }
        }

        if (oldPolicy.Penalty.DearestInSpan != Policy.Penalty.DearestInSpan && !oldPolicy.Offences.IsEmpty)
        {
            changes.Add(new MigrationChange(
                MigrationEffect.OffenceRepriced,
                default,
                default,
                $"from epoch {now.Next} on {(Policy.Penalty.DearestInSpan is { } span ? $"the dearest fault of every {Prose.Epochs(span)} counts" : "every fault costs in full")}; faults up to epoch {now} keep their price"));
        }

        foreach (OffencePolicy offence in Policy.Offences.Where(one => oldPolicy.Offences.All(old => old.Offence != one.Offence)))
        {
            changes.Add(new MigrationChange(MigrationEffect.OffencePriced, default, default, $"'{offence.Offence}' costs something from epoch {now.Next} on; it stays free for faults up to epoch {now}"));
        }

        foreach (OffencePolicy offence in oldPolicy.Offences.Where(one => !_rules.Offences.Prices(one.Offence)))
        {
            changes.Add(new MigrationChange(MigrationEffect.OffenceFreed, default, default, $"'{offence.Offence}' costs nothing from epoch {now.Next} on; faults up to epoch {now} keep their price"));
        }
    }

    private ParticipantState Migrate(
        ParticipantState participant, MechanismPolicy oldPolicy, Epoch now, StakingRules rules, ImmutableArray<MigrationChange>.Builder changes)
    {
        ParticipantState migrated = participant;
        foreach (FaultCase item in participant.Cases.Where(item => item.IsOpen && !_rules.Offences.Prices(item.Offence)))
        {
            changes.Add(new MigrationChange(
                MigrationEffect.CaseKept, participant.Participant, item.Key, $"the case about '{item.Offence}' in epoch {item.FaultEpoch} goes on, and keeps its price"));
        }

        if (migrated.Checking is not null && Policy.Verification.Panels?.Record is null)
        {
            migrated = migrated with { Checking = null };
            changes.Add(new MigrationChange(MigrationEffect.CheckRecordDropped, participant.Participant, default, "its record as a checker ends; what it does as a checker counts with its work"));
        }

        if (migrated.Delegated is { } delegated)
        {
            migrated = migrated with { Delegated = Migrate(participant.Participant, delegated, now, StakeBehind.Memory(rules, StakeBehind.Held(participant.Cases.AsSpan()), now), changes) };
        }

        Amount bonded = participant.Stake.Bonded;
        if (bonded < Policy.Stake.MinimumBond && bonded >= oldPolicy.Stake.MinimumBond && !bonded.IsZero)
        {
            changes.Add(new MigrationChange(
                MigrationEffect.BelowMinimumBond, participant.Participant, default, $"{Prose.Units(bonded, "is", "are")} bonded; expected at least {Prose.Units(Policy.Stake.MinimumBond)} to be paid"));
        }

        return migrated;
    }

    /// <summary>Bounds an operator's commission as the new policy says, or sends all delegated stake home when it has no delegations.</summary>
    private DelegatedStake Migrate(
        ParticipantId operatorId, DelegatedStake delegated, Epoch now, StakingRules memory, ImmutableArray<MigrationChange>.Builder changes)
    {
        if (Policy.Delegation is not { } rules)
        {
            if (!delegated.Delegations.IsEmpty)
            {
                changes.Add(new MigrationChange(
                    MigrationEffect.DelegationReturned, operatorId, default, $"{delegated.Pool.Bonded} delegated units leave, and are released after the unbonding period"));
            }

            return delegated.LeaveAll(now, memory);
        }

        Proportion rate = delegated.Commission.RateIn(now);
        if (rate > rules.CommissionAtMost && rate <= delegated.Commission.Ceiling)
        {
            changes.Add(new MigrationChange(
                MigrationEffect.CommissionBounded, operatorId, default, $"asks for a commission of {rate}; gets {rules.CommissionAtMost}, the most that the policy allows"));
        }

        return delegated with { Commission = Bounded(delegated.Commission, rules) };
    }
}
