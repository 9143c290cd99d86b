using System.Text.Json;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Tests.Rewards.Distribution;

public sealed class DistributionTests
{
    private static Waterfall Falls => new(
        [
            new(LedgerAccount.Treasury, Proportion.Percent(10)),
            new(LedgerAccount.Insurance, Proportion.Percent(50), Units(30)),
            new(LedgerAccount.Burned, Proportion.One, Units(5)),
        ],
        LedgerAccount.RewardPool);

    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0UL, 0UL)]
    [InlineData(19UL, 1UL, 9UL, 5UL, 4UL)]
    [InlineData(101UL, 10UL, 30UL, 5UL, 56UL)]
    public void Waterfall_inOrder_withCaps(ulong income, ulong treasury, ulong insurance, ulong burned, ulong rest)
    {
        Amount[] parts = new Amount[3];
        Assert.Equal(Units(rest), Falls.Divide(Units(income), parts));
        Assert.Equal([Units(treasury), Units(insurance), Units(burned)], parts);
    }

    [Fact]
    public void Waterfall_anyIncome_conservesAndGivesNobodyLess()
    {
        Amount[] before = new Amount[3], parts = new Amount[3];
        Amount restBefore = Amount.Zero;
        for (ulong income = 0; income < 500; income++)
        {
            Amount rest = Falls.Divide(Units(income), parts);
            Assert.Equal(Units(income), parts.Aggregate(rest, (sum, part) => sum + part));
            Assert.True(rest >= restBefore && parts.Zip(before).All(pair => pair.First >= pair.Second));
            (restBefore, before) = (rest, [.. parts]);
            Assert.Equal(Units(income), Falls.Post(Units(income), LedgerAccount.Requesters, PostingReason.Fee).Aggregate(Amount.Zero, (sum, posting) => sum + posting.Amount));
        }
    }

    [Fact]
    public void Waterfall_bad_isRefused()
    {
        Assert.Throws<ArgumentException>(() => new Waterfall([new(LedgerAccount.Treasury, Proportion.Half)], LedgerAccount.Treasury));
        Assert.Throws<ArgumentException>(() => new Waterfall(default, default));
        Assert.Throws<ArgumentException>(() => Falls.Divide(Units(1), new Amount[2]));
        Assert.Throws<ArgumentException>(() => Falls.Post(Units(100), LedgerAccount.Treasury, PostingReason.Fee));
        Assert.Equal(Units(9), new Waterfall(default, LedgerAccount.Treasury).Divide(Units(9), []));
        Assert.Equal(Falls, Falls);
        Assert.Equal(Falls.GetHashCode(), Falls.GetHashCode());
    }

    [Fact]
    public void Insurance_short_paysEverybodyTheSamePart()
    {
        InsuranceFund fund = new(Units(90), Units(100), Proportion.Percent(80), Units(10));
        Amount[] paid = new Amount[3];
        (InsuranceFund left, Amount missing) = fund.Cover([Units(110), Units(60), Units(9)], paid);
        Assert.Equal([Units(60), Units(30), Amount.Zero], paid);
        Assert.Equal((Amount.Zero, Units(30)), (left.Balance, missing));
        (left, missing) = fund.Cover([Units(60), Units(60)], paid.AsSpan(0, 2));
        Assert.Equal((Units(10), Amount.Zero, Units(40)), (left.Balance, missing, paid[0]));
        (fund, Amount surplus) = fund.Contribute(Units(25));
        Assert.Equal((Units(100), Units(15)), (fund.Balance, surplus));
        Assert.Throws<ArgumentException>(() => fund.Cover([Units(1)], []));
        Amount[] merged = new Amount[2];
        InsuranceFund whole = new(Units(1_000), Units(1_000), Proportion.One, Units(50));
        Assert.Equal(Units(980), whole.Cover([Units(60), Units(60)], merged).Fund.Balance);
        Assert.Equal(Units(930), whole.Cover([Units(120), Units(0)], merged).Fund.Balance);
        OverflowException beyond = Assert.Throws<OverflowException>(() => whole.Cover([Amount.MaxValue, Units(151)], merged));
        Assert.StartsWith("What is covered of the losses adds up to 340,282,366,920,938,463,463,374,607,431,768,211,405 units before place 1, of whose 151 units 101 are covered;", beyond.Message, StringComparison.Ordinal);
        Assert.Equal([Units(70), Units(0)], merged);
        Assert.Equal(fund, JsonSerializer.Deserialize<InsuranceFund>(JsonSerializer.Serialize(fund)));
    }

    /// <summary>HYP-01: a loss made on purpose, covered and paid for by a bounty of 5, never gains.</summary>
    [Fact]
    public void Insurance_selfMadeLoss_neverGains()
    {
        InsuranceFund fund = new(Units(1_000), Units(1_000), Proportion.Percent(80), Units(10));
        for (ulong loss = 1; loss < 500; loss++)
        {
            Assert.True(fund.CoveredOf(Units(loss)) + Units(loss < 20 ? 0U : 5U) < Units(loss));
            Assert.True(fund.CoveredOf(Units(loss / 2)) + fund.CoveredOf(Units(loss - (loss / 2))) <= fund.CoveredOf(Units(loss)));
        }
    }

    [Theory]
    [InlineData(900_000_000_000_000_000UL, 0UL)]
    [InlineData(900_000_000_000_000_001UL, 0UL)]
    [InlineData(945_000_000_000_000_000UL, 1_666_666UL)]
    [InlineData(989_999_999_999_999_999UL, 3_333_332UL)]
    [InlineData(990_000_000_000_000_000UL, 3_333_333UL)]
    [InlineData(1_000_000_000_000_000_000UL, 3_333_333UL)]
    public void Band_betweenMinimumAndMaximum_isStraight(ulong uptime, ulong pay)
    {
        PerformanceBand band = new(Proportion.Percent(90), Proportion.Percent(99));
        Assert.Equal(Units(pay), band.PayOf(Units(3_333_333), Proportion.FromParts(uptime)));
        Assert.Equal(Units(pay), band.PayOf(Units(3_333_333), uptime, Proportion.PartsPerOne));
    }

    [Fact]
    public void Band_bounds()
    {
        PerformanceBand band = new(Proportion.Percent(90), Proportion.Percent(99));
        Assert.Equal(Amount.Zero, band.PayOf(Units(100), 0, 0));
        Assert.Equal(Units(100), band.PayOf(Units(100), ulong.MaxValue, ulong.MaxValue));
        Assert.Equal(Units(50), default(PerformanceBand).PayOf(Units(100), Proportion.Half));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PerformanceBand(Proportion.Half, Proportion.Half));
        Assert.Equal(band, JsonSerializer.Deserialize<PerformanceBand>(JsonSerializer.Serialize(band)));
    }

    /// <summary>REW-12: whatever a pool is cut into, the parts earn at most what it did.</summary>
    [Fact]
    public void Saturation_splitting_neverGains()
    {
        Random random = new(3);
        PledgeSaturation rule = new(Ratio.Parse("2.5"));
        Assert.Equal((UInt128)7, rule.Earning(3, 100));
        Assert.Equal((UInt128)6, rule.Earning(3, 6));
        Assert.Equal((UInt128)1, rule.Accepts(3, 6));
        Assert.Equal(UInt128.Zero, rule.Accepts(3, 8));
        Assert.Equal(UInt128.MaxValue, new PledgeSaturation(Ratio.MaxValue).Earning(UInt128.MaxValue, UInt128.MaxValue));
        for (int turn = 0; turn < 2_000; turn++)
        {
            ulong pledge = (ulong)random.Next(0, 50), stake = (ulong)random.Next(0, 200);
            UInt128 parts = 0;
            (ulong pledgeLeft, ulong stakeLeft) = (pledge, stake);
            for (int part = 0; part < 4; part++)
            {
                ulong ownPledge = part == 3 ? pledgeLeft : (ulong)random.NextInt64((long)pledgeLeft + 1), ownStake = part == 3 ? stakeLeft : (ulong)random.NextInt64((long)stakeLeft + 1);
                (pledgeLeft, stakeLeft) = (pledgeLeft - ownPledge, stakeLeft - ownStake);
                parts += rule.Earning(ownPledge, ownStake);
            }

            Assert.True(parts <= rule.Earning(pledge, stake));
        }
    }

    /// <summary>REW-21: who works here only in the first 43 % of the expected round, and for fair pay elsewhere after it, earns 1.28 times as much by share of the round, and 1.00 by window.</summary>
    [Fact]
    public void Window_hopping_gainsNothing()
    {
        Random random = new(11);
        const int Difficulty = 200, Rounds = 6_000;
        double hopperByRound = 0, hopperByWindow = 0;
        long hopperWork = 0, allWork = 0;
        List<bool> history = [];
        for (int round = 0; round < Rounds; round++)
        {
            int length = 0, hopped = 0;
            do
            {
                bool works = history.Count % 10 == 0, hops = length < 0.4348 * Difficulty && works;
                allWork += works ? 1 : 0;
                history.Add(hops);
                hopped += hops ? 1 : 0;
                length++;
            }
            while (random.Next(Difficulty) != 0);

            hopperWork += hopped;
            hopperByRound += (double)hopped / length;
            UInt128[] last = [.. Enumerable.Repeat(UInt128.One, Math.Min(history.Count, 2 * Difficulty))];
            Amount[] pay = new Amount[last.Length];
            new WorkWindow(2 * Difficulty).Divide(Units(400_000), last, pay);
            hopperByWindow += pay.Select((amount, index) => history[history.Count - last.Length + index] ? (double)amount.Units : 0).Sum() / 400_000;
        }

        double fair = (double)allWork / Difficulty, elsewhere = (double)(allWork - hopperWork) / Difficulty;
        Assert.InRange((hopperByRound + elsewhere) / fair, 1.2, 1.36);
        Assert.InRange((hopperByWindow + elsewhere) / fair, 0.96, 1.04);
    }

    [Fact]
    public void Window_parts_conserveAndDependOnLaterWorkOnly()
    {
        Amount[] pay = new Amount[3];
        Assert.Equal(Units(40), new WorkWindow(100).Divide(Units(100), [10, 20, 30], pay));
        Assert.Equal([Units(10), Units(20), Units(30)], pay);
        Assert.Equal(Units(1), new WorkWindow(35).Divide(Units(100), [10, 20, 30], pay));
        Assert.Equal([Amount.Zero, Units(14), Units(85)], pay);
        Assert.Equal(Units(100), default(WorkWindow).Divide(Units(100), [1], pay.AsSpan(0, 1)));
        Assert.Throws<ArgumentException>(() => new WorkWindow(1).Divide(Units(1), [1], []));
    }

    [Fact]
    public void CobbDouglas_values()
    {
        CobbDouglasRebate half = new(1, 2);
        Assert.Equal(Units(50), half.Reward(Units(100), 1, 4, 4, 4));
        Assert.Equal(Units(100), half.Reward(Units(100), 4, 4, 4, 4));
        Assert.Equal(Amount.Zero, half.Reward(Units(100), 0, 4, 4, 4));
        Assert.Equal(Amount.Zero, half.Reward(Units(100), 4, 4, 0, 4));
        Assert.Equal(Units(25), new CobbDouglasRebate(1, 1).Reward(Units(100), 1, 4, 4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => half.Reward(Units(100), 5, 4, 4, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => half.Reward(Units(100), 4, 4, 5, 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CobbDouglasRebate(2, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CobbDouglasRebate(0, 0));
        Assert.Equal(half, JsonSerializer.Deserialize<CobbDouglasRebate>(JsonSerializer.Serialize(half)));
    }

    [Fact]
    public void CobbDouglas_all_neverExceedThePool_andSplittingNeverGains()
    {
        Random random = new(5);
        CobbDouglasRebate rule = new(2, 3);
        for (int turn = 0; turn < 60; turn++)
        {
            UInt128[] fees = [.. Enumerable.Range(0, 4).Select(_ => (UInt128)random.Next(0, 1_000))], stakes = [.. Enumerable.Range(0, 4).Select(_ => (UInt128)random.Next(0, 1_000))];
            UInt128 allFees = fees.Aggregate(UInt128.One, (sum, fee) => sum + fee), allStake = stakes.Aggregate(UInt128.One, (sum, stake) => sum + stake);
            Amount pool = Units(1_000_000_000), sum = Amount.Zero;
            for (int index = 0; index < 4; index++)
            {
                sum += rule.Reward(pool, fees[index], allFees, stakes[index], allStake);
            }

            Assert.True(sum <= pool);
            Amount together = rule.Reward(pool, fees[0] + fees[1], allFees, stakes[0] + stakes[1], allStake);
            Amount apart = rule.Reward(pool, fees[0], allFees, stakes[0], allStake) + rule.Reward(pool, fees[1], allFees, stakes[1], allStake);
            Assert.True(apart <= together + Units(2));
        }
    }

    [Fact]
    public void Exponential_values()
    {
        ExponentialRebate rule = new(Proportion.One, Ratio.Parse("0.6"));
        Assert.Equal(Units(45), rule.Rebate(Units(100), Units(100)));
        Assert.Equal(Amount.Zero, rule.Rebate(Units(100), Amount.Zero));
        Assert.Equal(Amount.Zero, rule.Rebate(Amount.Zero, Units(100)));
        Assert.Equal(Units(100), default(ExponentialRebate).Rebate(Units(100), Amount.Zero));
        Assert.Equal(Units(99), rule.Rebate(Units(100), Amount.MaxValue));
        Assert.Equal(Units(99), rule.Rebate(Units(100), Units(1_000)));
        Assert.Equal(Units(50), new ExponentialRebate(Proportion.Half, Ratio.One).Rebate(Units(100), Amount.Zero));
    }

    [Fact]
    public void Forfeit_lossesGoToTheOthersByWeight()
    {
        RewardForfeit tenth = new(Proportion.Percent(10));
        Amount[] rewards = [Units(101), Units(100), Units(300)];
        Assert.Equal(Units(1), tenth.Share(rewards, [1, 1, 3], [true, false, false]));
        Assert.Equal([Units(90), Units(102), Units(308)], rewards);
        rewards = [Units(101), Units(100)];
        Assert.Equal(Units(21), tenth.Share(rewards, [1, 1], [true, true]));
        Assert.Equal([Units(90), Units(90)], rewards);
        rewards = [Units(100), Units(100)];
        Assert.Equal(Units(10), tenth.Share(rewards, [1, 0], [true, false]));
        Assert.Throws<ArgumentException>(() => tenth.Share(rewards, [1], [true, false]));
        Assert.Throws<ArgumentException>(() => tenth.Share(rewards, [1, 1], [true]));
    }

    [Fact]
    public void Forfeit_thatOverflows_leavesTheRewardsAsTheyWere()
    {
        Amount[] rewards = [Amount.MaxValue, Units(10)], untouched = [.. rewards];
        Assert.Throws<OverflowException>(() => new RewardForfeit(Proportion.One).Share(rewards, [1, 1], [true, false]));
        Assert.Equal(untouched, rewards);
        Assert.Throws<OverflowException>(() => new RewardForfeit(Proportion.One).Share(rewards, [1, 1], [true, true]));
        Assert.Equal(untouched, rewards);

        rewards = [Units(10), Units(20), Units(30)];
        untouched = [.. rewards];
        OverflowException weights = Assert.Throws<OverflowException>(() => new RewardForfeit(Proportion.One).Share(rewards, [1, UInt128.MaxValue, 2], [true, false, false]));
        Assert.Equal(
            "The weights of those not at fault add up to 340282366920938463463374607431768211455 before place 2, whose weight is 2; expected at most 2^128 - 1 together.",
            weights.Message);
        Assert.Equal(untouched, rewards);
    }

    private static Amount Units(ulong units) => Amount.Of(units);
}
