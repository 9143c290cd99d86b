namespace CapaCloud.Mechanisms.Tests.Settlement.Acceptance;

/// <summary>One result is one fault, whatever it is called and whichever policy prices it; and a report that costs nothing moves no fault.</summary>
public sealed class OneFaultOneKeyTests
{
    private static readonly Mechanism Wrong = Compose(unrevealed: null), Both = Compose(unrevealed: Proportion.Half), Dear = Compose(unrevealed: Proportion.One);

    private static readonly Mechanism Escalating = Mechanism.Create(build => build
        .Slash(Offence.IncorrectResult, SlashingCurve.Linear(Proportion.Percent(10)).EscalatingBy(Ratio.Of(3)), offence => offence with { RepetitionWindow = EpochSpan.Of(3) }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NotRevealed_broughtAgainAfterAMigration_costsNothingMore(bool reversed)
    {
        (Mechanism first, Mechanism then) = reversed ? (Both, Wrong) : (Wrong, Both);
        EpochSettlement charged = Trial.Settle(first, Trial.Open(first, (Trial.Alice, 10_000)), report => report with { Verdicts = [NotRevealed()] });
        EpochSettlement again = Trial.Settle(then, then.Migrate(charged.After, first.Policy).State, report => report with { Verdicts = [NotRevealed()] });

        Assert.Equal((Amount.Of(5_000), Amount.Zero), (charged.OutcomeOf(Trial.Alice).Slashed, again.OutcomeOf(Trial.Alice).Slashed));
    }

    [Fact]
    public void NotRevealedAndWrong_ofOneTask_costOnce()
    {
        EpochSettlement settled = Trial.Settle(Both, Trial.Open(Both, (Trial.Alice, 10_000)), report => report with { Verdicts = [NotRevealed(), Trial.Wrong(Trial.Alice, "x", Epoch.Zero)] });
        Assert.Equal(Amount.Of(5_000), settled.OutcomeOf(Trial.Alice).Slashed);
    }

    /// <summary>Called by its cheaper name first, in the same report or before, a fault costs what the dearer name costs.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NotRevealed_dearerThanWrong_costsTheDearerPrice(bool inOneReport)
    {
        NetworkState state = Trial.Open(Dear, (Trial.Alice, 10_000));
        EpochSettlement light = Trial.Settle(Dear, state, report => report with { Verdicts = [Trial.Wrong(Trial.Alice, "x", Epoch.Zero), .. inOneReport ? [NotRevealed()] : Array.Empty<Verdict>()] });
        EpochSettlement dear = Trial.Settle(Dear, light.After, report => report with { Verdicts = [NotRevealed()] });

        Assert.Equal(Amount.Of(10_000), light.OutcomeOf(Trial.Alice).Slashed + dear.OutcomeOf(Trial.Alice).Slashed);
    }

    /// <summary>A friend reports the known fault for a later epoch, as a light one: the fault between the two is still a repetition.</summary>
    [Fact]
    public void LighterReport_underALaterEpoch_shieldsNoRepetition()
    {
        NetworkState state = Trial.Idle(Escalating, Trial.Open(Escalating, (Trial.Alice, 10_000)), 4);
        Bring(ref state, "x", 1, 100);
        EpochSettlement moved = Bring(ref state, "x", 3, 1);
        Assert.Equal(Amount.Zero, moved.OutcomeOf(Trial.Alice).Slashed);
        Assert.Equal(Amount.Of(3_000), Bring(ref state, "y", 2, 100).OutcomeOf(Trial.Alice).Slashed);
    }

    /// <summary>A competitor reports the known fault for a later epoch: what comes long after it is no repetition.</summary>
    [Fact]
    public void LighterReport_underALaterEpoch_makesNoRepetition()
    {
        NetworkState state = Trial.Idle(Escalating, Trial.Open(Escalating, (Trial.Alice, 10_000)), 9);
        Bring(ref state, "x", 1, 100);
        Bring(ref state, "x", 8, 1);
        Assert.Equal(Amount.Of(1_000), Bring(ref state, "z", 9, 100).OutcomeOf(Trial.Alice).Slashed);
    }

    private static EpochSettlement Bring(ref NetworkState state, string task, ulong epoch, uint percent)
    {
        EpochSettlement settled = Trial.Settle(Escalating, state, report => report with { Evidence = [Trial.WrongEvidence(Trial.Alice, task, Epoch.Of(epoch), Proportion.Percent(percent))] });
        state = settled.After;
        return settled;
    }

    private static Verdict NotRevealed() => Verdict.Because(Trial.Alice, TaskId.Of("x"), Epoch.Zero, VerdictReason.NotRevealed);

    private static Mechanism Compose(Proportion? unrevealed) => Mechanism.Create(build =>
    {
        build.Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Half));
        _ = unrevealed is { } part ? build.Slash(Offence.UnrevealedResult, SlashingCurve.Constant(part)) : build;
    });
}
