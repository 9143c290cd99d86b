using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Settlement;
using CapaCloud.Mechanisms.Tests.Settlement.Allocations;

namespace CapaCloud.Mechanisms.Tests.Settlement.Jobs;

/// <summary>Who disputes falsely or never answers loses access; who pays and answers keeps it.</summary>
public sealed class RequesterRecordTests
{
    private static Mechanism Market => JobTrial.Scored;

    /// <summary>A prior of 1 and 1 for each track: two accepted jobs are two good ones, three of four, and an epoch of answers, two of three; the lower one counts.</summary>
    [Fact]
    public void Settle_endedJobs_moveTheScore()
    {
        NetworkState state = Awarded(Market, JobTrial.Open(Market), "a", "b");
        state = Settle(state, JobTrial.Say(JobEvent.Delivered, "a"), JobTrial.Say(JobEvent.Accepted, "a"), JobTrial.Say(JobEvent.Delivered, "b"), JobTrial.Say(JobEvent.Accepted, "b"));
        Assert.Equal(2.0 / 3, Score(state), 0.01);
        Assert.Equal(0.5, Score(state, JobTrial.Dave));
    }

    [Fact]
    public void Settle_lostDisputes_shutOut_untilTheyFade()
    {
        NetworkState state = JobTrial.Open(Market);
        for (int round = 0; round < 4; round++)
        {
            string task = $"t{round}";
            if (!Market.TryAward(state, JobTrial.Award(task) with { Deadline = state.Epoch + EpochSpan.Of(1) }, out NetworkState? awarded, out JobRefusal refusal))
            {
                Assert.Equal(JobRefusal.LowScore, refusal);
                break;
            }

            state = Settle(awarded, JobTrial.Say(JobEvent.Delivered, task));
            state = Settle(state, JobTrial.Say(JobEvent.Disputed, task));
            state = Settle(state, JobTrial.Say(JobEvent.RuledForProvider, task));
        }

        JobRefusedException refused = Assert.Throws<JobRefusedException>(() => Market.Award(state, JobTrial.Award("last") with { Deadline = state.Epoch + EpochSpan.Of(1) }));
        Assert.Equal(JobRefusal.LowScore, refused.Refusal);
        Assert.Contains("expected at least 0.333333333333333333", refused.Message, StringComparison.Ordinal);
        state = Market.Reclaim(state, JobTrial.Carol, state.MoneyOf(JobTrial.Carol).Free).State;
        Assert.NotNull(state.MoneyOf(JobTrial.Carol).Reputation);
        Assert.Empty(state.Inconsistencies());
        Assert.Equal(state, StateBinary.Read(StateBinary.Write(state)));
        Assert.Equal(state, StateJson.Read(StateJson.Write(state)));
        int waited = 0;
        for (; state.MoneyOf(JobTrial.Carol).Reputation is not null && waited < 3_000; waited++)
        {
            state = Settle(state);
        }

        Assert.InRange(waited, 10, 2_999);
        Assert.Equal(0.5, Score(state));
        Assert.Equal([JobTrial.Dave], state.Requesters.Select(one => one.Requester));
    }

    /// <summary>A job that was paid because nobody answered is a missed answer.</summary>
    [Fact]
    public void Settle_silence_lowersTheScore()
    {
        NetworkState state = Settle(Awarded(Market, JobTrial.Open(Market), "a"), JobTrial.Say(JobEvent.Delivered, "a"));
        state = Settle(Settle(Settle(state)));
        Assert.Equal(1.0 / 3, Score(state), 0.02);
    }

    /// <summary>What is nobody's doing, and what is not settled, counts for nothing.</summary>
    [Theory]
    [InlineData(JobEvent.Cancelled)]
    [InlineData(JobEvent.None)]
    public void Settle_cancelledAndNotDelivered_countForNothing(JobEvent said)
    {
        NetworkState state = Awarded(Market, JobTrial.Open(Market), "a");
        state = said == JobEvent.None ? Settle(state) : Settle(state, JobTrial.Say(said, "a"));
        state = Settle(Settle(Settle(state)));
        Assert.Empty(state.StateOf(JobTrial.Alice).Jobs);
        Assert.Null(state.MoneyOf(JobTrial.Carol).Reputation);
    }

    /// <summary>The market works for whom the policy lets it: what a requester below the least score asks for is refused with the reason, and the others are served.</summary>
    [Fact]
    public void Allocate_requesterBelowTheLeastScore_isRefused()
    {
        Mechanism market = Mechanism.FromPolicy(AllocationTrial.Market.Policy with { Requesters = Market.Policy.Requesters });
        NetworkState state = JobTrial.Open(market);
        ReputationRecord bad = market.Policy.Requesters!.Model.Add(market.Policy.Requesters.Model.Newcomer(state.Epoch), new Conduct(state.Epoch, ConductKind.Proven, Ratio.Zero, Ratio.Of(9)));
        state = state with { Requesters = [.. state.Requesters.Select(one => one.Requester == JobTrial.Carol ? one with { Reputation = bad } : one)] };
        ImmutableArray<TaskOutcome> tasks = market.Allocate(
            state,
            [AllocationTrial.Offer(JobTrial.Alice, 5, 100)],
            [AllocationTrial.Request(JobTrial.Carol, "of-carol", 500), AllocationTrial.Request(JobTrial.Dave, "of-dave", 200)],
            AllocationTrial.BeaconOf(market, state)).Tasks;
        Assert.Equal((JobRefusal.LowScore, null), (tasks[0].Refusal, tasks[0].Award));
        Assert.Equal(JobTrial.Dave, tasks[1].Award?.Requester);
    }

    [Fact]
    public void ExchangeKeyAndMigrate_carryOrEndTheRecord()
    {
        NetworkState state = Awarded(Market, JobTrial.Open(Market), "a");
        state = Settle(state, JobTrial.Say(JobEvent.Delivered, "a"), JobTrial.Say(JobEvent.Accepted, "a"));
        Migration without = Mechanism.FromPolicy(Market.Policy with { Requesters = null }).Migrate(state, Market.Policy);
        Assert.All(without.State.Requesters, one => Assert.Null(one.Reputation));
        Assert.Equal([JobTrial.Carol], without.Changes.Where(change => change.Effect == MigrationEffect.RequesterRecordDropped).Select(change => change.Participant));

        // Carol has stake too, and another key.
        state = Market.Deposit(state, JobTrial.Carol, Amount.Of(1_000)).State;
        ParticipantId renamed = ParticipantId.Of("carola");
        NetworkState exchanged = Repairs.ExchangeKey(Market, state, JobTrial.Carol, renamed, new RepairOrder("court", "stolen")).After;
        Assert.Equal(state.MoneyOf(JobTrial.Carol).Reputation, exchanged.MoneyOf(renamed).Reputation);
        Assert.Empty(exchanged.Inconsistencies());
    }

    [Fact]
    public void Policy_thatShutsEverybodyOut_orNobody_isRefused()
    {
        Assert.Equal("$.requesters.leastScore", Refused(new RequesterPolicy(new BetaReputation()) { LeastScore = Proportion.Percent(51) }).Path);
        Assert.Equal("$.requesters.leastScore", Refused(new RequesterPolicy(new BetaReputation()) { LeastScore = Proportion.Zero }).Path);
        Assert.Equal("$.requesters.model", Refused(new RequesterPolicy(new BetaReputation { Reads = ConductKinds.Unexplained }) { LeastScore = Proportion.Percent(1) }).Path);
        Assert.Equal("$.requesters", Assert.Throws<PolicyRefusedException>(() => Mechanism.Create(build => build.ScoreRequesters(new BetaReputation(), Proportion.Percent(1)))).Errors.Single().Path);
    }

    [Fact]
    public void Conduct_ofMoreJobsThanCanBeCounted_isRefusedByName()
    {
        RequesterConduct all = new(ulong.MaxValue, 0, 1, 0);
        Assert.Contains("18,446,744,073,709,551,615 and 1 jobs", Assert.Throws<OverflowException>(() => all + new RequesterConduct(1, 0, 0, 0)).Message, StringComparison.Ordinal);
        Assert.Equal(new RequesterConduct(ulong.MaxValue, 2, 4, 4), RequesterConduct.Add(all, new RequesterConduct(0, 2, 3, 4)));
    }

    private static PolicyError Refused(RequesterPolicy requesters) =>
        Assert.Throws<PolicyRefusedException>(() => Mechanism.FromPolicy(JobTrial.Market.Policy with { Requesters = requesters })).Errors.Single();

    private static NetworkState Awarded(Mechanism market, NetworkState state, params string[] tasks) =>
        tasks.Aggregate(state, (before, task) => market.Award(before, JobTrial.Award(task)));

    private static NetworkState Settle(NetworkState state, params JobReport[] jobs) => JobTrial.Settle(Market, state, jobs).After;

    private static double Score(NetworkState state, ParticipantId? requester = null) => (double)Market.RequesterScoreOf(state.MoneyOf(requester ?? JobTrial.Carol), state.Epoch).Parts / 1e18;
}
