using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms;

/// <content>Requesters' money and the award of jobs.</content>
public sealed partial class Mechanism
{
    /// <inheritdoc/>
    public StateChange Fund(NetworkState state, ParticipantId requester, Amount amount)
    {
        RequireJobs(state);
        requester = state.HolderOf(requester);
        Refuse(requester.IsNone, JobRefusal.Incomplete, "Money comes in for nobody; expected the name of a requester.");
        Refuse(amount.IsZero, JobRefusal.NoAmount, $"'{requester}' puts in 0 units; expected more.");
        RequesterState before = state.MoneyOf(requester);
        return Move(state, before with { Free = before.Free + amount }, new Posting(LedgerAccount.Wallet(requester), LedgerAccount.Escrow(requester), amount, PostingReason.Deposit));
    }

    /// <inheritdoc/>
    public StateChange Reclaim(NetworkState state, ParticipantId requester, Amount amount)
    {
        RequireOwn(state);
        requester = state.HolderOf(requester);
        RequesterState before = state.MoneyOf(requester);
        Refuse(amount.IsZero, JobRefusal.NoAmount, $"'{requester}' takes out 0 units; expected more.");
        Refuse(
            amount > before.Free,
            JobRefusal.NotEnoughFunds,
            $"'{requester}' takes out {Prose.Units(amount)} and has {Prose.Units(before.Free)} free and {Prose.Units(before.Reserved)} reserved for open jobs; expected at most what is free.");
        return Move(state, before with { Free = before.Free - amount }, new Posting(LedgerAccount.Escrow(requester), LedgerAccount.Wallet(requester), amount, PostingReason.Withdrawal));
    }

    /// <inheritdoc/>
    public NetworkState Award(NetworkState state, JobAward award) => Try(state, award, out NetworkState? after) is { } refused ? throw refused : after!;

    /// <inheritdoc/>
    public bool TryAward(NetworkState state, JobAward award, [NotNullWhen(true)] out NetworkState? after, out JobRefusal refusal)
    {
        refusal = Try(state, award, out after)?.Refusal ?? JobRefusal.None;
        return after is not null;
    }

    private JobRefusedException? Try(NetworkState state, JobAward award, out NetworkState? after)
    {
        after = null;
        RequireOwn(state);
        if (Policy.Jobs is not { } rules)
        {
            return NoJobs();
        }

        award = award with { Provider = state.HolderOf(award.Provider), Requester = state.HolderOf(award.Requester) };
        if (Obstacle(state, rules, award, out int index) is { } obstacle)
        {
            return obstacle;
        }

        ParticipantState provider = state.Participants[index];
        RequesterState requester = state.MoneyOf(award.Requester);
        Job job = JobOf(rules, award, state.Epoch);
        if (job.Price > requester.Free || job.Bond > requester.Free - job.Price)
        {
            return new(
                JobRefusal.NotEnoughFunds,
                $"The job '{award.Task}' needs {Prose.Units(job.Price)} and a dispute bond of {Prose.Units(job.Bond)}, and '{award.Requester}' has {Prose.Units(requester.Free)} free; expected at least as much.");
        }

        if (LowScore(state, requester) is { } score)
        {
            return new(
                JobRefusal.LowScore,
                $"'{award.Requester}' has a score of {score} as a requester; expected at least {Policy.Requesters!.LeastScore}. It rises with jobs that are answered and disputes that are won, and as what was remembered fades.");
        }

        after = WithRequester(state, Reserved(requester, job)).With(WithJob(provider, job));
        return null;
    }

    /// <inheritdoc/>
    public Proportion RequesterScoreOf(in RequesterState requester, Epoch now) => Policy.Requesters is { } rules ? RequesterBook.ScoreOf(rules, requester, now) : Proportion.One;

    /// <summary>Returns the score of a requester for whom nobody works; null where it may ask for jobs.</summary>
    private Proportion? LowScore(NetworkState state, in RequesterState requester) =>
        Policy.Requesters is { } rules && RequesterBook.ScoreOf(rules, requester, state.Epoch) is var score && score < rules.LeastScore ? score : null;

    private static Amount BondOf(JobPolicy rules, Amount price) => price.Multiply(rules.RulingPeriod.IsZero ? Proportion.Zero : rules.DisputeBond, Rounding.Up);

    private static Job JobOf(JobPolicy rules, in JobAward award, Epoch now) => new()
    {
        Task = award.Task,
        Requester = award.Requester,
        Class = award.Class,
        Price = award.Price,
        Value = award.Value,
        Bond = BondOf(rules, award.Price),
        Fee = rules.Fee,
        AwardedAt = now,
        Deadline = award.Deadline,
        Stage = JobStage.Awarded,
    };

    private static RequesterState Reserved(in RequesterState requester, in Job job) =>
        requester with { Free = requester.Free - job.Reserved, Reserved = requester.Reserved + job.Reserved };

    private static ParticipantState WithJob(in ParticipantState provider, Job job) =>
        provider with { Jobs = provider.Jobs.Insert(~provider.Jobs.AsSpan().BinarySearch(job), job) };

    /// <inheritdoc/>
    public ProviderCover CoverOf(NetworkState state, ParticipantId provider)
    {
        RequireJobs(state);
        ParticipantState participant = state.StateOf(state.HolderOf(provider));
        bool canWork = participant.JailedUntil <= state.Epoch && participant.Stake.Bonded >= Policy.Stake.MinimumBond;
        ProviderCover cover = CoverBy(participant, out _);
        return canWork ? cover : cover with { LiableStake = Amount.Zero };
    }

    /// <summary>
    /// What covers work under the rules in force: the stake that jobs under earlier rules do not need. Those jobs keep the cover that they were awarded with.
    /// </summary>
    private ProviderCover CoverBy(in ParticipantState provider, out Amount needed)
    {
        Amount open = Amount.Zero;
        Dictionary<CoverRule, Amount>? former = null;
        foreach (ref readonly Job job in provider.Jobs.AsSpan())
        {
            if (job.Terms is null)
            {
                open += job.Value;
                continue;
            }

            CoverRule rule = _rules.Former.JobsOf(job).Cover;
            former ??= [];
            former[rule] = former.GetValueOrDefault(rule) + job.Value;
        }

        needed = Amount.Zero;
        foreach ((CoverRule rule, Amount value) in former ?? [])
        {
            Amount more = rule.Needed(value);
            needed = more > Amount.MaxValue - needed ? Amount.MaxValue : needed + more;
        }

        return new ProviderCover(provider.Participant, StakeBehind.Bonded(provider).SubtractToZero(needed), open);
    }

    /// <summary>Says what stands between a job and its provider, or nothing; then the index is the provider's.</summary>
    private JobRefusedException? Obstacle(NetworkState state, JobPolicy rules, JobAward award, out int index)
    {
        index = -1;
        if (award.Task.IsNone || award.Requester.IsNone || award.Provider.IsNone)
        {
            return new(JobRefusal.Incomplete, $"The award names task '{award.Task}', provider '{award.Provider}' and requester '{award.Requester}'; expected all three.");
        }

        if (award.Requester == award.Provider)
        {
            return new(JobRefusal.OwnJob, $"'{award.Provider}' would work for itself on '{award.Task}'; expected two names.");
        }

        index = state.IndexOf(award.Provider);
        if (index < 0)
        {
            return new(JobRefusal.UnknownProvider, $"The network has no participant '{award.Provider}'; expected one that has deposited stake.");
        }

        if (PromiseObstacle(rules, award, state.Epoch) is { } broken)
        {
            return broken;
        }

        ParticipantState provider = state.Participants[index];
        if (provider.JailedUntil > state.Epoch)
        {
            return new(JobRefusal.Jailed, $"'{award.Provider}' is in jail until epoch {provider.JailedUntil}; expected a provider that may work in epoch {state.Epoch}.");
        }

        if (provider.Stake.Bonded < Policy.Stake.MinimumBond)
        {
            return new(JobRefusal.BelowMinimumBond, $"'{award.Provider}' has bonded {Prose.Units(provider.Stake.Bonded)}; expected at least the minimum bond, {Prose.Units(Policy.Stake.MinimumBond)}.");
        }

        if (IsKnown(provider, award.Task))
        {
            return new(JobRefusal.TaskKnown, $"'{award.Provider}' has or had the task '{award.Task}' already; expected a task of its own for each job, because a task is judged once.");
        }

        ProviderCover cover = CoverBy(provider, out _);
        Amount room = Amount.Min(rules.Cover.Room(cover), Amount.MaxValue - provider.OpenValue());
        if (award.Value > room)
        {
            return new(JobRefusal.NotCovered, $"The job '{award.Task}' puts {Prose.Units(award.Value)} at risk, and the stake of '{award.Provider}', {Prose.Units(cover.LiableStake)} with {Prose.Units(cover.OpenValue)} of open work, covers {Prose.Units(room)} more; expected at most that.");
        }

        return null;
    }

    /// <summary>Says what is wrong with the job itself: its class, its price, its value or its deadline.</summary>
    private static JobRefusedException? PromiseObstacle(JobPolicy rules, in JobAward award, Epoch now)
    {
        JobClass? promised = rules.ClassOf(award.Class);
        if (promised is null)
        {
            return new(JobRefusal.UnknownClass, $"The policy has no class of work '{award.Class}'; expected one of {string.Join(", ", rules.Classes.Select(static item => $"'{item.Name}'"))}.");
        }

        if (award.Price.IsZero)
        {
            return new(JobRefusal.NoAmount, $"The job '{award.Task}' has a price of 0 units; expected more.");
        }

        if (award.Value < award.Price || award.Value > promised.MaximumValue)
        {
            return new(JobRefusal.ValueOutOfRange, $"The job '{award.Task}' puts {Prose.Units(award.Value)} at risk; expected from its price, {Prose.Units(award.Price)}, to what its class allows, {Prose.Units(promised.MaximumValue)}.");
        }

        if (award.Deadline < now || award.Deadline - now < promised.Duration)
        {
            return new(JobRefusal.DeadlineTooSoon, $"The job '{award.Task}' must be there by epoch {award.Deadline}, in epoch {now}; expected at least the {Prose.Epochs(promised.Duration)} that its class needs.");
        }

        return null;
    }

    private static bool IsKnown(in ParticipantState provider, TaskId task)
    {
        if (provider.TryFindJob(task, out _))
        {
            return true;
        }

        foreach (PassedAudit audit in provider.PassedAudits)
        {
            if (audit.Task == task)
            {
                return true;
            }
        }

        HashSet<Digest> keys =
        [
            .. FaultKey.AllOfResult(provider, task),
            .. FaultKey.AllOfUndeliveredJob(provider, task),
        ];
        foreach (ref readonly FaultCase item in provider.Cases.AsSpan())
        {
            if (keys.Contains(item.Key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Refuses to let stake go that covers open work.</summary>
    private StateChange RequireCover(in StateChange change, ParticipantId participant)
    {
        if (Policy.Jobs is { } rules && change.State.StateOf(change.State.HolderOf(participant)) is { Jobs.IsEmpty: false } provider)
        {
            ProviderCover cover = CoverBy(provider, out Amount needed);
            Amount bonded = StakeBehind.Bonded(provider);
            Amount open = cover.OpenValue, covered = rules.Cover.Room(cover with { OpenValue = Amount.Zero });
            if (needed > bonded)
            {
                throw new Staking.StakeRefusedException(
                    Staking.StakeRefusal.CoversOpenWork,
                    $"'{participant}' would keep {Prose.Units(bonded)} bonded, and its open work under earlier rules needs {Prose.Units(needed)}; expected at least as much.");
            }

            if (open > covered)
            {
                throw new Staking.StakeRefusedException(
                    Staking.StakeRefusal.CoversOpenWork,
                    $"'{participant}' would keep {Prose.Units(bonded)} bonded, which cover {Prose.Units(covered)} of work, and has {Prose.Units(open)} of open work; expected at least as much.");
            }
        }

        return change;
    }

    private StateChange Move(NetworkState state, RequesterState after, Posting posting) =>
        new(WithRequester(state, after) with { Books = state.Books.With(posting) }, [posting]);

    private NetworkState WithRequester(NetworkState state, RequesterState after)
    {
        int index = state.IndexOfRequester(after.Requester);
        bool isGone = !RequesterBook.IsKept(Policy, after, state.Epoch);
        return state with
        {
            Requesters = isGone ? state.Requesters.RemoveAt(index)
                : index >= 0 ? state.Requesters.SetItem(index, after)
                : state.Requesters.Insert(~index, after),
        };
    }

    private JobPolicy RequireJobs(NetworkState state)
    {
        RequireOwn(state);
        return Policy.Jobs ?? throw NoJobs();
    }

    private JobRefusedException NoJobs() => new(JobRefusal.NoJobs, $"The policy '{Policy.Name}' has no jobs; expected one with rules for them.");

    private static void Refuse([DoesNotReturnIf(true)] bool isRefused, JobRefusal reason, string message)
    {
        if (isRefused)
        {
            throw new JobRefusedException(reason, message);
        }
    }
}
