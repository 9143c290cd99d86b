using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Every law on every kind of mechanism, and every law seen to fail on a mechanism that breaks it.</summary>
public sealed class MechanismLawsTests
{
    private static readonly Dictionary<string, Mechanism> Mechanisms = new()
    {
        ["small"] = SmallNetwork.Mechanism,
        ["floor and half-life, duties that count, void rewards"] = WithDuties,
        ["correlated, with circuit breaker"] = Mechanism.Create(build => build
            .Slash(Offence.Downtime, SlashingCurve.Correlated(Ratio.Of(3)), offence => offence with
            {
                CircuitBreaker = Proportion.Percent(70),
                CorrelationWindow = EpochSpan.Of(10),
            })
            .Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.One))
            .Slash(Offence.IncorrectResult, SlashingCurve.Power(Proportion.Half, 2))),
        ["with appeals"] = WithAppeals,
        ["appeals that outlive the liability window, the dearest of two epochs"] = Appealable(
            SmallNetwork.Mechanism.Policy with
            {
                Stake = SmallNetwork.Mechanism.Policy.Stake with { LiabilityWindow = EpochSpan.Of(2) },
                Penalty = SmallNetwork.Mechanism.Policy.Penalty with { DearestInSpan = EpochSpan.Of(2) },
            },
            EpochSpan.Of(9),
            SlashingCurve.Linear(Proportion.One)),
        ["with jobs"] = Jobs.JobTrial.Market,
        // Nothing else is charged meanwhile: what a later fault costs does depend on what was taken before it.
        ["with jobs and appeals"] = Mechanism.FromPolicy(Jobs.JobTrial.WithAppeals.Policy with { Offences = [Jobs.JobTrial.WithAppeals.Policy.Offences[0]] }),
        ["with jobs and scored requesters"] = Jobs.JobTrial.Scored,
        ["with delegators"] = Delegations.DelegationTrial.Delegated,
        ["with delegators, own stake first and appeals"] = Delegations.DelegationTrial.WithAppeals,
        ["with delegators, own stake first"] = Delegations.DelegationTrial.OwnStakeFirst,
        ["with several pools"] = Pools.PoolTrial.Plain,
        ["with several pools and appeals"] = Pools.PoolTrial.WithAppeals,
        ["with a record of checks"] = Panels.CheckTrial.Recorded,
        ["with a record of checks and appeals"] = Panels.CheckTrial.WithAppeals,
        ["with allocation"] = Allocations.AllocationTrial.Market,
        ["with allocation and cover"] = Allocations.AllocationTrial.Covered,
        ["nothing is punished"] = Mechanism.Create(build => build.Reward(reward => reward.IssuePerEpoch(7))),
    };

    private static readonly Dictionary<string, Func<Mechanism, IMechanism>> Mutants = new()
    {
        ["uncounted-duties-are-none"] = mechanism => new Mutant(mechanism, settled => settled.Report.Participants.All(row => row.DutiesDue is 0 or >= 4_000)
            ? settled : settled with { After = Altered(settled.After, participant => participant with { AbsentFor = EpochSpan.One }) }),
        // What is taken is a sum, and said to be the dearest.
        ["dearest-of-a-span-counts"] = mechanism => new Delegations.DelegationMutants.Restated(
            Mechanism.FromPolicy(mechanism.Policy with { Penalty = mechanism.Policy.Penalty with { DearestInSpan = null } }), mechanism.Policy),
        ["void-rewards-cost-no-stake"] = mechanism => new Mutant(mechanism, settled => settled with
        {
            Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Slashed = outcome.Slashed.IsZero && outcome.After.Cases.Any(one => one.Offence == Offence.Equivocation) ? Amount.One : outcome.Slashed })],
        }),
        ["postings-explain-delegations"] = mechanism => new Mutant(mechanism, settled => settled with { Postings = settled.Postings.RemoveAll(posting => posting.To.Kind == LedgerAccountKind.DelegationPool) }),
        ["delegators-part-is-bounded"] = mechanism => new Mutant(mechanism, settled => settled with
        {
            Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Delegators = outcome.Delegators is null ? null : outcome.Delegators with { Commission = outcome.Reward + Amount.One } })],
        }),
        ["further-pools-are-whole"] = mechanism => new Mutant(mechanism, settled => settled with
        {
            Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Pools = [.. outcome.Pools.Select(share => share with { Amount = share.Amount + Amount.One })] })],
        }),
        // What nobody claims goes to the treasury.
        ["unclaimed-pool-stays"] = mechanism => new Mutant(mechanism, settled => settled with
        {
            After = settled.After with { Pools = [], Treasury = settled.After.Treasury + settled.After.Pools.Aggregate(Amount.Zero, static (sum, pool) => sum + pool.Amount) },
        }),
        // The further pools are filled from the pool of work.
        ["pool-of-work-stays"] = mechanism => new Mutant(mechanism, settled => settled with
        {
            Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Reward = outcome.Reward.SubtractToZero(Amount.One) })],
        }),
        ["latecomers-gain-nothing"] = mechanism => new Delegations.DelegationMutants.EarlyRewards(mechanism),
        ["loss-follows-stake-at-fault"] = mechanism => new Delegations.DelegationMutants.UnevenLoss(mechanism),
        ["own-stake-pays-first"] = _ => new Delegations.DelegationMutants.Restated(Delegations.DelegationTrial.Delegated, Delegations.DelegationTrial.OwnStakeFirst.Policy),
        ["reward-is-claimed-once"] = mechanism => new Delegations.DelegationMutants.ClaimedAgain(mechanism),
        ["delegations-can-leave"] = mechanism => new Delegations.DelegationMutants.StaysBehind(mechanism),
        ["nobody-checks-itself"] = mechanism => new Panels.PanelMutant(mechanism, (_, panel) => panel with { Checkers = panel.Checkers.Add(panel.Author) }),
        ["panels-are-full"] = mechanism => new Panels.PanelMutant(mechanism, (_, panel) => panel with { Checkers = panel.Checkers.IsEmpty ? [] : panel.Checkers.RemoveAt(0) }),
        ["panels-in-any-order"] = mechanism => new Panels.PanelMutant(mechanism, (_, panel) => panel, repeats: true),
        ["panels-follow-yesterday"] = mechanism => new Panels.PanelMutant(mechanism, Panels.PanelMutant.WithoutThoseWhoJustDelegated),
        ["checks-are-paid"] = mechanism => new Mutant(mechanism, settled => settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { CheckPay = Amount.Zero })] }),
        ["check-pays-once"] = mechanism => new Mutant(mechanism, settled => settled.Report.Checks.IsEmpty || !settled.Report.Participants.IsEmpty
            ? settled : settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { CheckPay = Amount.One })] }),
        ["silence-is-a-missed-duty"] = mechanism => new WithoutChecks(mechanism),
        ["checks-leave-work-alone"] = mechanism => Altering(mechanism, static participant => participant.Checking is null ? participant : participant with { Reputation = participant.Checking.Reputation }),
        // Whatever is brought again is remembered as a check.
        ["work-leaves-checks-alone"] = mechanism => Altering(mechanism, static participant => participant.Checking is null ? participant : participant with { Checking = participant.Checking with { Reputation = participant.Reputation } }),
        ["checks-are-recounted"] = mechanism => Altering(mechanism, static participant => participant.Checking is null ? participant : participant with { Checking = participant.Checking with { Reputation = participant.Reputation } }),
        ["panels-follow-checks"] = mechanism => new Panels.PanelMutant(mechanism, (state, panel) => panel with { Checkers = panel.Checkers.RemoveAll(one => mechanism.ScoreOf(state.StateOf(one), state.Epoch) < Proportion.Half) }),
        ["planted-share-is-whole"] = mechanism => new Panels.PlantingMutant(mechanism, review => review with { PlantedRate = review.PlantedRate + UInt128.One }),
        ["plants-count-once"] = mechanism => new Panels.PlantingMutant(mechanism, review => review with { SetAside = [] }),
        ["unsealed-plants-are-none"] = mechanism => new Panels.PlantingMutant(mechanism, review => review with { Unopened = [] }),
        ["known-answer-decides"] = mechanism => new Panels.PlantingMutant(mechanism, review => review, decides: false),
        ["allocation-is-its-awards"] = mechanism => new Allocations.AllocationMutant(mechanism, (_, state, allocated) => allocated with { After = state with { Treasury = state.Treasury + Amount.One } }),
        ["tasks-have-one-price"] = mechanism => new Allocations.AllocationMutant(mechanism, (_, _, allocated) => allocated with
        {
            Tasks = [.. allocated.Tasks.Select(task => task.Award is { } award ? task with { Award = award with { Price = task.Request.Price + Amount.One } } : task)],
        }),
        ["allocation-in-any-order"] = mechanism => new Allocations.AllocationMutant(mechanism, offer: offers => offers.RemoveAt(0)),
        ["access-is-kept"] = mechanism => new Allocations.AllocationMutant.WithoutAccess(mechanism),
        ["former-names-allocate"] = mechanism => new Allocations.AllocationMutant(mechanism, offer: offers => offers.RemoveAll(offer => offer.Bid.Bidder == ParticipantId.Of("was-first"))),
        ["idle-requests-move-nothing"] = mechanism => new Allocations.AllocationMutant(mechanism, (network, state, allocated) => allocated.Tasks.Length > 50 ? allocated with { After = state } : allocated),
        ["bad-bids-stop-nobody"] = mechanism => new Allocations.AllocationMutant(mechanism, offer: offers => offers.Any(offer => offer.Bid.Quantity == 0) ? [] : offers),
        ["every-bid-has-an-answer"] = mechanism => new Allocations.AllocationMutant(mechanism, (_, _, allocated) => allocated with
        {
            Tasks = [.. allocated.Tasks.Select(task => task.Award is null ? task with { Refusal = JobRefusal.None } : task)],
        }),
        ["job-money-is-whole"] = mechanism => new Mutant(mechanism, settled => settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Jobs = [.. outcome.Jobs.Select(job => job with { ToRequester = job.ToRequester + Amount.One })] })] }),
        ["escrow-follows-postings"] = mechanism => new Mutant(mechanism, settled => settled with { Postings = settled.Postings.RemoveAll(posting => posting.From.Kind == LedgerAccountKind.Escrow) }),
        ["wrong-result-is-never-paid"] = mechanism => new Mutant(mechanism, settled => settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Jobs = [.. outcome.Jobs.Select(job => job with { ToProvider = job.ToProvider + Amount.One })] })] }),
        ["job-ends-once"] = mechanism => new Mutant(mechanism, settled => settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Jobs = [.. outcome.Jobs, .. outcome.Jobs] })] }),
        ["requesters-are-recounted"] = mechanism => new Mutant(mechanism, settled => settled with { After = settled.After with { Requesters = [.. settled.After.Requesters.Select(one => one with { Reputation = one.Reputation is null ? null : settled.Before.MoneyOf(one.Requester).Reputation })] } }),
        ["low-scores-get-no-jobs"] = mechanism => new Jobs.RequesterMutant(mechanism, isBlind: true),
        ["bad-records-outlive-money"] = mechanism => new Jobs.RequesterMutant(mechanism, isBlind: false),
        ["every-job-ends"] = mechanism => new Mutant(mechanism, settled => settled with { After = settled.Before with { Epoch = settled.After.Epoch } }),
        ["conserves"] = mechanism => new Mutant(mechanism, settled => settled with { After = settled.After with { Books = settled.After.Books with { Burned = settled.After.Books.Burned + Amount.One } } }),
        ["postings-explain-stakes"] = mechanism => new Mutant(mechanism, settled => settled with { Postings = settled.Postings.RemoveAll(posting => posting.Reason == PostingReason.Slash) }),
        ["pool-is-shared-out"] = mechanism => new Mutant(mechanism, settled => settled with { Pool = settled.Pool + Amount.One }),
        ["rivals-gain-nothing"] = mechanism => new Mutant(mechanism, settled => settled.Lost.IsZero
            ? settled : settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Reward = outcome.Reward + settled.Lost })] }),
        ["order-does-not-matter"] = mechanism => new Mutant(mechanism, settled => settled.Report.Participants is [{ Participant: var first }, _, ..] && first == settled.Before.Participants[0].Participant
            ? settled with { Pool = settled.Pool + Amount.One } : settled),
        ["try-settle-equals-settle"] = mechanism => new Mutant(mechanism, settled => settled, tried => tried with { Pool = tried.Pool + Amount.One }),
        ["is-pure"] = mechanism => new Forgetful(mechanism),
        ["nobody-loses-more-than-it-has"] = mechanism => new Mutant(mechanism, settled => settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Slashed = Amount.MaxValue })] }),
        ["bounty-below-loss"] = mechanism => new Mutant(mechanism, settled => settled with { Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { Bounties = outcome.Slashed })] }),
        ["explanation-recomputes"] = mechanism => new Mutant(mechanism, settled => settled, explain: explanation => explanation with
        {
            Steps = [.. explanation.Steps.Select(step => step.Operation == StepOperation.MultiplyDivide ? step with { Result = step.Result + 1 } : step)],
        }),
        ["settles-once"] = mechanism => new Repeating(mechanism),
        // What the first proofs took is gone for the others.
        ["lighter-evidence-takes-no-bounty"] = mechanism => new Mutant(mechanism, settled => settled.Report.Evidence.Length > 5
            ? settled with { Postings = settled.Postings.RemoveAll(posting => posting.Reason == PostingReason.Bounty) } : settled),
        ["overturned-is-never-accused"] = mechanism => new Mutant(mechanism, settled => settled.Report.Rulings.IsEmpty
            ? settled : settled with { After = Altered(settled.After, participant => participant with { JailedUntil = settled.After.Epoch }) }),
        ["confirmed-is-accused-then"] = mechanism => new Mutant(mechanism, settled => settled.Report.Rulings.IsEmpty
            ? settled : settled with { After = Altered(settled.After, participant => participant with { Cases = [] }) }),
        ["appeals-end"] = mechanism => new Mutant(mechanism, settled => settled with
        {
            After = Altered(settled.After, participant =>
            participant with { Cases = [.. participant.Cases.Select(one => one.Status == CaseStatus.Pending ? one with { Deadline = settled.After.Epoch + EpochSpan.Of(9), IsAppealed = true } : one)] })
        }),
        ["order-of-rulings"] = mechanism => new Mutant(mechanism, settled => settled.Report.Rulings is [{ Outcome: RulingOutcome.Confirmed }, ..]
            ? settled with { After = Altered(settled.After, participant => participant with { Cases = [.. participant.Cases.Select(one => one with { Due = one.Due + Amount.One })] }) } : settled),
        ["facts-count-once"] = mechanism => new Mutant(mechanism, settled => settled.SetAside.IsEmpty
            ? settled : settled with { After = Altered(settled.After, participant => participant with { JailedUntil = settled.After.Epoch + EpochSpan.Of(50) }) }),
        ["task-has-one-epoch"] = mechanism => new WithoutRoot(mechanism),
        ["nobody-is-stopped"] = mechanism => new Mutant(mechanism, settled => settled with { SetAside = [] }),
        ["nobody-is-shielded"] = mechanism => new Mutant(mechanism, settled => settled.SetAside.IsEmpty
            ? settled : settled with { After = Altered(settled.After, participant => participant with { JailedUntil = settled.After.Epoch + EpochSpan.Of(50) }) }),
        ["accused-stake-stays"] = mechanism => new Mutant(mechanism, settled => settled with
        {
            After = Altered(settled.After, participant =>
            participant with { Stake = new StakeAccount(participant.Participant, participant.Stake.Tranches, []) })
        }),
    };

    public static TheoryData<string, string> Cases
    {
        get
        {
            TheoryData<string, string> cases = [];
            foreach ((string name, Mechanism mechanism) in Mechanisms)
            {
                foreach (Law law in Laws(mechanism))
                {
                    cases.Add(name, law.Name);
                }
            }

            return cases;
        }
    }

    /// <summary>Absence leads to jail, so that some of the next epoch's duties fall into it.</summary>
    private static Mechanism WithDuties => Mechanism.Create(build =>
    {
        SmallNetwork.Compose(build);
        build.Reputation(new HalfLifeReputation { Reads = ConductKinds.Presence }).CountDearestIn(EpochSpan.One).Reward(reward => reward.SplitByFloor()).CountDuties(least: 4_000).Invalidate(Offence.Equivocation);
    });

    private static Mechanism WithAppeals => Appealable(SmallNetwork.Mechanism.Policy, EpochSpan.Of(3), SlashingCurve.Correlated(Ratio.Of(2)));

    private static Mechanism Appealable(MechanismPolicy policy, EpochSpan window, ISlashingCurve equivocation) => Mechanism.FromPolicy(policy with
    {
        Offences =
        [
            .. policy.Offences.Select(offence => offence.Offence == Offence.IncorrectResult ? offence with { AppealWindow = window } : offence),
            new OffencePolicy
            {
                Offence = Offence.Equivocation,
                Curve = equivocation,
                AppealWindow = window + EpochSpan.One,
                CorrelationWindow = equivocation.Reads.HasFlag(SlashingInputs.ShareAtFault) ? EpochSpan.Of(5) : EpochSpan.Zero,
            },
        ],
    });

    public static TheoryData<string> LawNames => [.. Laws(Allocations.AllocationTrial.Market).Concat(Laws(Delegations.DelegationTrial.Delegated)).Concat(Laws(Pools.PoolTrial.Plain)).Concat(Laws(Panels.CheckTrial.Recorded)).Concat(Laws(Jobs.JobTrial.Scored)).Select(law => law.Name).Distinct()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Law_holds(string mechanism, string law) => Laws(Mechanisms[mechanism]).Single(candidate => candidate.Name == law).Check(cases: 60);

    [Theory]
    [MemberData(nameof(LawNames))]
    public void Law_brokenByAMutant_isCaught(string law)
    {
        Mechanism mechanism = AppealLawNames.Contains(law) ? WithAppeals : DutyLawNames.Contains(law) ? WithDuties : JobLawNames.Contains(law) ? Jobs.JobTrial.Market : AllocationLawNames.Contains(law) ? Allocations.AllocationTrial.Market : DelegationLawNames.Contains(law) ? Delegations.DelegationTrial.Delegated : PoolLawNames.Contains(law) ? Pools.PoolTrial.Plain : RequesterLawNames.Contains(law) ? Jobs.JobTrial.Scored : CheckLawNames.Contains(law) ? Panels.CheckTrial.Recorded : SmallNetwork.Mechanism;
        IMechanism mutant = Mutants[law](mechanism);
        Assert.NotNull(MechanismLaws.For(mutant, Open(mechanism)).Single(candidate => candidate.Name == law).FindViolation(cases: 200));
    }

    private static HashSet<string> AppealLawNames => ["overturned-is-never-accused", "confirmed-is-accused-then", "appeals-end", "accused-stake-stays", "order-of-rulings"];

    private static HashSet<string> DutyLawNames => ["uncounted-duties-are-none", "void-rewards-cost-no-stake", "dearest-of-a-span-counts"];

    private static HashSet<string> DelegationLawNames =>
    [
        "postings-explain-delegations", "delegators-part-is-bounded", "latecomers-gain-nothing", "loss-follows-stake-at-fault", "own-stake-pays-first", "reward-is-claimed-once",
        "delegations-can-leave", "checks-are-paid", "check-pays-once", "silence-is-a-missed-duty", "nobody-checks-itself", "panels-are-full", "panels-in-any-order", "panels-follow-yesterday",
    ];

    private static HashSet<string> PoolLawNames => ["further-pools-are-whole", "unclaimed-pool-stays", "pool-of-work-stays"];

    private static HashSet<string> CheckLawNames =>
    [
        "checks-leave-work-alone", "work-leaves-checks-alone", "checks-are-recounted", "panels-follow-checks",
        "planted-share-is-whole", "plants-count-once", "unsealed-plants-are-none", "known-answer-decides",
    ];

    private static HashSet<string> RequesterLawNames => ["requesters-are-recounted", "low-scores-get-no-jobs", "bad-records-outlive-money"];

    private static HashSet<string> JobLawNames => ["job-money-is-whole", "escrow-follows-postings", "wrong-result-is-never-paid", "job-ends-once", "every-job-ends"];

    private static HashSet<string> AllocationLawNames =>
        ["allocation-is-its-awards", "tasks-have-one-price", "allocation-in-any-order", "access-is-kept", "former-names-allocate", "bad-bids-stop-nobody", "idle-requests-move-nothing", "every-bid-has-an-answer"];

    private static Mutant Altering(Mechanism mechanism, Func<ParticipantState, ParticipantState> alter) => new(mechanism, settled => settled with
    {
        After = Altered(settled.After, alter),
        Outcomes = [.. settled.Outcomes.Select(outcome => outcome with { After = alter(outcome.After) })],
    });

    private static NetworkState Altered(NetworkState state, Func<ParticipantState, ParticipantState> alter) =>
        state with { Participants = [.. state.Participants.Select(alter)] };

    private static IReadOnlyList<Law> Laws(Mechanism mechanism) => MechanismLaws.For(mechanism, Open(mechanism));

    private static Func<IEnumerable<KeyValuePair<ParticipantId, Amount>>, NetworkState> Open(Mechanism mechanism) =>
        deposits => mechanism.Open(Epoch.Of(5), deposits).State;

    /// <summary>A mechanism that does not hear which results were committed.</summary>
    private sealed class WithoutRoot(Mechanism mechanism) : DelegatingMechanism(mechanism)
    {
        public override bool TrySettle(
            NetworkState state, EpochReport report, [NotNullWhen(true)] out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals) =>
            base.TrySettle(state, report with { CommitmentRoot = null, CommitmentProofs = [] }, out settlement, out refusals);

        public override EpochSettlement Settle(NetworkState state, EpochReport report) => base.Settle(state, report with { CommitmentRoot = null, CommitmentProofs = [] });
    }

    /// <summary>A mechanism that does not hear who had to check.</summary>
    private sealed class WithoutChecks(Mechanism mechanism) : DelegatingMechanism(mechanism)
    {
        public override bool TrySettle(
            NetworkState state, EpochReport report, [NotNullWhen(true)] out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals) =>
            base.TrySettle(state, report with { Checks = [] }, out settlement, out refusals);

        public override EpochSettlement Settle(NetworkState state, EpochReport report) => base.Settle(state, report with { Checks = [] });
    }

    /// <summary>A mechanism whose settlements are altered after they were made.</summary>
    private class Mutant(
        Mechanism mechanism,
        Func<EpochSettlement, EpochSettlement> settle,
        Func<EpochSettlement, EpochSettlement>? attempt = null,
        Func<Explanation, Explanation>? explain = null) : DelegatingMechanism(mechanism)
    {
        public override bool TrySettle(
            NetworkState state, EpochReport report, [NotNullWhen(true)] out EpochSettlement? settlement, out ImmutableArray<SettlementRefusal> refusals)
        {
            bool settled = mechanism.TrySettle(state, report, out settlement, out refusals);
            settlement = settlement is null ? null : (attempt ?? settle)(settlement);
            return settled;
        }

        public override EpochSettlement Settle(NetworkState state, EpochReport report) => settle(mechanism.Settle(state, report));

        public override Explanation Explain(EpochSettlement settlement, ParticipantId participant) =>
            (explain ?? (explanation => explanation))(mechanism.Explain(settlement, participant));
    }

    /// <summary>A mechanism that remembers how often it was asked.</summary>
    private sealed class Forgetful(Mechanism mechanism) : Mutant(mechanism, settled => settled)
    {
        private ulong _asked;

        public override EpochSettlement Settle(NetworkState state, EpochReport report) =>
            base.Settle(state, report) with { Pool = Amount.Of(_asked++) };
    }

    /// <summary>A mechanism that settles any epoch again.</summary>
    private sealed class Repeating(Mechanism mechanism) : Mutant(mechanism, settled => settled)
    {
        public override EpochSettlement Settle(NetworkState state, EpochReport report) =>
            state.Epoch == report.Epoch ? base.Settle(state, report) : base.Settle(state, report with { Epoch = state.Epoch, Verdicts = [], Evidence = [] });
    }
}
