using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>Whatever a policy says happens, with the figures it says.</summary>
public sealed class RulesThatActTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");

    public static TheoryData<string, string> IdleParts => new()
    {
        { "a grace that no window of absences reaches", "$.offences[0].curve" },
        { "causes that nobody reads", "$.excusedCauses" },
        { "a reputation multiplier of 0", "$.reward.reputationMultiplier" },
        { "an uptime multiplier of 0", "$.reward.uptimeMultiplier" },
        { "a pay of checks from an empty treasury", "$.verification.panels.pay" },
        { "a panel for results that nobody audits", "$.verification.panels" },
        { "a panel smaller than the quorum", "$.verification.panels.seats" },
        { "the largest panel, smaller than the quorum", "$.verification.panels.seats" },
        { "a pool of slashed stake where none is taken", "$.reward.pools[0].slashedShare" },
        { "a fee of everything without issuance", "$.reward.treasuryFee" },
    };

    /// <summary>A part that can never act is refused with the nearest fix, and the same part is taken as soon as it can.</summary>
    [Theory]
    [MemberData(nameof(IdleParts))]
    public void Part_thatCanNeverAct_isRefused_andTakenWhenItCan(string part, string path)
    {
        PolicyRefusedException refusal = Assert.Throws<PolicyRefusedException>(() => Mechanism.Create(build => Compose(build, part, acts: false)));
        PolicyError error = Assert.Single(refusal.Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains("expected", error.Message, StringComparison.Ordinal);
        Assert.NotNull(Mechanism.Create(build => Compose(build, part, acts: true)));
    }

    private static void Compose(MechanismBuilder build, string part, bool acts)
    {
        _ = part switch
        {
            "a grace that no window of absences reaches" => build.Slash(
                Offence.Downtime, SlashingCurve.Linear(Proportion.Half).WithGrace(5), offence => offence with { RepetitionWindow = EpochSpan.Of(acts ? 5UL : 4UL) }),
            "causes that nobody reads" when acts => build.Excuse("disk").Slash(Offence.Downtime, SlashingCurve.Linear(Proportion.Half)),
            "causes that nobody reads" => build.Excuse("disk").Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)),
            "a reputation multiplier of 0" => build.Reward(reward => reward.TimesReputation(new LinearMultiplier(Ratio.Zero, acts ? Ratio.FromParts(1) : Ratio.Zero))),
            "an uptime multiplier of 0" => build.Reward(reward => reward.TimesUptime(new LinearMultiplier(Ratio.Zero, acts ? Ratio.FromParts(1) : Ratio.Zero))),
            "a panel for results that nobody audits" => build.Verify(verify => verify.AuditRate(acts ? Proportion.FromParts(1) : Proportion.Zero).ByPanelOf(3)).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)),
            "a panel smaller than the quorum" => build.Verify(verify => verify.AuditRate(Proportion.Half).Decide(new MajorityRule(4)).ByPanelOf(acts ? 3 : 2)).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)),
            "the largest panel, smaller than the quorum" => build.Verify(verify => verify.AuditRate(Proportion.Half).Decide(new MajorityRule(acts ? 1_001 : 1_002)).ByPanelOf(1_000)).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)),
            "a pool of slashed stake where none is taken" => (acts ? build.Slash(Offence.Equivocation, SlashingCurve.Constant(Proportion.Half)) : build).Invalidate(Offence.IncorrectResult).DividePenalties(treasury: Proportion.Half)
                .Reward(reward => reward.Pool("backing", pool => pool.SlashedShare(Proportion.Half).ByStake())),
            "a fee of everything without issuance" => build.Reward(reward => reward.TreasuryFee(Proportion.One).IssuePerEpoch(acts ? 1UL : 0UL)),
            _ => build.Verify(verify => verify.ByPanelOf(3, pay: 40)).Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half)).DividePenalties(treasury: acts ? Proportion.Percent(1) : Proportion.Zero),
        };
    }

    [Fact]
    public void Grace_forgivenOffence_countsAsAnEarlierOne() =>
        Assert.Equal([0UL, 300_000, 210_000, 147_000], WrongInEachEpoch(SlashingCurve.Constant(Proportion.Percent(30)).WithGrace(1), 4));

    [Fact]
    public void Escalation_withoutARepetitionWindow_looksBackOverTheLiabilityWindow() =>
        Assert.Equal([300_000UL, 420_000, 280_000], WrongInEachEpoch(SlashingCurve.Constant(Proportion.Percent(30)).EscalatingBy(2).Capped(Proportion.One), 3));

    [Fact]
    public void After_absenceThatLasts_costsFromTheThirdEpochOn()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Percent(10)).After(EpochSpan.Of(2))));
        NetworkState state = mechanism.Open(Epoch.Zero, [new(Alice, Amount.Of(1_000))]).State;
        List<ulong> losses = [];
        for (ulong epoch = 0; epoch < 6; epoch++)
        {
            EpochSettlement settled = mechanism.Settle(state, new EpochReport
            {
                Epoch = state.Epoch,
                Participants = [new ParticipantReport { Participant = Alice, DutiesDue = 10, Missed = [new MissedDuties("unknown", 10)] }],
            });
            losses.Add((ulong)settled.OutcomeOf(Alice).Slashed.Units);
            state = settled.After;
        }

        Assert.Equal([0UL, 0, 100, 90, 81, 73], losses);
    }

    /// <summary>A holder of a tenth of all stake never trips a breaker of 60 % alone, however many of its results are wrong.</summary>
    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(60)]
    public void Breaker_oneOwner_countsOnce(int wrong)
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One), offence => offence with { CircuitBreaker = Proportion.Percent(60) }));
        ParticipantId[] names = [.. Enumerable.Range(0, 10).Select(number => ParticipantId.Of($"p{number}"))];
        NetworkState state = mechanism.Open(Epoch.Zero, names.Select(name => KeyValuePair.Create(name, Amount.Of(1_000)))).State;
        EpochSettlement settled = mechanism.Settle(state, new EpochReport
        {
            Epoch = Epoch.Zero,
            Verdicts = [.. Enumerable.Range(0, wrong).Select(task => Verdict.Because(names[0], TaskId.Of($"t{task}"), Epoch.Zero, VerdictReason.ContradictsAccepted))],
        });
        Assert.Equal(Amount.Of(1_000), settled.OutcomeOf(names[0]).Slashed);

        EpochSettlement six = mechanism.Settle(state, new EpochReport
        {
            Epoch = Epoch.Zero,
            Verdicts = [.. names.Take(6).Select(name => Verdict.Because(name, TaskId.Of("t"), Epoch.Zero, VerdictReason.ContradictsAccepted))],
        });
        Assert.All(six.Outcomes, outcome => Assert.Equal(Amount.Zero, outcome.Slashed));
        Assert.All(six.After.Participants.Take(6), participant => Assert.Equal(CaseStatus.Suspended, participant.Cases.Single().Status));
    }

    /// <summary>Deposit in epoch 1, be accused for epoch 0, touch the account after the liability window: nothing stood there, so nothing is charged.</summary>
    [Fact]
    public void Accused_ofAnEpochInWhichNothingStood_paysNothingEver()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Stake(stake => stake.UnbondingPeriod(EpochSpan.Of(3)))
            .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.One), offence => offence with { AppealWindow = EpochSpan.Of(10) }));
        ParticipantId bob = ParticipantId.Of("bob");
        NetworkState state = mechanism.Open(Epoch.Zero, [new(bob, Amount.Of(5))]).State;
        state = mechanism.Settle(state, new EpochReport { Epoch = Epoch.Zero }).After;
        state = mechanism.Deposit(state, Alice, Amount.One).State;
        state = mechanism.Settle(state, new EpochReport
        {
            Epoch = Epoch.Of(1),
            Verdicts = [Verdict.Because(Alice, TaskId.Of("t"), Epoch.Zero, VerdictReason.ContradictsAccepted)],
        }).After;
        for (ulong epoch = 2; epoch < 20; epoch++)
        {
            state = mechanism.Deposit(state, Alice, Amount.One).State;
            Assert.True(mechanism.TrySettle(state, new EpochReport { Epoch = state.Epoch }, out EpochSettlement? settled, out _));
            Assert.Equal(Amount.Zero, settled.OutcomeOf(Alice).Slashed);
            state = settled.After;
        }
    }

    [Fact]
    public void Absence_asRowAndAsEvidence_costsOnce_inOneEpochAndInTwo()
    {
        Mechanism mechanism = Mechanism.Create(build => build
            .Slash(Offence.Downtime, SlashingCurve.Constant(Proportion.Percent(10)))
            .DividePenalties(bounty: Proportion.Half));
        ParticipantId bob = ParticipantId.Of("bob");
        NetworkState state = mechanism.Open(Epoch.Zero, [new(Alice, Amount.Of(1_000)), new(bob, Amount.Of(1_000))]).State;
        EpochReport absent = new()
        {
            Epoch = Epoch.Zero,
            Participants = [new ParticipantReport { Participant = Alice, DutiesDue = 10, Missed = [new MissedDuties("unknown", 10)] }],
        };
        Evidence evidence = new() { Offence = Offence.Downtime, Offender = Alice, FaultEpoch = Epoch.Zero, Severity = Proportion.One, Reporter = bob };
        EpochSettlement both = mechanism.Settle(state, absent with { Evidence = [evidence] });
        Assert.Equal(Amount.Of(100), both.OutcomeOf(Alice).Slashed);

        EpochSettlement first = mechanism.Settle(state, absent);
        Assert.Equal(Amount.Of(100), first.OutcomeOf(Alice).Slashed);
        EpochSettlement second = mechanism.Settle(first.After, new EpochReport { Epoch = Epoch.Of(1), Evidence = [evidence] });
        Assert.Equal(Amount.Zero, second.OutcomeOf(Alice).Slashed);
        Assert.Equal(SetAsideReason.Duplicate, Assert.Single(second.SetAside).Reason);
    }

    [Fact]
    public void WrongResult_asVerdictAndEvidence_andUnderAnotherEpoch_costsOnce()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10))));
        NetworkState state = mechanism.Open(Epoch.Zero, [new(Alice, Amount.Of(1_000))]).State;
        Evidence evidence = new() { Offence = Offence.IncorrectResult, Offender = Alice, Task = TaskId.Of("t"), FaultEpoch = Epoch.Zero, Severity = Proportion.One };
        EpochSettlement settled = mechanism.Settle(state, new EpochReport
        {
            Epoch = Epoch.Zero,
            Verdicts = [Verdict.Because(Alice, TaskId.Of("t"), Epoch.Zero, VerdictReason.ContradictsAccepted)],
            Evidence = [evidence],
        });
        Assert.Equal(Amount.Of(100), settled.OutcomeOf(Alice).Slashed);
        for (ulong epoch = 1; epoch < 4; epoch++)
        {
            settled = mechanism.Settle(settled.After, new EpochReport
            {
                Epoch = Epoch.Of(epoch),
                Verdicts = [Verdict.Because(Alice, TaskId.Of("t"), Epoch.Of(epoch), VerdictReason.ContradictsAccepted)],
            });
            Assert.Equal(Amount.Zero, settled.OutcomeOf(Alice).Slashed);
        }
    }

    private static ulong[] WrongInEachEpoch(ISlashingCurve curve, int epochs)
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(Offence.IncorrectResult, curve));
        NetworkState state = mechanism.Open(Epoch.Zero, [new(Alice, Amount.Of(1_000_000))]).State;
        List<ulong> losses = [];
        for (int epoch = 0; epoch < epochs; epoch++)
        {
            EpochSettlement settled = mechanism.Settle(state, new EpochReport
            {
                Epoch = state.Epoch,
                Verdicts = [Verdict.Because(Alice, TaskId.Of($"t{epoch}"), state.Epoch, VerdictReason.ContradictsAccepted)],
            });
            losses.Add((ulong)settled.OutcomeOf(Alice).Slashed.Units);
            state = settled.After;
        }

        return [.. losses];
    }
}
