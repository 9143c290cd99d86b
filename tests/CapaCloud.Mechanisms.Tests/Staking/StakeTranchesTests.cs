using System.Collections.Immutable;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>What a tranche remembers, on both sides of each boundary: of the horizon, of standing that touches, of epochs in which something left.</summary>
public sealed class StakeTranchesTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice"), Bob = ParticipantId.Of("bob");

    private static readonly Epoch Horizon = E(10);

    private static readonly StakeTranche Bonded = new() { Remaining = U(10), Operator = Alice, Since = E(11) };

    private static readonly StakeTranche Left = Bonded with { Since = E(5), UnbondedAt = E(8), Release = E(12) };

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong number) => Epoch.Of(number);

    [Fact]
    public void Depart_inOneEpoch_isOneDeparture()
    {
        StakeTranche tranche = StakeTranches.Depart(StakeTranches.Depart(StakeTranches.Depart(Bonded, U(3), E(12)), U(2), E(12)), U(1), E(13));
        Assert.Equal((U(4), 2), (tranche.Remaining, tranche.Departures.Length));
        Assert.Equal<StakeDeparture>([new StakeDeparture(E(12), U(5)), new StakeDeparture(E(13), U(1))], tranche.Departures);
    }

    /// <summary>What leaves while it waits stood for the last time when it was unbonded.</summary>
    [Fact]
    public void Depart_ofWhatWaits_isOfTheEpochInWhichItWasUnbonded() =>
        Assert.Equal<StakeDeparture>([new StakeDeparture(E(8), U(3))], StakeTranches.Depart(StakeTranches.Depart(Left, U(1), E(11)), U(2), E(12)).Departures);

    /// <summary>Standing that ends in the epoch before is the same standing, with one epoch between them it is another.</summary>
    [Theory]
    [InlineData(8UL, 5UL, false)]
    [InlineData(9UL, 5UL, false)]
    [InlineData(10UL, 10UL, true)]
    public void StandAgain_touchesTheEpochBefore(ulong now, ulong since, bool isRemembered)
    {
        StakeTranche again = StakeTranches.StandAgain(Left, Alice, E(now));
        Assert.Equal(Left with { Since = E(since), UnbondedAt = default, Release = null, Earlier = isRemembered ? [new StandingInterval(Alice, E(5), E(8))] : [] }, again);
    }

    [Fact]
    public void StandAgain_behindAnother_touchesNothing() =>
        Assert.Equal(
            Left with { Operator = Bob, Since = E(9), UnbondedAt = default, Release = null, Earlier = [new StandingInterval(Alice, E(5), E(8))] },
            StakeTranches.StandAgain(Left, Bob, E(9)));

    /// <summary>One standing touches the next: all of them are one, in whatever order they were remembered, and what stood behind another stays in its place.</summary>
    [Fact]
    public void StandAgain_goesBackFromOneToTheNext()
    {
        StandingInterval others = new(Bob, E(2), E(9));
        StakeTranche again = StakeTranches.StandAgain(Left with { Earlier = [others, new StandingInterval(Alice, E(9), E(11))] }, Alice, E(12));
        Assert.Equal(E(5), again.Since);
        Assert.Equal(others, Assert.Single(again.Earlier));
    }

    [Fact]
    public void StandAgain_keepsWhatItRemembersInOrder()
    {
        StandingInterval later = new(Bob, E(6), E(7));
        Assert.Equal<StandingInterval>([new StandingInterval(Alice, E(5), E(8)), later], StakeTranches.StandAgain(Left with { Earlier = [later] }, Alice, E(20)).Earlier);
    }

    /// <summary>What no fault of the horizon or after it can tell apart is forgotten, one thing at a time; all else stays as it was.</summary>
    [Fact]
    public void Normalise_forgetsWhatEndedBeforeTheHorizon()
    {
        StandingInterval since = new(Bob, default, E(10));
        Kept(Bonded);
        Kept(Bonded with { Since = default });
        Kept(Bonded with { Earlier = [since, new StandingInterval(Bob, E(11), E(12))] });
        Kept(Bonded with { Departures = [new StakeDeparture(E(10), U(1))] });
        Kept(Left with { UnbondedAt = E(10), Since = default });
        Kept(Left with { UnbondedAt = default, Since = default, Earlier = [since], Departures = [new StakeDeparture(E(10), U(1))] });

        Becomes(Bonded with { Since = default }, Bonded with { Since = E(10) });
        Becomes(Bonded, Bonded with { Earlier = [new StandingInterval(Bob, default, E(9))] });
        Becomes(Bonded, Bonded with { Earlier = [new StandingInterval(Bob, E(3), E(9))] });
        Becomes(Bonded with { Earlier = [since] }, Bonded with { Earlier = [new StandingInterval(Bob, E(10), E(10))] });
        Becomes(Bonded with { Earlier = [since, new StandingInterval(Alice, E(11), E(11))] }, Bonded with { Earlier = [new StandingInterval(Bob, E(3), E(10)), new StandingInterval(Alice, E(11), E(11))] });
        Becomes(Bonded with { Departures = [new StakeDeparture(E(10), U(2))] }, Bonded with { Departures = [new StakeDeparture(E(9), U(1)), new StakeDeparture(E(10), U(2)), new StakeDeparture(E(11), U(0))] });
        Becomes(Left with { UnbondedAt = E(10), Since = default }, Left with { UnbondedAt = E(10) });
        Becomes(Left with { UnbondedAt = default, Since = default }, Left with { UnbondedAt = E(9), Departures = [new StakeDeparture(E(11), U(1))] });
        Becomes(
            Left with { UnbondedAt = default, Since = default, Earlier = [since], Departures = [new StakeDeparture(E(11), U(1))] },
            Left with { Earlier = [since], Departures = [new StakeDeparture(E(9), U(1)), new StakeDeparture(E(11), U(1))] });

        static void Kept(StakeTranche tranche)
        {
            ImmutableArray<StakeTranche> tranches = [tranche];
            Assert.True(tranches == StakeTranches.Normalise(tranches, Horizon));
        }

        static void Becomes(StakeTranche expected, StakeTranche tranche) => Assert.Equal(expected, Assert.Single(StakeTranches.Normalise([tranche], Horizon)));
    }

    /// <summary>Two histories that were one epoch apart before the horizon are one afterwards, and what left each of them is counted together.</summary>
    [Fact]
    public void Normalise_ofOneHistory_addsUpWhatIsLeftAndWhatLeft()
    {
        StakeTranche one = Bonded with { Since = E(9), Departures = [new StakeDeparture(E(12), U(1)), new StakeDeparture(E(14), U(2))] };
        StakeTranche other = Bonded with { Since = E(10), Departures = [new StakeDeparture(E(11), U(4)), new StakeDeparture(E(12), U(8))] };
        StakeTranche joined = Assert.Single(StakeTranches.Normalise([one, other], Horizon));
        Assert.Equal((U(20), default(Epoch)), (joined.Remaining, joined.Since));
        Assert.Equal<StakeDeparture>([new StakeDeparture(E(11), U(4)), new StakeDeparture(E(12), U(9)), new StakeDeparture(E(14), U(2))], joined.Departures);
        Assert.Equal<StakeTranche>([one with { Since = default }, Bonded], StakeTranches.Normalise([Bonded, one], Horizon));
    }

    /// <summary>Of what is empty nothing is kept, and of one history only one.</summary>
    [Fact]
    public void Normalise_ofNothing_isNothing()
    {
        Assert.Empty(StakeTranches.Normalise([Bonded with { Remaining = U(0) }, Left with { Remaining = U(0), Departures = [new StakeDeparture(E(8), U(1))] }], Horizon));
        Assert.Single(StakeTranches.Normalise([Bonded with { Remaining = U(0), Departures = [new StakeDeparture(E(11), U(1))] }], Horizon));
    }
}
