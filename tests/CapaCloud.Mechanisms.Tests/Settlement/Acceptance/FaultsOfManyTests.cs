using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>The circuit breaker and correlation look at owners and at the epoch of the fault.</summary>
public sealed class FaultsOfManyTests
{
    private static readonly ParticipantId[] Ten = Trial.Ten();

    private static readonly Mechanism Breaking = Mechanism.Create(build => build
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent(10)).EscalatingBy(2).Capped(Proportion.One), offence => offence with
        {
            CircuitBreaker = Proportion.Percent(60),
            ForfeitsReward = true,
            Jail = EpochSpan.Of(3),
        }));

    [Fact]
    public void Breaker_open_nothingIsTakenForfeitedScoredOrCounted_norChargedLater()
    {
        NetworkState state = Trial.OpenTen(Breaking);
        Verdict[] wrong = [.. Ten.Take(6).Select(name => Trial.Wrong(name, "t", Epoch.Zero))];
        EpochSettlement open = Trial.Settle(Breaking, state, report => Work(report) with { Verdicts = [.. wrong] });
        foreach (ParticipantOutcomeView outcome in Ten.Select(name => ParticipantOutcomeView.Of(Breaking, open, name)))
        {
            Assert.Equal(new ParticipantOutcomeView(Amount.Zero, Amount.Of(10), Proportion.Half, Epoch.Zero), outcome);
        }

        EpochSettlement later = Trial.Settle(Breaking, open.After, report => Work(report) with { Verdicts = [wrong[0], Trial.Wrong(Ten[1], "second", report.Epoch)] });
        Assert.Equal(SetAsideReason.AlreadySuspended, Assert.Single(later.SetAside).Reason);
        Assert.Equal((Amount.Zero, Amount.Of(100)), (later.OutcomeOf(Ten[0]).Slashed, later.OutcomeOf(Ten[1]).Slashed));
    }

    [Fact]
    public void Breaker_oneHolderOfATenth_neverTripsIt_acrossOffencesAndEpochs()
    {
        NetworkState state = Trial.OpenTen(Breaking);
        EpochSettlement settled = Trial.Settle(Breaking, Trial.Idle(Breaking, state, 8), report => report with
        {
            Verdicts = [.. Enumerable.Range(0, 8).Select(epoch => Trial.Wrong(Ten[0], $"t{epoch}", Epoch.Of((ulong)epoch)))],
        });
        Assert.DoesNotContain(settled.After.StateOf(Ten[0]).Cases, item => item.Status == CaseStatus.Suspended);
        Assert.Equal(Amount.Of(1_000), settled.OutcomeOf(Ten[0]).Slashed);
    }

    [Fact]
    public void Correlation_severalFaultsOfOne_countOnce()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.IncorrectResult, SlashingCurve.Correlated(Ratio.Of(3)), offence => offence with { CorrelationWindow = EpochSpan.Of(4) }));
        EpochSettlement settled = Trial.Settle(mechanism, Trial.OpenTen(mechanism), report => report with
        {
            Verdicts = [.. Enumerable.Range(0, 5).Select(task => Trial.Wrong(Ten[0], $"t{task}", Epoch.Zero)), Trial.Wrong(Ten[1], "t", Epoch.Zero)],
        });

        // Two of ten owners are at fault: 3 * 0.2 of 1,000.
        Assert.Equal(Amount.Of(600), settled.OutcomeOf(Ten[1]).Slashed);
    }

    [Fact]
    public void Correlation_loneAbsentee_isNotCorrelatedWithItself()
    {
        Mechanism mechanism = Mechanism.Create(build => build.Slash(
            Offence.Downtime, SlashingCurve.Correlated(Ratio.Of(3)), offence => offence with { CorrelationWindow = EpochSpan.Of(4) }));
        NetworkState state = Trial.OpenTen(mechanism);
        List<ulong> losses = [];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            EpochSettlement settled = Trial.Settle(mechanism, state, report => report with { Participants = [Trial.AbsentRow(Ten[0])] });
            losses.Add((ulong)settled.OutcomeOf(Ten[0]).Slashed.Units);
            state = settled.After;
        }

        // 3 * 1,000 / 10,000 of 1,000; then 3 * 1,000 / 9,700 of 700; then 3 * 1,000 / 9,483 of 483. Counted by absence it would be 3 * 1,700 / 9,700.
        Assert.Equal([300UL, 217, 153], losses);
    }

    [Fact]
    public void LateRuling_countsAtTheFaultsEpoch_withThatEpochsStake()
    {
        Mechanism mechanism = Appealable(SlashingCurve.Correlated(Ratio.One), breaker: null);
        NetworkState state = Trial.Settle(mechanism, Trial.OpenTen(mechanism), report => report with { Verdicts = [Trial.Wrong(Ten[0], "t", Epoch.Zero)] }).After;
        state = mechanism.Deposit(state, Ten[9], Amount.Of(90_000)).State;
        state = Trial.Idle(mechanism, state, 2);
        EpochSettlement ruled = Trial.Settle(mechanism, state, report => report with { Rulings = [.. Trial.RuleAll(state, RulingOutcome.Confirmed)] });
        Assert.Equal(Amount.Of(100), ruled.OutcomeOf(Ten[0]).Slashed);
    }

    /// <summary>Under a new policy that remembers much less, an open case keeps the stake of its fault's epoch.</summary>
    [Fact]
    public void LateRuling_afterAPolicyThatRemembersLess_stillCountsWithTheFaultsStake()
    {
        Mechanism before = Appealable(SlashingCurve.Correlated(Ratio.One), breaker: null, appeal: 30);
        Mechanism after = Mechanism.FromPolicy(before.Policy with
        {
            Stake = before.Policy.Stake with { LiabilityWindow = EpochSpan.Of(2), UnbondingPeriod = EpochSpan.Of(2) },
            Offences = [before.Policy.Offences[0] with { AppealWindow = EpochSpan.Zero, CorrelationWindow = EpochSpan.Zero }],
        });
        NetworkState state = Trial.Settle(before, Trial.OpenTen(before), report => report with { Verdicts = [Trial.Wrong(Ten[0], "t", Epoch.Zero)] }).After;
        state = after.Migrate(state, before.Policy).State;
        state = after.Deposit(state, Ten[9], Amount.Of(90_000)).State;
        state = Trial.Idle(after, state, 28);
        EpochSettlement ruled = Trial.Settle(after, state, report => report with { Rulings = [.. Trial.RuleAll(state, RulingOutcome.Confirmed)] });
        Assert.Equal(Amount.Of(100), ruled.OutcomeOf(Ten[0]).Slashed);
    }

    [Theory]
    [InlineData(4, true)]
    [InlineData(4, false)]
    [InlineData(6, true)]
    [InlineData(6, false)]
    public void Rulings_gatheredOrSpread_comeToTheSame(int accused, bool backwards)
    {
        Mechanism mechanism = Appealable(SlashingCurve.Correlated(Ratio.One), breaker: Proportion.Percent(60));
        NetworkState state = Trial.Settle(mechanism, Trial.OpenTen(mechanism), report => report with
        {
            Verdicts = [.. Ten.Take(accused).SelectMany(name => new[] { Trial.Wrong(name, $"a-{name}", Epoch.Zero), Trial.Wrong(name, $"b-{name}", Epoch.Zero) })],
        }).After;
        Ruling[] rulings = Trial.RuleAll(state, RulingOutcome.Confirmed);
        rulings = backwards ? [.. rulings.Reverse()] : rulings;
        NetworkState gathered = Trial.Idle(mechanism, Trial.Settle(mechanism, state, report => report with { Rulings = [.. rulings] }).After, 4);
        NetworkState spread = state;
        foreach (Ruling[] part in rulings.Chunk(rulings.Length / 4))
        {
            spread = Trial.Settle(mechanism, spread, report => report with { Rulings = [.. part] }).After;
        }

        spread = Trial.Idle(mechanism, spread, (int)(gathered.Epoch.Number - spread.Epoch.Number));
        Assert.Equal(gathered.Participants.Select(one => one.Stake.Bonded), spread.Participants.Select(one => one.Stake.Bonded));
        Assert.Equal(gathered.Books, spread.Books);
        Assert.Equal(accused < 6, gathered.StateOf(Ten[0]).Stake.Bonded < Amount.Of(1_000));
    }

    private static EpochReport Work(EpochReport report) => report with
    {
        Payments = Amount.Of(100),
        Beacon = new Beacon(report.Epoch.Number + 1, default),
        Participants = [.. Ten.Select(name => new ParticipantReport { Participant = name, Work = 1 })],
    };

    private static Mechanism Appealable(ISlashingCurve curve, Proportion? breaker, ulong appeal = 6) => Mechanism.Create(build => build.Slash(
        Offence.IncorrectResult, curve, offence => offence with { AppealWindow = EpochSpan.Of(appeal), CorrelationWindow = EpochSpan.Of(2), CircuitBreaker = breaker }));

    private sealed record ParticipantOutcomeView(Amount Slashed, Amount Reward, Proportion Score, Epoch JailedUntil)
    {
        public static ParticipantOutcomeView Of(Mechanism mechanism, EpochSettlement settled, ParticipantId name) => new(
            settled.OutcomeOf(name).Slashed,
            settled.OutcomeOf(name).Reward,
            mechanism.ScoreOf(settled.After.StateOf(name), settled.After.Epoch),
            settled.After.StateOf(name).JailedUntil);
    }
}
