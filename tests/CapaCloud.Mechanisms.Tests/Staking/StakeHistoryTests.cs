using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>What an account remembers of where its stake stood, in its one order, also after two records became one.</summary>
public sealed class StakeHistoryTests
{
    private static readonly ParticipantId Owner = ParticipantId.Of("owner"), Other = ParticipantId.Of("other"), Third = ParticipantId.Of("third");

    private static StakingRules Rules => new() { MinimumBond = Amount.One, UnbondingPeriod = EpochSpan.Of(3), LiabilityWindow = EpochSpan.Of(20) };

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong number) => Epoch.Of(number);

    /// <summary>Two tranches with one history are one, also when nothing else is out of order.</summary>
    [Fact]
    public void Normalise_ofEqualNeighbours_makesOneOfThem()
    {
        StakeTranche one = StakeAccount.Open(Owner).Deposit(U(10), E(1), Rules).Account.Tranches[0];
        StakeTranche joined = Assert.Single(StakeTranches.Normalise([one, one], Epoch.Zero));
        Assert.Equal(one with { Remaining = U(20) }, joined);
    }

    /// <summary>What stood behind others comes in the order of epochs, whoever's name it has afterwards.</summary>
    [Fact]
    public void Joined_keepsHistoriesInOrder()
    {
        StakeAccount moved = StakeAccount.Open(Owner).Deposit(U(100), E(1), Rules).Account;
        moved = moved.Redelegate(U(100), Owner, Other, E(3), Rules).Account;
        moved = moved.Redelegate(U(100), Other, Third, E(6), Rules).Account;
        StakeAccount joined = StakeAccount.Joined(ParticipantId.Of("new"), [moved]);
        ImmutableArray<StandingInterval> earlier = Assert.Single(joined.Tranches).Earlier;
        Assert.Equal([ParticipantId.Of("new"), Other], earlier.Select(interval => interval.Operator));
        Assert.Equal(earlier.Order(), earlier);
    }

    /// <summary>What was leaving stood behind its former owner until it began to leave, and no epoch longer.</summary>
    [Theory]
    [InlineData(false, 9UL)]
    [InlineData(true, 4UL)]
    public void With_remembersUntilWhenItStood(bool isLeaving, ulong last)
    {
        StakeAccount former = StakeAccount.Open(Other).Deposit(U(50), E(2), Rules).Account;
        former = isLeaving ? former.Unbond(U(50), E(4), Rules).Account : former;
        StakeTranche tranche = Assert.Single(StakeAccount.Open(Owner).With(former, E(9)).Tranches);
        Assert.Equal(new StandingInterval(Other, E(2), E(last)), Assert.Single(tranche.Earlier));
        Assert.Equal((Owner, E(last)), (tranche.Operator, tranche.Since));
    }
}
