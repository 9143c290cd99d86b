using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>Stake, curves, reputation, verification and rewards.</summary>
public sealed class PrimitiveTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    private static readonly StakingRules Rules = new() { MinimumBond = Amount.Of(100), UnbondingPeriod = EpochSpan.Of(5), LiabilityWindow = EpochSpan.Of(5) };

    private static readonly StakeAccount Account = StakeAccount.Open(Alice).Deposit(Amount.Of(500), Epoch.Of(10), Rules).Account;

    private static readonly Answer Voice = Answer.Of(Alice, default);

    private static readonly BadCase[] Cases =
    [
        new("stake: no rules", typeof(ArgumentNullException), () => Account.Deposit(Amount.One, Epoch.Of(10), null!), "rules"),
        new("stake: nothing to deposit", typeof(StakeRefusedException), () => Account.Deposit(Amount.Zero, Epoch.Of(10), Rules), "0"),
        new("stake: below the minimum bond", typeof(StakeRefusedException), () => StakeAccount.Open(Alice).Deposit(Amount.Of(99), Epoch.Of(10), Rules), "99", "100"),
        new("stake: above the largest amount", typeof(StakeRefusedException), () => Account.Deposit(Amount.MaxValue, Epoch.Of(10), Rules), "340,282,366,920,938,463,463,374,607,431,768,211,455"),
        new("stake: more than is bonded", typeof(StakeRefusedException), () => Account.Unbond(Amount.Of(501), Epoch.Of(10), Rules), "501", "500"),
        new("stake: a rest below the minimum", typeof(StakeRefusedException), () => Account.Unbond(Amount.Of(450), Epoch.Of(10), Rules), "50", "100"),
        new("stake: more than is unbonding", typeof(StakeRefusedException), () => Account.CancelUnbonding(Amount.Of(7), Epoch.Of(10), Rules), "7"),
        new("stake: an epoch in the past", typeof(StakeRefusedException), () => Account.Deposit(Amount.Of(100), Epoch.Of(9), Rules), "9", "10"),
        new("stake: behind nobody", typeof(ArgumentException), () => Account.Deposit(Amount.One, default(ParticipantId), Epoch.Of(10), Rules), "somebody"),
        new("stake: redelegated to the same", typeof(ArgumentException), () => Account.Redelegate(Amount.One, Alice, Alice, Epoch.Of(10), Rules), "alice"),
        new("stake: a fault in the future", typeof(StakeRefusedException), () => Account.Slash(Epoch.Of(11), Proportion.Half, Epoch.Of(10), Rules), "11", "10"),
        new("stake: a fault that is too old", typeof(StakeRefusedException), () => Account.Slash(Epoch.Of(4), Proportion.Half, Epoch.Of(10), Rules), "4", "10"),
        new("stake: held for a fault in the future", typeof(StakeRefusedException), () => Account.Hold(Epoch.Of(11), Epoch.Of(10), Rules), "11", "10"),
        new("curve: no inner curve", typeof(ArgumentNullException), () => ((ISlashingCurve)null!).Capped(Proportion.One), "inner"),
        new("curve: a list with null", typeof(ArgumentException), () => SlashingCurve.Maximum(SlashingCurve.Constant(Proportion.Half), null!), "null"),
        new("curve: exponent 0", typeof(ArgumentOutOfRangeException), () => SlashingCurve.Power(Proportion.One, 0), "from 1 to", "0"),
        new("curve: a correlation exponent of 0", typeof(ArgumentOutOfRangeException), () => SlashingCurve.Correlated(Ratio.One, 0), "0"),
        new("curve: escalating downwards", typeof(ArgumentOutOfRangeException), () => SlashingCurve.Constant(Proportion.Half).EscalatingBy(Ratio.Zero), "at least 1"),
        new("curve: steps that fall", typeof(ArgumentException), () => SlashingCurve.Stepped(new CurveStep(Proportion.Half, Proportion.One), new CurveStep(Proportion.One, Proportion.Half)), "0.5"),
        new("curve: 64 nested wrappers", typeof(ArgumentException), () => Nested(64), "curve"),
        new("bounty: the whole loss", typeof(ArgumentOutOfRangeException), () => _ = new BountyRule { Share = Proportion.One }, "less than 1"),
        new("span: of no epochs", typeof(ArgumentOutOfRangeException), () => _ = new MaximumInSpanCombination { Span = EpochSpan.Zero }, "0 epochs", "at least 1"),
        new("liveness: a window of 0 duties", typeof(ArgumentOutOfRangeException), () => _ = new LivenessRules { Window = 0, MinimumPresent = 0 }, "from 1 to"),
        new("liveness: fewer than none present", typeof(ArgumentOutOfRangeException), () => _ = new LivenessRules { Window = 10, MinimumPresent = -1 }, "-1", "at least 0"),
        new("headroom: more missed than due", typeof(ArgumentOutOfRangeException), () => Headroom.Of(SlashingCurve.Linear(Proportion.One), default, 3, 2, Amount.One), "2 duties", "3"),
        new("headroom: no curve", typeof(ArgumentNullException), () => Headroom.Of(null!, default, 0, 1, Amount.One), "curve"),
        new("tally: steps out of order", typeof(ArgumentException), () => _ = new FaultTally([new FaultStep(Epoch.Of(5), Amount.One), new FaultStep(Epoch.Of(4), Amount.Zero)]), "epoch 4", "5"),
        new("tally: a step that changes nothing", typeof(ArgumentException), () => _ = new FaultTally([new FaultStep(Epoch.Of(5), Amount.Zero)]), "0 units"),
        new("register: one key twice", typeof(ArgumentException), () => _ = new EvidenceRegister(EpochSpan.One, [new CountedEvidence(default, Epoch.Zero), new CountedEvidence(default, Epoch.Zero)]), "twice"),
        new("register: no list", typeof(ArgumentNullException), () => _ = new EvidenceRegister(EpochSpan.One, null!), "counted"),
        new("reputation: no half-life", typeof(ArgumentOutOfRangeException), () => _ = new BetaReputation { HalfLife = EpochSpan.Zero }, "0 epochs", "at least 1"),
        new("reputation: reads nothing", typeof(ArgumentOutOfRangeException), () => _ = new BetaReputation { Reads = 0 }, "at least one"),
        new("reputation: reads what there is not", typeof(ArgumentOutOfRangeException), () => _ = new HalfLifeReputation { Reads = (ConductKinds)64 }, "64"),
        new("reputation: a streak of 0", typeof(ArgumentOutOfRangeException), () => _ = new StreakReputation { LeastStreak = 0 }, "at least 1"),
        new("reputation: faults for certain", typeof(ArgumentOutOfRangeException), () => _ = new CredibilityReputation { FaultRate = Proportion.One }, "is 1", "less"),
        new("reputation: nothing at stake", typeof(ArgumentOutOfRangeException), () => _ = new ValueWeightedReputation { ValueAtStake = Ratio.Zero }, "is 0"),
        new("reputation: conduct of no kind", typeof(ArgumentOutOfRangeException), () => new BetaReputation().Add(default, new Conduct(Epoch.Zero, (ConductKind)9, Ratio.One, Ratio.Zero)), "9"),
        new("reputation: columns of two lengths", typeof(ArgumentException), () => ReputationColumn.Add(new BetaReputation(), new ReputationRecord[2], new Conduct[3]), "3", "2"),
        new("schedule: all epochs in one round", typeof(ArgumentOutOfRangeException), () => _ = new CommitmentSchedule(0, 0, 1), "at least 1", "0"),
        new("schedule: drawn when it closes", typeof(ArgumentOutOfRangeException), () => _ = new CommitmentSchedule(0, 1, 0), "at least 1", "0"),
        new("schedule: after the last round", typeof(ArgumentOutOfRangeException), () => new CommitmentSchedule(0, 2, 1).WindowOf(Epoch.MaxValue), "18446744073709551615"),
        new("sampler: nobody audited", typeof(ArgumentOutOfRangeException), () => _ = new ReputationAdaptiveSampler(Proportion.Zero, Proportion.One), "above 0"),
        new("sampler: newcomers trusted most", typeof(ArgumentOutOfRangeException), () => _ = new ReputationAdaptiveSampler(Proportion.Half, Proportion.Percent(1)), "0.5", "0.01"),
        new("sampler: an audit for nothing", typeof(ArgumentOutOfRangeException), () => _ = new StakeWeightedSampler(Amount.Zero, Proportion.Half), "0 base units"),
        new("rule: a quorum of 1", typeof(ArgumentOutOfRangeException), () => _ = new MajorityRule(1), "at least 2", "1"),
        new("rule: one match", typeof(ArgumentOutOfRangeException), () => _ = new FirstToMatchRule(1), "2", "1"),
        new("rule: infallible", typeof(ArgumentOutOfRangeException), () => _ = new CredibilityRule(Proportion.Percent(99), Proportion.One), "below 1"),
        new("rule: one choice", typeof(ArgumentOutOfRangeException), () => _ = new CredibilityRule(Proportion.Percent(99), Proportion.Half, choices: 1), "at least 2", "1"),
        new("rule: a median of two", typeof(ArgumentOutOfRangeException), () => _ = new WeightedMedianRule(Proportion.Half, Ratio.One, leastVoices: 2), "3", "2"),
        new("rule: too little room", typeof(ArgumentException), () => new MajorityRule(2).Judge(new TaskAnswers(TaskId.Of("t"), Epoch.Zero, [Voice]), []), "1"),
        new("answers: no task", typeof(ArgumentException), () => _ = new TaskAnswers(default, Epoch.Zero, [Voice]), "task"),
        new("answers: nobody's", typeof(ArgumentException), () => _ = new TaskAnswers(TaskId.Of("t"), Epoch.Zero, [default(Answer)]), "t", "author"),
        new("answers: two of one author", typeof(ArgumentException), () => _ = new TaskAnswers(TaskId.Of("t"), Epoch.Zero, [Voice, Voice]), "alice", "twice"),
        new("answers: an unknown status", typeof(ArgumentOutOfRangeException), () => _ = new TaskAnswers(TaskId.Of("t"), Epoch.Zero, [Voice with { Status = (AnswerStatus)77 }]), "77"),
        new("verdict: on nobody", typeof(ArgumentException), () => Verdict.Because(default, TaskId.Of("t"), Epoch.Zero, VerdictReason.MatchesAccepted), "participant"),
        new("verdict: without a task", typeof(ArgumentException), () => Verdict.Because(Alice, default, Epoch.Zero, VerdictReason.MatchesAccepted), "alice", "task"),
        new("verdict: a reason that there is not", typeof(ArgumentOutOfRangeException), () => Verdict.Because(Alice, TaskId.Of("t"), Epoch.Zero, (VerdictReason)77), "77"),
        new("verdict: an outcome that there is not", typeof(ArgumentOutOfRangeException), () => _ = new Verdict(Alice, TaskId.Of("t"), Epoch.Zero, (VerdictOutcome)77, VerdictReason.MatchesAccepted, default), "77"),
        new("verdict: wrong because it matches", typeof(ArgumentOutOfRangeException), () => _ = new Verdict(Alice, TaskId.Of("t"), Epoch.Zero, VerdictOutcome.Incorrect, VerdictReason.MatchesAccepted, default), "MatchesAccepted", "Incorrect"),
        new("seed: without a beacon", typeof(BeaconRoundException), () => SelectionSeed.After(CommitmentSchedule.Default.WindowOf(Epoch.Of(3)), default, SelectionPurpose.Audit), "7"),
        new("seed: of another round", typeof(BeaconRoundException), () => SelectionSeed.After(CommitmentSchedule.Default.WindowOf(Epoch.Of(3)), new Beacon(8, default), SelectionPurpose.Audit), "7", "8"),
        new("seed: without a purpose", typeof(ArgumentException), () => SelectionSeed.After(CommitmentSchedule.Default.WindowOf(Epoch.Of(3)), new Beacon(7, default), default), "purpose"),
        new("seed: default", typeof(InvalidOperationException), () => default(SelectionSeed).For(Alice), "SelectionSeed.After"),
        new("splitter: too little room", typeof(ArgumentException), () => new FloorSplitter().Split(Amount.One, new UInt128[3], default, new Amount[2]), "3", "2"),
        new("splitter: no keys for ties", typeof(ArgumentException), () => new LargestRemainderSplitter().Split(Amount.One, new UInt128[3], default, new Amount[3]), "3"),
        new("splitter: weights above 128 bits", typeof(OverflowException), () => new FloorSplitter().Split(Amount.One, [UInt128.MaxValue, UInt128.One], TieBreak.ByKeys([0, 1]), new Amount[2]), "2^128"),
        new("splitter: weight above the total", typeof(ArgumentOutOfRangeException), () => new FloorSplitter().Share(Amount.One, 3, 2), "3", "2"),
        new("multiplier: no points", typeof(ArgumentException), () => _ = new PiecewiseLinearMultiplier([]), "at least one point"),
        new("multiplier: default points", typeof(ArgumentException), () => _ = new PiecewiseLinearMultiplier(default), "at least one point"),
        new("multiplier: points out of order", typeof(ArgumentException), () => _ = new PiecewiseLinearMultiplier([new MultiplierPoint(Proportion.One, Ratio.One), new MultiplierPoint(Proportion.Half, Ratio.One)]), "0.5"),
    ];

    public static TheoryData<string> Names => BadInputTable.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public void Refused(string name) => BadInputTable.Check(Cases, name);

    private static ISlashingCurve Nested(int depth)
    {
        ISlashingCurve curve = SlashingCurve.Constant(Proportion.Half);
        for (int level = 0; level < depth; level++)
        {
            curve = curve.WithTolerance(Proportion.FromParts(1)).Scaled(Ratio.One);
        }

        return curve;
    }
}
