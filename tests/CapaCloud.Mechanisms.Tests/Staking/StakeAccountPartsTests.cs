using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Tests.Staking;

/// <summary>A stored account whose parts contradict each other is refused, by the tranche or the hold.</summary>
public sealed class StakeAccountPartsTests
{
    private static readonly ParticipantId Alice = ParticipantId.Of("alice");
    private static readonly StakeTranche Bonded = new() { Remaining = U(10), Operator = Alice, Since = E(5) };
    private static readonly StakeTranche Leaving = Bonded with { UnbondedAt = E(8), Release = E(9) };

    [Theory]
    [InlineData("stands behind nobody")]
    [InlineData("is of 0 units, and nothing left it")]
    [InlineData("is bonded, and was unbonded in epoch 8")]
    [InlineData("is released in epoch 7, before it was unbonded in epoch 8")]
    [InlineData("was unbonded in epoch 4, before it was bonded in epoch 5")]
    [InlineData("stood behind nobody from epoch 1 to epoch 2")]
    [InlineData("stood behind alice from epoch 3 to epoch 2, which is earlier")]
    [InlineData("stood from epoch 1 to epoch 2, which does not come after what is listed before it")]
    [InlineData("lost 0 units in epoch 6")]
    [InlineData("lost units in epoch 6, listed after epoch 6; expected each epoch once, in order")]
    [InlineData("lost units in epoch 6, listed after epoch 7; expected each epoch once, in order")]
    public void Constructor_trancheThatCannotBe_isNamed(string message)
    {
        StakeTranche wrong = message switch
        {
            "stands behind nobody" => Bonded with { Operator = default },
            "is of 0 units, and nothing left it" => Bonded with { Remaining = U(0) },
            "is bonded, and was unbonded in epoch 8" => Bonded with { UnbondedAt = E(8) },
            "is released in epoch 7, before it was unbonded in epoch 8" => Leaving with { Release = E(7) },
            "was unbonded in epoch 4, before it was bonded in epoch 5" => Leaving with { UnbondedAt = E(4) },
            "stood behind nobody from epoch 1 to epoch 2" => Bonded with { Earlier = [new StandingInterval(default, E(1), E(2))] },
            "stood behind alice from epoch 3 to epoch 2, which is earlier" => Bonded with { Earlier = [new StandingInterval(Alice, E(3), E(2))] },
            "stood from epoch 1 to epoch 2, which does not come after what is listed before it" =>
                Bonded with { Earlier = [new StandingInterval(Alice, E(1), E(2)), new StandingInterval(Alice, E(1), E(2))] },
            "lost 0 units in epoch 6" => Bonded with { Departures = [new StakeDeparture(E(6), U(0))] },
            "lost units in epoch 6, listed after epoch 6; expected each epoch once, in order" =>
                Bonded with { Departures = [new StakeDeparture(E(6), U(1)), new StakeDeparture(E(6), U(1))] },
            _ => Bonded with { Departures = [new StakeDeparture(E(7), U(1)), new StakeDeparture(E(6), U(1))] },
        };
        Assert.Equal($"Tranche 0 of alice {message}.", Assert.Throws<ArgumentException>(() => new StakeAccount(Alice, [wrong], [])).Message);
    }

    [Fact]
    public void Constructor_whereTwoThingsAreWrong_namesWhereItStoodFirst()
    {
        StakeTranche wrong = Bonded with { Earlier = [new StandingInterval(Alice, E(3), E(2))], Departures = [new StakeDeparture(E(6), U(0))] };
        Assert.Contains("which is earlier", Assert.Throws<ArgumentException>(() => new StakeAccount(Alice, [wrong], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_tranchesAtTheirLimits_areTaken()
    {
        Assert.Equal(U(10), new StakeAccount(Alice, [Leaving with { UnbondedAt = E(5), Release = E(5) }], []).Unbonding);
        Assert.Equal(U(0), new StakeAccount(Alice, [Bonded with { Remaining = U(0), Departures = [new StakeDeparture(E(6), U(1))] }], []).Total);
        Assert.Equal(U(10), new StakeAccount(Alice, [Bonded with { Earlier = [new StandingInterval(Alice, E(2), E(2)), new StandingInterval(Alice, E(2), E(3))] }], []).Bonded);
        Assert.Equal(U(20), new StakeAccount(Alice, [Bonded, Leaving], [new StakeHold(Alice, E(5)), new StakeHold(Alice, E(8))]).Total);
    }

    [Fact]
    public void Constructor_ownerOrderOrHoldsThatCannotBe_areNamed()
    {
        Refused("A stake account needs an owner.", default, [], []);
        Refused("Tranche 1 of alice does not come after the one before it", Alice, [Leaving, Bonded], []);
        Refused("Tranche 1 of alice does not come after the one before it", Alice, [Bonded, Bonded with { Remaining = U(3) }], []);
        Refused("Hold 1 of alice does not come after the one before it", Alice, [Bonded], [new StakeHold(Alice, E(6)), new StakeHold(Alice, E(6))]);
        Refused("Hold 1 of alice does not come after the one before it", Alice, [Bonded], [new StakeHold(Alice, E(6)), new StakeHold(Alice, E(5))]);
        Refused("Hold 0 of alice is for a fault of alice in epoch 4, at which nothing stood.", Alice, [Bonded], [new StakeHold(Alice, E(4))]);
        Refused("Hold 0 of alice is for a fault of bob in epoch 6, at which nothing stood.", Alice, [Bonded], [new StakeHold(ParticipantId.Of("bob"), E(6))]);
        Assert.Throws<OverflowException>(() => new StakeAccount(Alice, [Bonded with { Remaining = Amount.MaxValue }, Leaving with { Remaining = U(1) }], []));
        Assert.Throws<OverflowException>(() => new StakeAccount(Alice, [Bonded with { Remaining = Amount.MaxValue, Departures = [new StakeDeparture(E(6), U(1))] }], []));

        static void Refused(string message, ParticipantId owner, StakeTranche[] tranches, StakeHold[] holds) =>
            Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => new StakeAccount(owner, [.. tranches], [.. holds])).Message, StringComparison.Ordinal);
    }

    private static Amount U(ulong units) => Amount.Of(units);

    private static Epoch E(ulong epoch) => Epoch.Of(epoch);
}
