using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Games;

namespace CapaCloud.Mechanisms.Alignment.Tests.Games;

public sealed class ProtocolGameTests
{
    public static TheoryData<string> Names => [.. ProtocolGames.All.Select(protocol => protocol.Name)];

    [Theory]
    [InlineData("two replicas", "deposit > arbitration + cost")]
    [InlineData("two replicas with a side contract", "bribe + deposit > arbitration + bond + cost")]
    [InlineData("two replicas with a reporting reward", "report > cost | bribe + deposit > arbitration + bond + cost")]
    [InlineData("challenge with bonds", "bounty > check & bond + reward >= cost")]
    [InlineData("forced errors", "jackpot > 1000*check")]
    [InlineData("escrow with dispute", "price + compensation > dispute")]
    [InlineData("commit and reveal", "bond + reward >= secrecy")]
    [InlineData("self-reporting for a bounty", "bounty < own")]
    public void DeriveCondition_isTheOneStated(string name, string expected)
    {
        ProtocolGame protocol = Named(name);
        StakeCondition condition = StakeText.ParseCondition(expected, protocol.Game.Constants.ToDictionary(symbol => symbol.Name));
        StakeCondition derived = protocol.DeriveCondition();
        Assert.True(new GameSolver(protocol.Game).AreEquivalent(protocol.Property, condition, derived), $"derived {derived}");
        Assert.Equal(expected.Length, derived.ToString()!.Length);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithPublished_whereOneIsPublished_itDoes(string name)
    {
        ProtocolGame protocol = Named(name);
        if (protocol.Published is not null)
        {
            Assert.True(protocol.AgreesWithPublished());
            ProtocolGame wrong = protocol with { Published = StakeCondition.Always };
            Assert.False(wrong.AgreesWithPublished());
        }
        else
        {
            Assert.Throws<InvalidOperationException>(() => protocol.AgreesWithPublished());
        }
    }

    /// <summary>Harmony's numbers: own 100, delegated 300, slash 2 %, bounty half of everything, or half of the offender's own loss.</summary>
    [Theory]
    [InlineData(4, false)]
    [InlineData(1, true)]
    public void CheckWith_selfReportingForABounty_paysOnlyWhenTheBountyExceedsTheOwnLoss(int bounty, bool holds)
    {
        GameAnswer answer = Named("self-reporting for a bounty").CheckWith(new Dictionary<string, Rational> { ["own"] = 2, ["delegated"] = 6, ["bounty"] = bounty });
        Assert.Equal(holds, answer.Holds);
        if (!holds)
        {
            Assert.Equal(Rational.FromInteger(2), answer.Counterexample!.Primary.Amount.Real);
            Assert.Equal(["offender", "accomplice"], answer.Counterexample.Primary.Deviators.Select(player => player.Name));
        }
    }

    [Fact]
    public void CheckWith_someStakesOpen_conditionIsOnTheOthers() =>
        Assert.Equal(
            "deposit > 13",
            Named("two replicas").CheckWith(new Dictionary<string, Rational> { ["cost"] = 10, ["arbitration"] = 3 }).WeakestPrecondition!.ToString());

    [Fact]
    public void CheckWith_unknownStake_namesTheStakesThereAre() =>
        Assert.Contains("deposit", Assert.Throws<ArgumentException>(() => Named("two replicas").CheckWith(new Dictionary<string, Rational> { ["x"] = 1 })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(30, 250, true)]
    [InlineData(30, 300, false)]
    [InlineData(10, 250, false)]
    public void For_policy_itsDepositDecides(int percent, int cost, bool holds)
    {
        PolicyStakes stakes = PolicyStakes.Of(Policy(percent), Offence.IncorrectResult);
        Assert.Equal(Amount.Of((UInt128)(10 * percent)), stakes.Deposit);
        ProtocolGame protocol = Named("two replicas");
        GameAnswer answer = protocol.CheckWith(stakes.For(protocol, new Dictionary<string, Rational> { ["cost"] = cost, ["arbitration"] = 10, ["wage"] = 400 }));
        Assert.Equal(holds ? GameConclusion.Holds : GameConclusion.Fails, answer.Conclusion);
    }

    [Fact]
    public void For_policy_itsBountyNeverPaysTheOffender()
    {
        PolicyStakes stakes = PolicyStakes.Of(Policy(30), Offence.IncorrectResult);
        ProtocolGame protocol = Named("self-reporting for a bounty");
        Assert.True(protocol.CheckWith(stakes.For(protocol, new Dictionary<string, Rational>())).Holds);
        Assert.Throws<ArgumentException>(() => PolicyStakes.Of(Policy(30), Offence.Downtime));
    }

    private static MechanismPolicy Policy(int percent) => Mechanism.Create(build => build
        .Name("test")
        .Stake(stake => stake.MinimumBond(1_000).UnbondingPeriod(EpochSpan.Of(21)))
        .Verify(verify => verify.AuditRate(Proportion.Percent(5)))
        .Slash(Offence.IncorrectResult, SlashingCurve.Constant(Proportion.Percent((uint)percent)))
        .DividePenalties(bounty: Proportion.Percent(50))
        .Reputation(new BetaReputation { HalfLife = EpochSpan.Of(30) })
        .Reward(reward => reward.SplitByLargestRemainder())).Policy;

    private static ProtocolGame Named(string name) => ProtocolGames.All.Single(protocol => protocol.Name == name);
}
