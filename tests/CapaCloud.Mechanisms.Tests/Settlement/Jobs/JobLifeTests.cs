using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using static CapaCloud.Mechanisms.Tests.Settlement.Jobs.JobTrial;

namespace CapaCloud.Mechanisms.Tests.Settlement.Jobs;

/// <summary>Each way in which a job ends, to the unit: price 1,000, bond 200, fee 5 %, one epoch of grace, reviewed for two.</summary>
public sealed class JobLifeTests
{
    [Fact]
    public void Award_reservesPriceAndBond_andMovesNoMoney()
    {
        NetworkState before = Open(Market), after = Market.Award(before, Award());
        Assert.True(Market.TryAward(before, Award(), out NetworkState? tried, out JobRefusal refusal));
        Assert.Equal((after, JobRefusal.None), (tried, refusal));
        Assert.Equal(new RequesterState(Carol, Amount.Of(3_800), Amount.Of(1_200)), after.MoneyOf(Carol));
        Assert.Equal(before.Books, after.Books);
        Assert.Equal(Amount.Of(1_000), Market.CoverOf(after, Alice).OpenValue);
        Assert.Empty(StateValidator.Validate(after));
    }

    [Fact]
    public void Accepted_paysThePriceLessTheFee_andTheBondGoesBack()
    {
        JobOutcome ended = Ended(Play(Market, [Say(JobEvent.Delivered), Say(JobEvent.Accepted)]));
        Assert.Equal((JobEnding.Accepted, 950UL, 50UL, 200UL), Figures(ended));
    }

    [Fact]
    public void Unopposed_isPaidWhenTheReviewPeriodHasPassed()
    {
        EpochSettlement[] epochs = Play(Market, [Say(JobEvent.Delivered)], [], []);
        Assert.Empty(epochs[1].OutcomeOf(Alice).Jobs);
        Assert.Equal((JobEnding.Unopposed, 950UL, 50UL, 200UL), Figures(Ended(epochs)));
        Assert.Equal(Amount.Of(50), epochs[^1].After.Treasury);
        Assert.Equal(new RequesterState(Carol, Amount.Of(4_000), Amount.Zero), epochs[^1].After.MoneyOf(Carol));
    }

    [Fact]
    public void FoundRight_isPaidAtOnce()
    {
        EpochSettlement settled = Settle(Market, Awarded(Market), report => report with { Jobs = [Say(JobEvent.Delivered)], Verdicts = [Right()] });
        Assert.Equal((JobEnding.FoundRight, 950UL, 50UL, 200UL), Figures(Ended([settled])));
    }

    [Fact]
    public void FoundWrong_isNeverPaid_andCostsStake()
    {
        EpochSettlement settled = Settle(Market, Awarded(Market), report => report with { Jobs = [Say(JobEvent.Delivered), Say(JobEvent.Accepted)], Verdicts = [Wrong()] });
        Assert.Equal((JobEnding.FoundWrong, 0UL, 0UL, 1_200UL), Figures(Ended([settled])));
        Assert.Equal(Amount.Of(5_000), settled.OutcomeOf(Alice).Slashed);
    }

    [Theory]
    [InlineData(RulingOutcome.Overturned, JobEnding.Accepted, 950UL)]
    [InlineData(RulingOutcome.Confirmed, JobEnding.FoundWrong, 0UL)]
    public void Accused_waitsForTheAppeal_andTheAcceptanceIsRemembered(RulingOutcome ruling, JobEnding ending, ulong paid)
    {
        EpochSettlement accused = Settle(WithAppeals, Awarded(WithAppeals), report => report with { Jobs = [Say(JobEvent.Delivered), Say(JobEvent.Accepted)], Verdicts = [Wrong()] });
        Assert.Empty(accused.OutcomeOf(Alice).Jobs);
        FaultCase open = accused.After.StateOf(Alice).Cases[0];
        EpochSettlement ruled = Settle(WithAppeals, accused.After, report => report with { Rulings = [new Ruling(Alice, open.Key, ruling)] });
        Assert.Equal((ending, paid), (Ended([ruled]).Ending, (ulong)Ended([ruled]).ToProvider.Units));
    }

    [Fact]
    public void NotDelivered_givesEverythingBack_andIsAnOffenceByItself()
    {
        EpochSettlement[] epochs = Play(Market, [], [], []);
        Assert.Empty(epochs[1].OutcomeOf(Alice).Jobs);
        Assert.Equal((JobEnding.NotDelivered, 0UL, 0UL, 1_200UL), Figures(Ended(epochs)));
        Assert.Equal(Amount.Of(1_000), epochs[2].OutcomeOf(Alice).Slashed);
    }

    /// <summary>One epoch late of a grace of one: half the time is gone, so half the price is credited back.</summary>
    [Fact]
    public void Late_earnsLess_andNeverFallsOffACliff()
    {
        JobOutcome ended = Ended(Play(Market, [], [], [Say(JobEvent.Delivered), Say(JobEvent.Accepted)]));
        Assert.Equal((JobEnding.Accepted, 475UL, 25UL, 700UL), Figures(ended));
    }

    /// <summary>97 % of what was promised: 30 of 1,000 go back, the fee is floor(970 * 5 %) = 48.</summary>
    [Fact]
    public void Shortfall_isCreditedToTheRequester()
    {
        JobOutcome ended = Ended(Play(Market, [Say(JobEvent.Delivered, shortfallPercent: 3), Say(JobEvent.Accepted)]));
        Assert.Equal((JobEnding.Accepted, 922UL, 48UL, 230UL), Figures(ended));
    }

    [Fact]
    public void Cancelled_paysTheCancellationFee()
    {
        EpochSettlement[] epochs = Play(Market, [Say(JobEvent.Cancelled)]);
        Assert.Equal((JobEnding.Cancelled, 100UL, 0UL, 1_100UL), Figures(Ended(epochs)));
        Assert.Contains(epochs[0].Postings, posting => posting.Reason == PostingReason.Cancellation && posting.To == LedgerAccount.Wallet(Alice));
    }

    [Theory]
    [InlineData(JobEvent.RuledForProvider, JobEnding.RuledForProvider, 1_150UL, 50UL, 0UL)]
    [InlineData(JobEvent.RuledForRequester, JobEnding.RuledForRequester, 0UL, 0UL, 1_200UL)]
    [InlineData(JobEvent.Accepted, JobEnding.Accepted, 1_150UL, 50UL, 0UL)]
    public void Disputed_isDecidedByARuling_orGivenUpForTheBond(JobEvent word, JobEnding ending, ulong provider, ulong fee, ulong requester)
    {
        EpochSettlement[] epochs = Play(Market, [Say(JobEvent.Delivered), Say(JobEvent.Disputed)], [Say(word)]);
        Assert.Empty(epochs[0].OutcomeOf(Alice).Jobs);
        Assert.Equal((ending, provider, fee, requester), Figures(Ended(epochs)));
    }

    [Fact]
    public void Undecided_isParted_andTheBondGoesBack()
    {
        EpochSettlement[] epochs = Play(Market, [Say(JobEvent.Delivered), Say(JobEvent.Disputed)], [], [], []);
        Assert.Empty(epochs[2].OutcomeOf(Alice).Jobs);
        Assert.Equal((JobEnding.NoRuling, 475UL, 25UL, 700UL), Figures(Ended(epochs)));
    }

    /// <summary>A requester that sees the ruling come cannot save its bond by accepting in the same epoch.</summary>
    [Fact]
    public void Ruling_countsBeforeAnAcceptanceOfTheSameEpoch()
    {
        EpochSettlement[] epochs = Play(Market, [Say(JobEvent.Delivered), Say(JobEvent.Disputed)], [Say(JobEvent.Accepted), Say(JobEvent.RuledForRequester)]);
        Assert.Equal(JobEnding.RuledForRequester, Ended(epochs).Ending);
        Assert.Contains(epochs[1].SetAside, item => item is { Item: ReportItem.Job, Reason: SetAsideReason.Contradicted, Event: JobEvent.Accepted });
    }

    [Theory]
    [InlineData(JobEvent.Accepted, SetAsideReason.WrongStage)]
    [InlineData(JobEvent.Disputed, SetAsideReason.WrongStage)]
    [InlineData(JobEvent.RuledForProvider, SetAsideReason.WrongStage)]
    [InlineData(JobEvent.None, SetAsideReason.Incomplete)]
    public void Event_thatDoesNotFitTheStage_isSetAside(JobEvent what, SetAsideReason reason)
    {
        EpochSettlement settled = Settle(Market, Awarded(Market), Say(what));
        SetAsideItem item = Assert.Single(settled.SetAside);
        Assert.Equal(reason, item.Reason);
        Assert.DoesNotContain("offence", item.ToString(), StringComparison.Ordinal);
        Assert.Equal(JobStage.Awarded, settled.After.StateOf(Alice).Jobs[0].Stage);
    }

    [Fact]
    public void Event_ofNoJobOrNobody_isSetAside_andStopsNobody()
    {
        EpochSettlement settled = Settle(
            Market, Awarded(Market), Say(JobEvent.Delivered, "other"), Say(JobEvent.Delivered) with { Provider = ParticipantId.Of("stranger") }, default, Say(JobEvent.Delivered), Say(JobEvent.Delivered));
        Assert.Equal(
            [SetAsideReason.UnknownParticipant, SetAsideReason.UnknownParticipant, SetAsideReason.NoOpenJob, SetAsideReason.Duplicate],
            settled.SetAside.Select(item => item.Reason).OrderBy(reason => reason == SetAsideReason.Duplicate).ThenBy(reason => reason == SetAsideReason.NoOpenJob));
        Assert.Equal(JobStage.Delivered, settled.After.StateOf(Alice).Jobs[0].Stage);
        Assert.All(settled.SetAside, item => Assert.Contains("set aside", item.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public void Rulings_forBothSides_countForNobody_andTheTextSaysSo()
    {
        EpochSettlement[] epochs = Play(Market, [Say(JobEvent.Delivered), Say(JobEvent.Disputed)], [Say(JobEvent.RuledForProvider), Say(JobEvent.RuledForRequester)]);
        Assert.Equal(2, epochs[1].SetAside.Length);
        Assert.All(epochs[1].SetAside, item => Assert.Contains("another ruling of the same epoch is for the other side", item.ToString(), StringComparison.Ordinal));
        Assert.Empty(epochs[1].OutcomeOf(Alice).Jobs);
    }

    [Fact]
    public void AcceptedAndDisputed_inOneEpoch_saysNothing()
    {
        EpochSettlement settled = Settle(Market, Awarded(Market), Say(JobEvent.Delivered), Say(JobEvent.Accepted), Say(JobEvent.Disputed));
        Assert.Equal(2, settled.SetAside.Count(item => item.Reason == SetAsideReason.Contradicted));
        Assert.Equal(JobStage.Delivered, settled.After.StateOf(Alice).Jobs[0].Stage);
    }

    /// <summary>A result may be committed before it is delivered, and judged under either epoch: from the award on it is the job's.</summary>
    [Theory]
    [InlineData(0UL)]
    [InlineData(1UL)]
    [InlineData(2UL)]
    public void Verdict_underAnyEpochSinceTheAward_endsTheJob(ulong epoch)
    {
        EpochSettlement[] epochs = Play(Market, [], [Say(JobEvent.Delivered)]);
        EpochSettlement judged = Settle(Market, epochs[^1].After, report => report with { Verdicts = [Wrong(epoch)] });
        Assert.Equal(JobEnding.FoundWrong, Assert.Single(judged.OutcomeOf(Alice).Jobs).Ending);
        Assert.Equal(Amount.Of(5_000), judged.OutcomeOf(Alice).Slashed);
    }

    /// <summary>A cheap job of the same task shields nobody from what was done under its name before, and does not suffer for it.</summary>
    [Fact]
    public void Verdict_ofWhatWasDoneBeforeTheAward_costsStakeAndLeavesTheJobAlone()
    {
        NetworkState state = Market.Award(Settle(Market, Open(Market)).After, Award(price: 1, deadline: 9));
        EpochSettlement judged = Settle(Market, state, report => report with { Verdicts = [Wrong()], Jobs = [Say(JobEvent.Delivered)] });
        Assert.Empty(judged.SetAside);
        Assert.Equal(Amount.Of(5_000), judged.OutcomeOf(Alice).Slashed);
        Assert.Equal(JobStage.Delivered, Assert.Single(judged.After.StateOf(Alice).Jobs).Stage);
        Assert.Equal(JobEnding.Accepted, Assert.Single(Settle(Market, judged.After, Say(JobEvent.Accepted)).OutcomeOf(Alice).Jobs).Ending);
    }

    [Fact]
    public void Verdict_beforeTheDelivery_isRememberedUntilIt()
    {
        EpochSettlement accused = Settle(Market, Open(Market) is var open ? Market.Award(open, Award(deadline: 5)) : open, report => report with { Verdicts = [Wrong()] });
        Assert.Equal(JobStage.Awarded, Assert.Single(accused.After.StateOf(Alice).Jobs).Stage);
        Assert.Equal(JobEnding.FoundWrong, Assert.Single(Settle(Market, accused.After, Say(JobEvent.Delivered)).OutcomeOf(Alice).Jobs).Ending);
    }

    [Fact]
    public void Unbond_keepsWhatCoversOpenWork()
    {
        NetworkState state = Market.Award(Open(Market), Award());
        StakeRefusedException refused = Assert.Throws<StakeRefusedException>(() => Market.Unbond(state, Alice, Amount.Of(9_001)));
        Assert.Equal(StakeRefusal.CoversOpenWork, refused.Refusal);
        Assert.Equal(Amount.Of(1_000), Market.Unbond(state, Alice, Amount.Of(9_000)).State.StateOf(Alice).Stake.Bonded);
    }

    [Fact]
    public void Migrate_toAPolicyWithoutJobs_givesTheMoneyBack()
    {
        NetworkState state = Awarded(Market);
        Mechanism plain = Mechanism.FromPolicy(Market.Policy with { Jobs = null, Offences = [Market.Policy.Offences[0]] });
        Migration migration = plain.Migrate(state, Market.Policy);
        Assert.Contains(migration.Changes, change => change.Effect == MigrationEffect.JobReturned);
        Assert.Equal(new RequesterState(Carol, Amount.Of(5_000), Amount.Zero), migration.State.MoneyOf(Carol));
        Assert.Empty(StateValidator.Validate(migration.State));
        Assert.Equal(Amount.Of(5_000), plain.Reclaim(migration.State, Carol, Amount.Of(5_000)).Postings[0].Amount);
    }

    private static NetworkState Awarded(Mechanism mechanism) => mechanism.Award(Open(mechanism), Award());

    private static EpochSettlement[] Play(Mechanism mechanism, params JobReport[][] epochs)
    {
        NetworkState state = Awarded(mechanism);
        List<EpochSettlement> settled = [];
        foreach (JobReport[] jobs in epochs)
        {
            settled.Add(Settle(mechanism, state, jobs));
            state = settled[^1].After;
        }

        return [.. settled];
    }

    private static JobOutcome Ended(EpochSettlement[] epochs)
    {
        JobOutcome ended = Assert.Single(epochs[^1].OutcomeOf(Alice).Jobs);
        Assert.Empty(epochs[^1].After.StateOf(Alice).Jobs);
        return ended;
    }

    private static (JobEnding Ending, ulong Provider, ulong Fee, ulong Requester) Figures(JobOutcome job) =>
        (job.Ending, (ulong)job.ToProvider.Units, (ulong)job.Fee.Units, (ulong)job.ToRequester.Units);

    private static Verdict Wrong(ulong epoch = 0) => Verdict.Because(Alice, TaskId.Of("t"), Epoch.Of(epoch), VerdictReason.ContradictsAccepted);

    private static Verdict Right() => Verdict.Because(Alice, TaskId.Of("t"), Epoch.Zero, VerdictReason.MatchesAccepted);
}
