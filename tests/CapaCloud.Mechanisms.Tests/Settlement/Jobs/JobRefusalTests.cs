using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using static CapaCloud.Mechanisms.Tests.Settlement.Jobs.JobTrial;

namespace CapaCloud.Mechanisms.Tests.Settlement.Jobs;

/// <summary>Bad awards, bad money and bad rules of jobs: each has its own reason, and nothing is changed.</summary>
public sealed class JobRefusalTests
{
    public static TheoryData<JobRefusal, string> Awards => new()
    {
        { JobRefusal.Incomplete, "no task" },
        { JobRefusal.Incomplete, "no requester" },
        { JobRefusal.OwnJob, "itself" },
        { JobRefusal.UnknownProvider, "stranger" },
        { JobRefusal.UnknownClass, "class" },
        { JobRefusal.NoAmount, "free" },
        { JobRefusal.ValueOutOfRange, "cheap value" },
        { JobRefusal.ValueOutOfRange, "dear value" },
        { JobRefusal.DeadlineTooSoon, "soon" },
        { JobRefusal.NotCovered, "not covered" },
        { JobRefusal.NotEnoughFunds, "poor" },
        { JobRefusal.NotEnoughFunds, "no bond left" },
        { JobRefusal.TaskKnown, "twice" },
    };

    [Theory]
    [MemberData(nameof(Awards))]
    public void Award_thatDoesNotFit_isRefused(JobRefusal reason, string what)
    {
        NetworkState state = Open(Market);
        JobAward good = Award();
        JobAward bad = what switch
        {
            "no task" => good with { Task = default },
            "no requester" => good with { Requester = default },
            "itself" => good with { Requester = Alice },
            "stranger" => good with { Provider = ParticipantId.Of("stranger") },
            "class" => good with { Class = "cpu" },
            "free" => good with { Price = Amount.Zero },
            "cheap value" => good with { Value = Amount.Of(999) },
            "dear value" => good with { Value = Amount.MaxValue },
            "soon" => good with { Deadline = Epoch.Zero },
            "not covered" => good with { Value = Amount.Of(10_001) },
            "poor" => good with { Price = Amount.Of(5_001), Value = Amount.Of(5_001) },
            "no bond left" => good with { Price = Amount.Of(4_500), Value = Amount.Of(4_500) },
            _ => good,
        };
        state = what == "twice" ? Market.Award(state, good) : state;
        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Market.Award(state, bad));
        Assert.False(Market.TryAward(state, bad, out NetworkState? after, out JobRefusal refusal));
        Assert.Null(after);
        Assert.Equal(refused.Refusal, refusal);
        Assert.Equal(reason, refused.Refusal);
        Assert.Contains("expected", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A gain of a millionth lets a small stake cover more than can be counted; the sum of the open work stays countable, and every later act with it.</summary>
    [Fact]
    public void Award_ofMoreThanCanBeCounted_isRefused_andTheProviderLivesOn()
    {
        Mechanism market = Mechanism.FromPolicy(Market.Policy with
        {
            Jobs = Market.Policy.Jobs! with
            {
                Classes = [new JobClass("gpu-hour", Amount.MaxValue, EpochSpan.One)],
                Cover = new CoverRule(Ratio.FromParts(1), Ratio.Of(1_000_000_000_000_000_000)),
            },
        });
        NetworkState state = market.Fund(market.Open(Epoch.Zero, [KeyValuePair.Create(Alice, Amount.Of(1_000_000))]).State, Carol, Amount.Of(5_000)).State;
        state = market.Award(state, Award() with { Value = Amount.MaxValue - Amount.Of(1_500) });
        Assert.False(market.TryAward(state, Award("u") with { Value = Amount.Of(1_501) }, out _, out JobRefusal refusal));
        Assert.Equal(JobRefusal.NotCovered, refusal);
        state = market.Award(state, Award("u") with { Value = Amount.Of(1_500) });
        Assert.Equal(Amount.MaxValue, market.CoverOf(state, Alice).OpenValue);
        Assert.Throws<StakeRefusedException>(() => market.Unbond(state, Alice, Amount.Of(999_900)));
        Assert.Empty(StateValidator.Validate(JobTrial.Settle(market, state).After));
    }

    /// <summary>A stored state whose open work cannot be counted is named as such, and nothing of it throws.</summary>
    [Fact]
    public void State_withMoreOpenWorkThanCanBeCounted_isInconsistent()
    {
        NetworkState state = Market.Award(Market.Award(Open(Market), Award()), Award("u"));
        ParticipantState alice = state.StateOf(Alice);
        NetworkState forged = state with
        {
            Participants = state.Participants.ToImmutableArray().Replace(alice, alice with { Jobs = [.. alice.Jobs.Select(job => job with { Value = Amount.MaxValue })] }),
        };
        Assert.Contains(StateValidator.Validate(forged), found => found.ToString().Contains("2^128 - 1", StringComparison.Ordinal));
    }

    [Fact]
    public void Award_ofATaskThatWasJudged_isRefused()
    {
        NetworkState state = Market.Award(Open(Market), Award());
        state = Settle(Market, state, report => report with
        {
            Jobs = [Say(JobEvent.Delivered)],
            Verdicts = [Verdict.Because(Alice, TaskId.Of("t"), Epoch.Zero, VerdictReason.MatchesAccepted)],
        }).After;
        Assert.Equal(JobRefusal.TaskKnown, Assert.Throws<JobRefusedException>(() => Market.Award(state, Award(deadline: 2))).Refusal);
    }

    [Fact]
    public void Award_toWhoIsBelowTheMinimumBond_isRefused()
    {
        Mechanism dearer = Mechanism.FromPolicy(Market.Policy with { Stake = Market.Policy.Stake with { MinimumBond = Amount.Of(10_001) } });
        NetworkState state = dearer.Migrate(Open(Market), Market.Policy).State;
        Assert.Equal(JobRefusal.BelowMinimumBond, Assert.Throws<JobRefusedException>(() => dearer.Award(state, Award())).Refusal);
        Assert.Equal(Amount.Zero, dearer.CoverOf(state, Alice).LiableStake);
    }

    [Fact]
    public void Money_thatIsNotFree_staysIn()
    {
        NetworkState state = Market.Award(Open(Market), Award());
        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Market.Reclaim(state, Carol, Amount.Of(3_801)));
        Assert.Equal(JobRefusal.NotEnoughFunds, refused.Refusal);
        Assert.Equal(Amount.Zero, Market.Reclaim(state, Carol, Amount.Of(3_800)).State.MoneyOf(Carol).Free);
        Assert.Equal(JobRefusal.NotEnoughFunds, Assert.Throws<JobRefusedException>(() => Market.Reclaim(state, Bob, Amount.One)).Refusal);
        Assert.Equal(JobRefusal.NoAmount, Assert.Throws<JobRefusedException>(() => Market.Fund(state, Bob, Amount.Zero)).Refusal);
    }

    [Fact]
    public void Requester_thatTakesEverythingOut_isForgotten()
    {
        NetworkState state = Market.Reclaim(Open(Market), Carol, Amount.Of(5_000)).State;
        Assert.Equal([Dave], state.Requesters.Select(requester => requester.Requester));
        Assert.Empty(StateValidator.Validate(state));
    }

    [Fact]
    public void PolicyWithoutJobs_hasNone()
    {
        Mechanism plain = Mechanism.Create(build => build.Name("plain"));
        Assert.Equal(JobRefusal.NoJobs, Assert.Throws<JobRefusedException>(() => plain.Fund(plain.Genesis(Epoch.Zero), Carol, Amount.One)).Refusal);
    }

    public static TheoryData<string> BadRules => ["no class", "class twice", "class without a name", "class without value", "no review", "no price for wrong results", "grace too long", "bond without disputes", "service underpays", "half a cover", "undelivered without jobs"];

    [Theory]
    [MemberData(nameof(BadRules))]
    public void Policy_withRulesThatCannotWork_isRefused(string what)
    {
        MechanismPolicy policy = Market.Policy;
        JobPolicy jobs = policy.Jobs!;
        JobClass kind = jobs.Classes[0];
        MechanismPolicy bad = what switch
        {
            "no class" => policy with { Jobs = jobs with { Classes = [] } },
            "class twice" => policy with { Jobs = jobs with { Classes = [kind, kind] } },
            "class without a name" => policy with { Jobs = jobs with { Classes = [kind with { Name = "" }] } },
            "class without value" => policy with { Jobs = jobs with { Classes = [kind with { MaximumValue = Amount.Zero }] } },
            "no review" => policy with { Jobs = jobs with { ReviewPeriod = EpochSpan.Zero } },
            "no price for wrong results" => policy with { Offences = [policy.Offences[1]] },
            "grace too long" => policy with { Jobs = jobs with { Grace = EpochSpan.Of(10) } },
            "bond without disputes" => policy with { Jobs = jobs with { RulingPeriod = EpochSpan.Zero } },
            "service underpays" => policy with { Jobs = jobs with { Service = new ConstantMultiplier(Ratio.FromParts(Proportion.PartsPerOne / 2)) } },
            "half a cover" => policy with { Jobs = jobs with { Cover = new CoverRule(Ratio.One, Ratio.Zero) } },
            _ => policy with { Jobs = null },
        };
        PolicyRefusedException refused = Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(bad));
        Assert.Contains("$.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void State_withJobs_isStoredAndComesBack()
    {
        NetworkState state = Settle(Market, Market.Award(Market.Award(Open(Market), Award()), Award("u", 700, 3)), Say(JobEvent.Delivered, shortfallPercent: 7), Say(JobEvent.Disputed)).After;
        Assert.Equal(state, StateJson.Read(StateJson.Write(state)));
        Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));
        Assert.Equal(Market.Policy, PolicyJson.Read(PolicyJson.Write(Market.Policy)));
    }

    [Theory]
    [InlineData("reserved")]
    [InlineData("nobody")]
    [InlineData("stage")]
    [InlineData("order")]
    public void State_whoseJobsContradictIt_isNamed(string what)
    {
        NetworkState state = Market.Award(Market.Award(Open(Market), Award()), Award("u"));
        ParticipantState alice = state.StateOf(Alice);
        NetworkState bad = what switch
        {
            "reserved" => state with { Requesters = [state.Requesters[0] with { Free = state.Requesters[0].Free + Amount.One, Reserved = state.Requesters[0].Reserved - Amount.One }, state.Requesters[1]] },
            "nobody" => state with { Requesters = [state.Requesters[1]] },
            "stage" => state with { Participants = state.Participants.SetItem(0, alice with { Jobs = [alice.Jobs[0] with { Stage = JobStage.Delivered, DeliveredAt = Epoch.Of(9) }, alice.Jobs[1]] }) },
            _ => state with { Participants = state.Participants.SetItem(0, alice with { Jobs = [alice.Jobs[1], alice.Jobs[0]] }) },
        };
        Assert.NotEmpty(StateValidator.Validate(bad));
    }
}
