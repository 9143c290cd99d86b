using CapaCloud.Mechanisms.Settlement;
using static CapaCloud.Mechanisms.Tests.Settlement.Pools.PoolTrial;

namespace CapaCloud.Mechanisms.Tests.Settlement.Pools;

/// <summary>What each further pool takes in, pays and keeps, to the unit.</summary>
public sealed class FurtherPoolTests
{
    /// <summary>Of 10 and 30 duties kept, 1,000 units are 250 and 750; of a fee of 200, the validators' pool has 50 and the pool of stake 20.</summary>
    [Fact]
    public void Settle_eachPool_paysItsClaim()
    {
        EpochSettlement settled = Settle(Plain, Open(Plain), report => report with
        {
            Payments = Amount.Of(1_000),
            Participants = [Row(Alice, work: 0, due: 10), Row(Bob, work: 4, due: 30)],
            Verdicts = [Verdict.Because(Bob, TaskId.Of("seen"), Epoch.Of(1), VerdictReason.MatchesAccepted)],
            Checks = [new CheckDuty { Checker = Bob, Author = Alice, Task = TaskId.Of("seen") }],
        });

        // Of 41 duties kept, one is bob's check: 2,000 * 10 / 41, since the pool of epoch 0 was there still.
        Assert.Equal((Amount.Of(487), Amount.Of(1_512)), Both("availability"));
        Assert.Equal((Amount.Zero, Amount.Of(50)), Both("validators"));
        Assert.Equal((Amount.Of(18), Amount.Of(2)), Both("backing"));
        Assert.Equal(Amount.Of(800), settled.OutcomeOf(Bob).Reward);
        Assert.Equal(Amount.Of(130), settled.After.Treasury - settled.Before.Treasury - Lost(settled, LedgerAccount.Treasury));
        Assert.Equal([new PoolAmount("availability", Amount.One)], settled.After.Pools.Where(static pool => pool.Pool == "availability"));

        (Amount Alice, Amount Bob) Both(string pool) => (Of(settled.OutcomeOf(Alice).Pools, pool), Of(settled.OutcomeOf(Bob).Pools, pool));
    }

    [Fact]
    public void Settle_poolThatNobodyClaims_keepsEveryUnit()
    {
        NetworkState state = Open(Plain);
        for (ulong epoch = 1; epoch < 4; epoch++)
        {
            state = Settle(Plain, state, report => report with { Payments = Amount.Of(100) }).After;
            Assert.Equal(Amount.Of((epoch + 1) * 1_000), Of(state.Pools, "availability"));
            Assert.Equal(Amount.Of(epoch * 5), Of(state.Pools, "validators"));
        }
    }

    /// <summary>Half of the treasury's 40 % of a loss of 300 waits in the pool of stake for the next epoch.</summary>
    [Fact]
    public void Settle_slashedStake_isDividedInTheNextEpoch()
    {
        EpochSettlement first = Settle(Plain, Open(Plain), report => report with { Verdicts = [Wrong(Bob)] });
        Assert.Equal(Amount.Of(300), first.OutcomeOf(Bob).Slashed);
        Assert.Equal(Amount.Of(60), Of(first.After.Pools, "backing"));
        Assert.All(first.Outcomes, outcome => Assert.Equal(Amount.Zero, Of(outcome.Pools, "backing")));

        EpochSettlement second = Settle(Plain, first.After, report => report);
        Assert.Equal(Amount.Of(60), Of(second.OutcomeOf(Alice).Pools, "backing"));
        Assert.Equal(Amount.Zero, Of(second.After.Pools, "backing"));
    }

    /// <summary>Alice's part is the same whether bob is condemned, or misses everything with an excuse or without.</summary>
    [Theory]
    [InlineData("wrong")]
    [InlineData("power")]
    [InlineData("disk")]
    public void Settle_misfortuneOfARival_enrichesNobody(string what)
    {
        NetworkState state = Open(Plain);
        ParticipantReport[] rows = [Row(Alice, work: 4, due: 10), Row(Bob, work: 4, due: 30, missed: what == "wrong" ? 0UL : 30UL, what)];
        EpochSettlement before = Settle(Plain, state, report => report with { Payments = Amount.Of(100), Participants = [rows[0], Row(Bob, work: 4, due: 30)] });
        EpochSettlement settled = Settle(Plain, state, report => report with { Payments = Amount.Of(100), Participants = [.. rows], Verdicts = what == "wrong" ? [Wrong(Bob)] : [] });

        Assert.All(settled.OutcomeOf(Alice).Pools, share => Assert.True(share.Amount <= Of(before.OutcomeOf(Alice).Pools, share.Pool)));
        Assert.Equal(Amount.Zero, Of(settled.OutcomeOf(Bob).Pools, "availability"));
        Assert.Equal(Amount.Of(1_500), settled.Pools.Single(static pool => pool.Pool == "availability").Lost);
    }

    /// <summary>The pools' shares go through the same commission as the pool of work: of alice's stake two thirds are dora's.</summary>
    [Fact]
    public void Settle_sharesOfAllPools_reachTheDelegators()
    {
        EpochSettlement settled = Settle(Plain, Open(Plain), report => report with { Participants = [Row(Alice, work: 0, due: 1)] });
        Assert.Equal(Amount.Of(2_000), Of(settled.OutcomeOf(Alice).Pools, "availability"));
        Assert.Equal((Amount.Of(1_200), Amount.Of(133)), (settled.OutcomeOf(Alice).Delegators!.Rewards, settled.OutcomeOf(Alice).Delegators!.Commission));
        Assert.Equal(Amount.Of(800), settled.OutcomeOf(Alice).Paid);
        Assert.Equal(Amount.Of(2_000), Plain.Explain(settled, Alice).Paid + Plain.Explain(settled, Alice).ToDelegators);
    }

    /// <summary>While an accusation can be appealed, the shares of all pools wait; they are paid when it is overturned, and lost when it is confirmed.</summary>
    [Theory]
    [InlineData(RulingOutcome.Overturned, 2_000UL, 0UL)]
    [InlineData(RulingOutcome.Confirmed, 0UL, 2_000UL)]
    public void Settle_sharesOfAllPools_waitWithTheAccusation(RulingOutcome outcome, ulong returned, ulong forfeited)
    {
        EpochSettlement first = Settle(WithAppeals, Open(WithAppeals), report => report with { Participants = [Row(Bob, work: 0, due: 1)], Verdicts = [Wrong(Bob)] });
        Assert.Equal((Amount.Of(2_000), Amount.Zero), (first.OutcomeOf(Bob).Withheld, first.OutcomeOf(Bob).Paid));

        Digest key = first.After.StateOf(Bob).Cases.Single().Key;
        EpochSettlement second = Settle(WithAppeals, first.After, report => report with { Appeals = [new Appeal(Bob, key)], Rulings = [new Ruling(Bob, key, outcome)] });
        EpochSettlement third = outcome == RulingOutcome.Confirmed && second.OutcomeOf(Bob).Forfeited.IsZero ? Settle(WithAppeals, second.After, report => report) : second;
        Assert.Equal((Amount.Of(returned), Amount.Of(forfeited)), (third.OutcomeOf(Bob).Returned, third.OutcomeOf(Bob).Forfeited));
    }

    [Fact]
    public void Settle_jailed_getsNothingOfAnyPool()
    {
        EpochSettlement first = Settle(Plain, Open(Plain), report => report with { Verdicts = [Wrong(Alice)] });
        EpochSettlement second = Settle(Plain, first.After, report => report with { Participants = [Row(Alice, work: 5, due: 5)] });
        Assert.Empty(second.OutcomeOf(Alice).Pools);
        Assert.True(second.Pools.Single(static pool => pool.Pool == "availability").Lost == second.Pools.Single(static pool => pool.Pool == "availability").Available);
    }

    [Fact]
    public void Settle_stakeThatCameInTheEpoch_claimsNothing()
    {
        NetworkState state = Plain.Deposit(Open(Plain), Bob, Amount.Of(100_000)).State;
        EpochSettlement settled = Settle(Plain, state, report => report with { Payments = Amount.Of(500) });
        Assert.Equal((Amount.Of(9), Amount.Of(1)), (Of(settled.OutcomeOf(Alice).Pools, "backing"), Of(settled.OutcomeOf(Bob).Pools, "backing")));
    }

    /// <summary>A policy that has a pool no more sends what lay in it to the treasury, and says so when it comes into force.</summary>
    [Fact]
    public void Migrate_withoutThePool_sendsItsMoneyToTheTreasury()
    {
        MechanismPolicy policy = Plain.Policy with { Reward = Plain.Policy.Reward with { Pools = [] } };
        Mechanism next = Mechanism.FromPolicy(policy);
        NetworkState state = Open(Plain);
        Migration migration = next.Migrate(state, Plain.Policy);
        Assert.Contains(migration.Changes, static change => change.Effect == MigrationEffect.PoolClosed && change.Message.Contains("'availability'", StringComparison.Ordinal));

        EpochSettlement settled = Settle(next, migration.State, report => report);
        Assert.Empty(settled.After.Pools);
        Assert.Equal(state.Treasury + state.Pools.Aggregate(Amount.Zero, static (sum, pool) => sum + pool.Amount), settled.After.Treasury);
    }

    [Fact]
    public void Explain_saysEachPoolAndWhatItPaid()
    {
        EpochSettlement settled = Settle(Plain, Open(Plain), report => report with { Participants = [Row(Alice, work: 0, due: 10), Row(Bob, work: 4, due: 30, missed: 10)] });
        Explanation told = Plain.Explain(settled, Bob);
        Assert.Contains("of 'availability'", told.Summary, StringComparison.Ordinal);
        Assert.Equal(settled.OutcomeOf(Bob).Pools.AsEnumerable(), told.Pools);
        foreach (string step in new[] { "weight in 'availability'", "'availability'", "what is divided of 'availability'", "reward of 'availability'", "weight in 'backing'" })
        {
            Assert.Contains(told.Steps, one => one.Name == step);
        }
    }

    /// <summary>A participant with the name of a pool is not the pool.</summary>
    [Fact]
    public void Account_ofAPool_isNobodys()
    {
        LedgerAccount account = LedgerAccount.FurtherPool("alice");
        Assert.Equal(("alice", ParticipantId.None, "FurtherPool(alice)"), (account.Pool, account.Owner, account.ToString()));
        Assert.True(account.IsHeld);
        Assert.True(LedgerAccount.TryParse("FurtherPool(alice)", out LedgerAccount read) && read == account);
        Assert.False(LedgerAccount.TryParse("FurtherPool(Alice)", out _) || LedgerAccount.TryParse("FurtherPool", out _));
        Assert.Throws<ArgumentException>(() => LedgerAccount.FurtherPool("no blanks"));
        Assert.Null(LedgerAccount.Stake(Alice).Pool);
    }

    private static Verdict Wrong(ParticipantId who) => Verdict.Because(who, TaskId.Of("t1"), Epoch.Of(1), VerdictReason.ContradictsAccepted);

    private static Amount Lost(EpochSettlement settled, LedgerAccount to) => settled.Postings
        .Where(posting => posting.To == to && posting.Reason == PostingReason.Withheld)
        .Aggregate(Amount.Zero, static (sum, posting) => sum + posting.Amount);
}
