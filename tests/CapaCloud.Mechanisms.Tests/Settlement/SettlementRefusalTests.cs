using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Verification;
using static CapaCloud.Mechanisms.Tests.Settlement.SmallNetwork;

namespace CapaCloud.Mechanisms.Tests.Settlement;

/// <summary>Bad input is named, row by row, and changes nothing.</summary>
public sealed class SettlementRefusalTests
{
    public static TheoryData<RefusalReason, string, string> BadReports => new()
    {
        { RefusalReason.MoreMissedThanDue, "uptime", "misses 101 duties of 100 due" },
        { RefusalReason.DuplicateReport, "twice", "participants (alice)" },
        { RefusalReason.EpochInTheFuture, "tomorrow", "the report is for epoch 1, the current epoch is 0" },
        { RefusalReason.Overflow, "overflow", "exceeds" },
    };

    private static EpochReport Bad(string what) => what switch
    {
        "uptime" => Epoch0(Report(Alice, 0, 100, new MissedDuties("disk", 101))),
        "twice" => Epoch0(Report(Alice), Report(Bob), Report(Alice, 7)),
        "tomorrow" => Epoch0(Report(Alice)) with { Epoch = Epoch.Of(1) },
        "overflow" => Epoch0(Report(Alice)) with { Payments = Amount.MaxValue },
        _ => throw new ArgumentOutOfRangeException(nameof(what)),
    };

    [Theory]
    [MemberData(nameof(BadReports))]
    public void Settle_badReport_saysWhichRowAndWhy(RefusalReason reason, string what, string text)
    {
        NetworkState state = Open();
        NetworkState untouched = state with { };
        SettlementRefusedException refusal = Assert.Throws<SettlementRefusedException>(() => SmallNetwork.Mechanism.Settle(state, Bad(what)));
        Assert.Contains(refusal.Refusals, item => item.Reason == reason);
        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(untouched, state);
    }

    [Fact]
    public void Settle_everythingWrong_listsAllOfIt()
    {
        EpochReport report = Epoch0(Report(Bob, 0, 1, new MissedDuties("disk", 3)), Report(Alice, 0, 1, new MissedDuties("disk", 2)), Report(Bob));
        SettlementRefusedException refusal = Assert.Throws<SettlementRefusedException>(() => SmallNetwork.Mechanism.Settle(Open(), report));
        Assert.Equal(
            [RefusalReason.MoreMissedThanDue, RefusalReason.MoreMissedThanDue, RefusalReason.DuplicateReport],
            refusal.Refusals.Select(item => item.Reason));
    }

    [Fact]
    public void Settle_epochSettledAlready_isRefused()
    {
        EpochSettlement settled = SmallNetwork.Mechanism.Settle(Open(), Epoch0(Report(Alice)));
        Assert.False(SmallNetwork.Mechanism.TrySettle(settled.After, Epoch0(Report(Alice)), out _, out System.Collections.Immutable.ImmutableArray<SettlementRefusal> refusals));
        Assert.Equal(RefusalReason.EpochAlreadySettled, refusals.Single().Reason);
    }

    [Fact]
    public void Deposit_moreThanCanBeCounted_isRefusedByName()
    {
        NetworkState state = Open();
        StakeRefusedException refusal = Assert.Throws<StakeRefusedException>(() => SmallNetwork.Mechanism.Deposit(state, Alice, Amount.MaxValue));
        Assert.Equal(StakeRefusal.StakeOverflow, refusal.Refusal);
        Assert.Contains("alice", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SelectAudits_beaconBeforeTheCommitmentsClosed_isRefused()
    {
        CommitmentWindow window = SmallNetwork.Mechanism.Policy.Verification.Schedule.WindowOf(Epoch.Zero);
        Assert.Throws<BeaconRoundException>(() => SmallNetwork.Mechanism.SelectAudits(
            Open(), [Commitment.Of(Alice, TaskId.Of("t1"), window, default, default)], new Beacon(window.ClosingRound, default)));
    }

    [Fact]
    public void FromPolicy_brokenLawsBetweenParameters_listsAllOfThem()
    {
        MechanismPolicy policy = SmallNetwork.Mechanism.Policy with
        {
            Name = "broken",
            Stake = new StakingRules { UnbondingPeriod = EpochSpan.Of(5), LiabilityWindow = EpochSpan.Of(6) },
            Penalty = new PenaltyPolicy { BountyShare = Proportion.Percent(70), TreasuryShare = Proportion.Percent(40) },
            Offences =
            [
                new OffencePolicy { Offence = Offence.Downtime, Curve = SlashingCurve.Constant(Proportion.Half) },
                new OffencePolicy { Offence = Offence.Downtime, Curve = SlashingCurve.Constant(Proportion.Half), CircuitBreaker = Proportion.Percent(30) },
            ],
            ExcusedCauses = ["power", "power"],
        };
        PolicyRefusedException refusal = Assert.Throws<PolicyRefusedException>(() => CapaCloud.Mechanisms.Mechanism.FromPolicy(policy));
        Assert.Equal(
            ["$.stake.unbondingPeriod", "$.penalty", "$.offences[1].offence", "$.offences[1].circuitBreaker", "$.excusedCauses[1]"],
            refusal.Errors.Select(error => error.Path));
    }

    /// <summary>A window that no curve looks through is refused at its place.</summary>
    [Fact]
    public void FromPolicy_aWindowThatNobodyLooksThrough_isRefusedAtItsPlace()
    {
        OffencePolicy offence = new() { Offence = Offence.Equivocation, Curve = SlashingCurve.Constant(Proportion.Half) };
        Assert.Equal("$.offences[0].correlationWindow", ErrorOf(offence with { CorrelationWindow = EpochSpan.Of(2) }).Path);
        Assert.Equal("$.offences[0].repetitionWindow", ErrorOf(offence with { RepetitionWindow = EpochSpan.Of(2) }).Path);

        static PolicyError ErrorOf(OffencePolicy offence) =>
            Assert.Single(Assert.Throws<PolicyRefusedException>(() => CapaCloud.Mechanisms.Mechanism.FromPolicy(SmallNetwork.Mechanism.Policy with { Offences = [offence], ExcusedCauses = [] })).Errors);
    }

    /// <summary>As a policy reads whose JSON leaves them out: nobody could be punished, and no stake could leave.</summary>
    [Fact]
    public void FromPolicy_noLiabilityAndNoTranches_isRefusedAndPunishingNobodyIsNot()
    {
        MechanismPolicy policy = SmallNetwork.Mechanism.Policy;
        MechanismPolicy unliable = policy with { Stake = policy.Stake with { LiabilityWindow = default, MaximumTranches = 1 } };
        PolicyRefusedException refusal = Assert.Throws<PolicyRefusedException>(() => CapaCloud.Mechanisms.Mechanism.FromPolicy(unliable));
        Assert.Equal(["$.stake.maximumTranches", "$.stake.liabilityWindow"], refusal.Errors.Select(error => error.Path));
        CapaCloud.Mechanisms.Mechanism.FromPolicy(policy with { Stake = policy.Stake with { LiabilityWindow = default }, Offences = [], Penalty = new() });
    }

    /// <summary>A stored case about an offence that the policy does not price is named before anything is settled, and is no exception later.</summary>
    [Fact]
    public void Settle_anOpenCaseOfAnOffenceWithoutAPrice_isRefused()
    {
        Mechanism mechanism = Jobs.JobTrial.WithAppeals;
        NetworkState state = Jobs.JobTrial.Open(mechanism);
        state = mechanism.Settle(state, new EpochReport
        {
            Epoch = state.Epoch,
            Verdicts = [Verdict.Because(Jobs.JobTrial.Alice, TaskId.Of("t"), state.Epoch, VerdictReason.ContradictsAccepted)],
        }).After;
        ParticipantState alice = state.StateOf(Jobs.JobTrial.Alice);
        NetworkState forged = state with
        {
            Participants = state.Participants.ToImmutableArray().Replace(alice, alice with { Cases = [.. alice.Cases.Select(item => item with { Offence = Offence.Of("ghost") })] }),
        };
        Assert.False(mechanism.TrySettle(forged, new EpochReport { Epoch = forged.Epoch }, out _, out System.Collections.Immutable.ImmutableArray<SettlementRefusal> refusals));
        Assert.Equal(RefusalReason.InconsistentState, Assert.Single(refusals).Reason);
        Assert.Contains("'ghost', which has no price", refusals[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void OutcomeOf_aSettlementWithoutItsOutcomes_saysSo() =>
        Assert.Throws<InvalidOperationException>(() => (SmallNetwork.Mechanism.Settle(Open(), Epoch0(Report(Alice))) with { Outcomes = default }).OutcomeOf(Alice));
}
