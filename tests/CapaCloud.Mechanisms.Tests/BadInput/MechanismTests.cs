using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Tests.Settlement;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.BadInput;

/// <summary>Builders, policies and the acts of a mechanism.</summary>
public sealed class MechanismTests
{
    private static readonly Mechanism Small = SmallNetwork.Mechanism;

    private static readonly NetworkState State = SmallNetwork.Open();

    private static readonly ParticipantId Alice = SmallNetwork.Alice, Stranger = ParticipantId.Of("stranger");

    private static readonly BadCase[] Cases =
    [
        new("create: nothing said", typeof(ArgumentNullException), () => Mechanism.Create(null!), "build"),
        new("policy: null", typeof(ArgumentNullException), () => Mechanism.FromPolicy(null!), "policy"),
        new("builder: no name", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Name(null!)), "name", "null"),
        Refused("builder: a blank name", build => build.Name("  "), "$.name"),
        new("builder: no curve", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Slash(Offence.Downtime, null!)), "curve", "null"),
        new("builder: an offence becomes null", typeof(ArgumentException), () => Mechanism.Create(build => build.Slash(Offence.Downtime, Half, _ => null!)), "build", "null"),
        new("builder: no reputation", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Reputation(null!)), "model", "null"),
        new("builder: no splitter", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Reward(reward => reward.Split(null!))), "splitter", "null"),
        new("builder: no multiplier", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Reward(reward => reward.TimesUptime(null!))), "multiplier", "null"),
        new("builder: no sampler", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Verify(verify => verify.Sample(null!))), "sampler", "null"),
        new("builder: no rule of verdicts", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Verify(verify => verify.Decide(null!))), "rule", "null"),
        new("builder: no schedule", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Verify(verify => verify.CommitBy(null!))), "schedule", "null"),
        new("builder: no stake", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Stake(null!)), "build"),
        new("builder: no reward", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Reward(null!)), "build"),
        new("builder: no checks", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Verify(null!)), "build"),
        new("builder: no names of rules", typeof(ArgumentNullException), () => Mechanism.Create(build => build.NameRules(null!)), "types"),
        Refused("policy: an unnamed offence", build => build.Slash(default, Half), "$.offences[0].offence", "name"),
        Refused("policy: an offence twice", build => build.Slash(Offence.Downtime, Half).Slash(Offence.Downtime, Half), "'downtime'", "twice"),
        Refused("policy: leaves before it is found", build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(5)).LiabilityWindow(EpochSpan.Of(6))), "5 epochs", "6"),
        Refused("policy: nothing is ever liable", build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.Zero)).Slash(Offence.Downtime, Half), "0 epochs", "at least 1"),
        Refused("policy: one tranche", build => build.Stake(stake => stake.MaximumTranches(1)), "is 1", "at least 2"),
        Refused("policy: fewer tranches than none", build => build.Stake(stake => stake.MaximumTranches(-1)), "is -1", "at least 2"),
        Refused("policy: a window of ages", build => build.Stake(stake => stake.UnbondingPeriod(EpochSpan.MaxValue)), "18,446,744,073,709,551,615 epochs", "at most"),
        Refused("policy: jail for ever", build => build.Slash(Offence.Downtime, Half, offence => offence with { Jail = EpochSpan.MaxValue }), "$.offences[0].jail", "18,446,744,073,709,551,615 epochs"),
        Refused("policy: a bounty of everything", build => build.Slash(Offence.Downtime, Half).DividePenalties(bounty: Proportion.One), "$.penalty.bountyShare", "below one"),
        Refused("policy: more paid than taken", build => build.Slash(Offence.Downtime, Half).DividePenalties(Proportion.Percent(60), Proportion.Percent(60)), "0.6", "more than one"),
        Refused("policy: where penalties go, and none", build => build.DividePenalties(treasury: Proportion.Half), "$.penalty"),
        Refused("policy: a breaker of a half", build => build.Slash(Offence.Downtime, Half, offence => offence with { CircuitBreaker = Proportion.Half }), "$.offences[0].circuitBreaker", "0.5"),
        Refused("policy: repetition that nothing reads", build => build.Slash(Offence.Downtime, Half, offence => offence with { RepetitionWindow = EpochSpan.Of(3) }), "3 epochs", "earlier offences"),
        Refused("policy: correlation that nothing reads", build => build.Slash(Offence.Downtime, Half, offence => offence with { CorrelationWindow = EpochSpan.Of(3) }), "3 epochs", "stake at fault"),
        Refused("policy: a wrong result that lasts", build => build.Slash(Offence.IncorrectResult, Half.After(EpochSpan.Of(2))), "'downtime'", "lasts"),
        Refused("policy: an absence under appeal", build => build.Slash(Offence.Downtime, Half, offence => offence with { AppealWindow = EpochSpan.Of(2) }), "appeal"),
        Refused("policy: a cause twice", build => build.Excuse("power", "power"), "'power'", "twice"),
        Refused("policy: a blank cause", build => build.Excuse(" "), "$.excusedCauses[0]"),
        new("builder: no cause", typeof(ArgumentNullException), () => Mechanism.Create(build => build.Excuse((string)null!)), "causes", "null"),
        new("policy: no parts", typeof(PolicyRefusedException), () => Mechanism.FromPolicy(Small.Policy with { Stake = null!, Reward = null!, Penalty = null! }), "$.stake", "$.reward", "$.penalty"),
        new("open: no deposits", typeof(ArgumentNullException), () => Small.Open(Epoch.Zero, null!), "deposits"),
        new("open: a name twice", typeof(ArgumentException), () => Small.Open(Epoch.Zero, [Pay(Alice, 1_000), Pay(Alice, 1_000)]), "'alice'", "twice"),
        new("open: nobody", typeof(ArgumentException), () => Small.Open(Epoch.Zero, [Pay(default, 1_000)]), "owner"),
        new("open: too little", typeof(StakeRefusedException), () => Small.Open(Epoch.Zero, [Pay(Alice, 999)]), "999", "1,000"),
        new("open: more than there can be", typeof(OverflowException), () => Small.Open(Epoch.Zero, [new(Alice, Amount.MaxValue), new(Stranger, Amount.MaxValue)]), "2^128 - 1"),
        new("deposit: no state", typeof(ArgumentNullException), () => Small.Deposit(null!, Alice, Amount.One), "state"),
        new("deposit: nobody", typeof(ArgumentException), () => Small.Deposit(State, default, Amount.Of(1_000)), "owner"),
        new("deposit: nothing", typeof(StakeRefusedException), () => Small.Deposit(State, Alice, Amount.Zero), "0"),
        new("deposit: a newcomer's too little", typeof(StakeRefusedException), () => Small.Deposit(State, Stranger, Amount.Of(7)), "7", "1,000"),
        new("unbond: a stranger", typeof(KeyNotFoundException), () => Small.Unbond(State, Stranger, Amount.One), "'stranger'", "deposit stake first"),
        new("unbond: more than there is", typeof(StakeRefusedException), () => Small.Unbond(State, Alice, Amount.Of(10_001)), "10,001", "10,000"),
        new("cancel: a stranger", typeof(KeyNotFoundException), () => Small.CancelUnbonding(State, Stranger, Amount.One), "'stranger'"),
        new("cancel: nothing leaves", typeof(StakeRefusedException), () => Small.CancelUnbonding(State, Alice, Amount.One), "1"),
        new("withdraw: a stranger", typeof(KeyNotFoundException), () => Small.Withdraw(State, Stranger), "'stranger'"),
        new("audits: no state", typeof(ArgumentNullException), () => Small.SelectAudits(null!, [], default), "state"),
        new("audits: no commitments", typeof(ArgumentNullException), () => Small.SelectAudits(State, null!, default), "commitments"),
        new("audits: no beacon", typeof(BeaconRoundException), () => Small.SelectAudits(State, [SmallCommitment()], default), "1"),
        new("adjudicate: no tasks", typeof(ArgumentNullException), () => Small.Adjudicate(null!), "tasks"),
        new("adjudicate: a default task", typeof(ArgumentException), () => Small.Adjudicate([default]), "default", "task"),
        new("settle: no state", typeof(ArgumentNullException), () => Small.Settle(null!, SmallNetwork.Epoch0()), "state"),
        new("settle: no report", typeof(ArgumentNullException), () => Small.Settle(State, null!), "report"),
        new("explain: a stranger", typeof(KeyNotFoundException), () => Small.Explain(Small.Settle(State, SmallNetwork.Epoch0()), Stranger), "'stranger'", "epoch 0"),
        new("explain: no settlement", typeof(ArgumentNullException), () => Small.Explain((EpochSettlement)null!, Alice), "settlement"),
        new("outcome: a stranger", typeof(KeyNotFoundException), () => Small.Settle(State, SmallNetwork.Epoch0()).OutcomeOf(Stranger), "'stranger'", "epoch 0"),
        new("migrate: no state", typeof(ArgumentNullException), () => Small.Migrate(null!, Small.Policy), "state"),
        new("migrate: no old policy", typeof(ArgumentNullException), () => Small.Migrate(State, null!), "oldPolicy"),
        new("climate: no faults", typeof(ArgumentNullException), () => Small.Climate(State, default, null!), "faults"),
        new("terms: no climate", typeof(ArgumentNullException), () => Small.Terms(State, null!, null!, Amount.One), "climate"),
        new("close: no terms", typeof(ArgumentNullException), () => Small.Close(State, null!, [], []), "terms"),
        new("state: nobody to find", typeof(KeyNotFoundException), () => State.StateOf(default), "deposit stake first"),
    ];

    private static ISlashingCurve Half => SlashingCurve.Constant(Proportion.Half);

    public static TheoryData<string> Names => BadInputTable.Names(Cases);

    [Theory]
    [MemberData(nameof(Names))]
    public void RefusedByName(string name) => BadInputTable.Check(Cases, name);

    /// <summary>Default lists of every act are empty ones.</summary>
    [Fact]
    public void DefaultLists_areEmpty()
    {
        Assert.Empty(Small.Adjudicate(default(System.Collections.Immutable.ImmutableArray<TaskAnswers>)));
        Assert.Empty(Small.SelectAudits(State, default(System.Collections.Immutable.ImmutableArray<Mechanisms.Verification.Commitment>), default).Audits);
        Assert.Empty((State with { Participants = default, Stakes = default, Liability = default }).Participants);
        Assert.Empty(new SelectedAudits(default, default).SetAside);
        Assert.Empty((Small.Policy with { Offences = default, Penalty = new() }).Offences);
        Assert.Empty((Small.Policy with { ExcusedCauses = default }).ExcusedCauses);
    }

    private static BadCase Refused(string name, Action<MechanismBuilder> build, params string[] says) =>
        new(name, typeof(PolicyRefusedException), () => Mechanism.Create(build), says);

    private static KeyValuePair<ParticipantId, Amount> Pay(ParticipantId name, ulong units) => new(name, Amount.Of(units));

    private static Mechanisms.Verification.Commitment SmallCommitment() =>
        Mechanisms.Verification.Commitment.Of(Alice, TaskId.Of("t"), Small.Policy.Verification.Schedule.WindowOf(Epoch.Zero), default, default);
}
