using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>An offence that makes the epoch's reward void, and takes nothing else.</summary>
public sealed class VoidRewardTests
{
    private static readonly Offence Late = Offence.Of("late-result");

    [Theory]
    [InlineData(LostShareUse.Penalty, 20UL, 30UL, 50UL)]
    [InlineData(LostShareUse.Treasury, 50UL, 0UL, 50UL)]
    [InlineData(LostShareUse.Burned, 0UL, 50UL, 50UL)]
    [InlineData(LostShareUse.Others, 0UL, 0UL, 100UL)]
    public void Settle_aVoidReward_goesWhereTheLostShareGoes(LostShareUse use, ulong treasury, ulong burned, ulong bob)
    {
        Mechanism mechanism = Network(use);
        EpochSettlement settled = Settle(mechanism, Open(mechanism), Fault(Epoch.Zero));
        ParticipantOutcome alice = settled.OutcomeOf(Trial.Alice);

        Assert.Equal((Amount.Zero, Amount.Zero, Epoch.Zero, Amount.Of(1_000)), (alice.Reward, alice.Slashed, alice.After.JailedUntil, alice.After.Stake.Total));
        Assert.Contains(mechanism.Explain(settled, Trial.Alice).Steps, step => step.Formula == "no claim on the pool: a fault of this epoch forfeits its reward");
        Assert.Equal((Amount.Of(treasury), Amount.Of(burned), Amount.Of(bob)), (settled.After.Treasury, settled.After.Books.Burned, settled.OutcomeOf(Trial.Bob).Reward));
    }

    /// <summary>The same fault brought again, as a dearer one and under another epoch, makes no second reward void; another fault does.</summary>
    [Fact]
    public void Settle_theSameFaultAgain_makesNoSecondRewardVoid()
    {
        Mechanism mechanism = Network(LostShareUse.Penalty);
        NetworkState after = Settle(mechanism, Open(mechanism), Fault(Epoch.Zero, Proportion.Half)).After;
        Assert.Equal(Amount.Of(50), Settle(mechanism, after, Fault(Epoch.Zero)).OutcomeOf(Trial.Alice).Reward);
        Assert.Equal(Amount.Of(50), Settle(mechanism, after, Fault(Epoch.Of(1))).OutcomeOf(Trial.Alice).Reward);
        Assert.Equal(Amount.Zero, Settle(mechanism, after, Fault(Epoch.Of(1), subject: '8')).OutcomeOf(Trial.Alice).Reward);
    }

    [Theory]
    [InlineData(RulingOutcome.Overturned, 50UL, 0UL)]
    [InlineData(RulingOutcome.Confirmed, 0UL, 50UL)]
    public void Settle_anAppealedVoidReward_waitsAndIsPaidOrForfeited(RulingOutcome outcome, ulong returned, ulong forfeited)
    {
        Mechanism mechanism = Network(LostShareUse.Penalty, EpochSpan.Of(3));
        EpochSettlement accused = Settle(mechanism, Open(mechanism), Fault(Epoch.Zero));
        Assert.Equal((Amount.Of(50), Amount.Of(50)), (accused.OutcomeOf(Trial.Alice).Withheld, accused.OutcomeOf(Trial.Bob).Reward));
        ParticipantOutcome ruled = Trial.Settle(mechanism, accused.After, report => report with { Rulings = [.. Trial.RuleAll(accused.After, outcome)] }).OutcomeOf(Trial.Alice);
        Assert.Equal((Amount.Of(returned), Amount.Of(forfeited), Amount.Of(1_000)), (ruled.Returned, ruled.Forfeited, ruled.After.Stake.Total));
    }

    /// <summary>The score falls as with any fault.</summary>
    [Fact]
    public void Settle_aVoidReward_lowersTheScore()
    {
        Mechanism mechanism = Network(LostShareUse.Penalty);
        NetworkState state = Open(mechanism);
        Assert.True(mechanism.ScoreOf(Settle(mechanism, state, Fault(Epoch.Zero)).After.StateOf(Trial.Alice), Epoch.Of(1)) < mechanism.ScoreOf(Settle(mechanism, state).After.StateOf(Trial.Alice), Epoch.Of(1)));
    }

    [Fact]
    public void Validate_aVoidRewardWithJail_isRefused() => Assert.Equal(
        "$.offences[0].jail",
        Assert.Single(PolicyValidator.Validate(Network(LostShareUse.Penalty).Policy with
        {
            Offences = [new OffencePolicy { Offence = Late, Curve = SlashingCurve.Constant(Proportion.Zero), ForfeitsReward = true, Jail = EpochSpan.One }],
        })).Path);

    [Fact]
    public void Validate_nothingAtAll_isRefused() => Assert.Equal(
        "$.offences[0].curve",
        Assert.Single(PolicyValidator.Validate(Network(LostShareUse.Penalty).Policy with
        {
            Offences = [new OffencePolicy { Offence = Late, Curve = SlashingCurve.Constant(Proportion.Zero) }],
        })).Path);

    private static Mechanism Network(LostShareUse use, EpochSpan appeal = default) => Mechanism.Create(build => build
        .Invalidate(Late, offence => offence with { AppealWindow = appeal })
        .DividePenalties(treasury: Proportion.Percent(40))
        .Reward(reward => reward.LostShare(use)));

    private static NetworkState Open(Mechanism mechanism) => Trial.Open(mechanism, (Trial.Alice, 1_000), (Trial.Bob, 1_000));

    private static Evidence Fault(Epoch epoch, Proportion? severity = null, char subject = '7') => new()
    {
        Offence = Late,
        Offender = Trial.Alice,
        FaultEpoch = epoch,
        Severity = severity ?? Proportion.One,
        Subject = Digest.Parse(new string(subject, 64)),
    };

    private static EpochSettlement Settle(Mechanism mechanism, NetworkState state, params Evidence[] evidence) => Trial.Settle(mechanism, state, report => report with
    {
        Payments = Amount.Of(100),
        Beacon = new Beacon(1, Digest.Parse(new string('5', 64))),
        Participants = [new ParticipantReport { Participant = Trial.Alice, Work = 1 }, new ParticipantReport { Participant = Trial.Bob, Work = 1 }],
        Evidence = [.. evidence],
    });
}
