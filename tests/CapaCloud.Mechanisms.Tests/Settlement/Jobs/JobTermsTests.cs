using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Staking;
using static CapaCloud.Mechanisms.Tests.Settlement.Jobs.JobTrial;

namespace CapaCloud.Mechanisms.Tests.Settlement.Jobs;

/// <summary>A job keeps the rules that it was awarded under, whatever the policy becomes.</summary>
public sealed class JobTermsTests
{
    /// <summary>The requester had two epochs to review and three to be ruled on; the new policy gives one and none.</summary>
    [Fact]
    public void Dispute_thatTheNewPolicyHasNot_isStillHeard_andParted()
    {
        Mechanism changed = With(jobs => jobs with { ReviewPeriod = EpochSpan.One, RulingPeriod = EpochSpan.Zero, DisputeBond = Proportion.Zero, Fee = Proportion.One });
        NetworkState state = Settle(Market, Market.Award(Open(Market), Award()), Say(JobEvent.Delivered)).After;
        Migration migration = changed.Migrate(state, Market.Policy);
        MigrationChange told = Assert.Single(migration.Changes);
        Assert.Equal(MigrationEffect.JobTermsKept, told.Effect);
        Assert.Equal("1 open job keeps the rules of the award: review of 2 epochs instead of 1 epoch, ruling of 3 epochs instead of 0 epochs", told.Message);

        EpochSettlement settled = Settle(changed, Stored(migration.State), Say(JobEvent.Disputed));
        for (int epoch = 0; epoch < 3; epoch++)
        {
            Assert.Empty(settled.OutcomeOf(Alice).Jobs);
            settled = Settle(changed, Stored(settled.After));
        }

        JobOutcome ended = Assert.Single(settled.OutcomeOf(Alice).Jobs);
        // Half of 1,000 each, a fee of 5 % of what was earned, and the bond back.
        Assert.Equal((JobEnding.NoRuling, 475UL, 25UL, 700UL), (ended.Ending, (ulong)ended.ToProvider.Units, (ulong)ended.Fee.Units, (ulong)ended.ToRequester.Units));
    }

    [Fact]
    public void Grace_thatTheNewPolicyHasNot_isKept_andNewJobsHaveTheNewRules()
    {
        Mechanism changed = With(jobs => jobs with { Grace = EpochSpan.Zero });
        NetworkState state = changed.Migrate(Market.Award(Open(Market), Award()), Market.Policy).State;
        state = changed.Award(state, Award("second"));
        EpochSettlement settled = Settle(changed, Settle(changed, state).After);
        Assert.Equal((JobEnding.NotDelivered, TaskId.Of("second")), (Assert.Single(settled.OutcomeOf(Alice).Jobs).Ending, settled.OutcomeOf(Alice).Jobs[0].Task));
        settled = Settle(changed, settled.After, Say(JobEvent.Delivered), Say(JobEvent.Accepted));
        Assert.Equal((JobEnding.Accepted, TaskId.Of("t")), (Assert.Single(settled.OutcomeOf(Alice).Jobs).Ending, settled.OutcomeOf(Alice).Jobs[0].Task));
    }

    /// <summary>A window that shrank below the kept grace: who delivers nothing pays all the same.</summary>
    [Fact]
    public void Undelivered_afterAShrunkenWindow_isStillCharged()
    {
        Mechanism before = With(jobs => jobs with { Grace = EpochSpan.Of(5) });
        MechanismPolicy policy = With(jobs => jobs with { Grace = EpochSpan.Zero }).Policy;
        Mechanism after = Mechanism.FromPolicy(policy with { Stake = policy.Stake with { LiabilityWindow = EpochSpan.Of(2) } });
        NetworkState state = after.Migrate(before.Award(Open(before), Award(deadline: 3)), before.Policy).State;
        Amount slashed = Amount.Zero;
        List<JobOutcome> ended = [];
        while (state.Epoch < Epoch.Of(12))
        {
            EpochSettlement settled = Settle(after, state);
            slashed += settled.OutcomeOf(Alice).Slashed;
            ended.AddRange(settled.OutcomeOf(Alice).Jobs);
            state = settled.After;
        }

        Assert.Equal(JobEnding.NotDelivered, Assert.Single(ended).Ending);
        Assert.Equal(Amount.Of(1_000), slashed);
    }

    [Fact]
    public void Cover_loosened_letsNothingGo_andTightened_holdsNothingMore()
    {
        NetworkState state = Market.Award(Open(Market), Award(price: 4_000));
        Mechanism loose = With(jobs => jobs with { Cover = default }), tight = With(jobs => jobs with { Cover = new CoverRule(Ratio.Of(2), Ratio.One) });
        Assert.Equal(StakeRefusal.CoversOpenWork, Assert.Throws<StakeRefusedException>(() => loose.Unbond(loose.Migrate(state, Market.Policy).State, Alice, Amount.Of(6_001))).Refusal);
        Assert.Equal(Amount.Of(4_000), loose.Unbond(loose.Migrate(state, Market.Policy).State, Alice, Amount.Of(6_000)).State.StateOf(Alice).Stake.Bonded);
        NetworkState kept = tight.Migrate(state, Market.Policy).State;
        Assert.Equal(Amount.Of(4_000), tight.Unbond(kept, Alice, Amount.Of(6_000)).State.StateOf(Alice).Stake.Bonded);

        // What is left beside the old job covers new work by the new rule: 6,000 cover 3,000.
        Assert.Equal(new ProviderCover(Alice, Amount.Of(6_000), Amount.Zero), tight.CoverOf(kept, Alice));
        NetworkState asked = tight.Fund(kept, Dave, Amount.Of(50_000)).State;
        Assert.False(tight.TryAward(asked, Award("more", 3_001) with { Requester = Dave }, out _, out JobRefusal refusal));
        Assert.Equal(JobRefusal.NotCovered, refusal);
        Assert.True(tight.TryAward(asked, Award("more", 3_000) with { Requester = Dave }, out _, out _));
    }

    [Fact]
    public void BackUnderItsOwnRules_aJobCarriesNoneAnyMore_andWithoutJobsItEnds()
    {
        NetworkState state = Market.Award(Open(Market), Award());
        Mechanism changed = With(jobs => jobs with { ReviewPeriod = EpochSpan.Of(9) });
        NetworkState there = changed.Migrate(state, Market.Policy).State;
        Assert.NotNull(there.StateOf(Alice).Jobs[0].Terms);
        Assert.Equal(state, Market.Migrate(there, changed.Policy).State);

        // A fee is fixed at the award: no other rule changed, and the job carries nothing.
        Mechanism dearer = With(jobs => jobs with { Fee = Proportion.Percent(50) });
        Assert.Null(dearer.Migrate(state, Market.Policy).State.StateOf(Alice).Jobs[0].Terms);
    }

    [Fact]
    public void ForgedTerms_areRefusedByName_andNothingIsSettled()
    {
        Mechanism changed = With(jobs => jobs with { ReviewPeriod = EpochSpan.Of(9) });
        NetworkState state = changed.Migrate(Market.Award(Open(Market), Award()), Market.Policy).State;
        ParticipantState alice = state.StateOf(Alice);
        foreach (string text in new[] { "{}", "nonsense", "[1]", """{"service":{"kind":"no-such-rule"}}""" })
        {
            NetworkState forged = state with { Participants = state.Participants.ToImmutableArray().Replace(alice, alice with { Jobs = [alice.Jobs[0] with { Terms = text }] }) };
            Assert.False(changed.TrySettle(forged, new EpochReport { Epoch = forged.Epoch }, out _, out var refusals));
            Assert.Equal(RefusalReason.InconsistentState, Assert.Single(refusals).Reason);
            Assert.Contains("rules of an earlier policy", refusals[0].Message, StringComparison.Ordinal);
        }

        NetworkState empty = state with { Participants = state.Participants.ToImmutableArray().Replace(alice, alice with { Jobs = [alice.Jobs[0] with { Terms = "" }] }) };
        Assert.Contains(StateValidator.Validate(empty), static item => item.Message.Contains("keeps rules without any text", StringComparison.Ordinal));
    }

    private static Mechanism With(Func<JobPolicy, JobPolicy> change) => Mechanism.FromPolicy(Market.Policy with { Jobs = change(Market.Policy.Jobs!) });

    /// <summary>The state after a way to JSON and back, and to bytes and back.</summary>
    private static NetworkState Stored(NetworkState state)
    {
        Assert.Equal(state, StateJson.Read(StateJson.Write(state)));
        Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));
        return StateBinary.Read(StateBinary.Write(state));
    }
}
