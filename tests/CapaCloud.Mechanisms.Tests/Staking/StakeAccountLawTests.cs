using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Staking;

public sealed class StakeAccountLawTests
{
    private static readonly StakingRules Rules = new() { UnbondingPeriod = EpochSpan.Of(9), LiabilityWindow = EpochSpan.Of(8) };

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(30)]
    public void Account_everyLaw_holds(ulong window)
    {
        StakingRules rules = Rules with { LiabilityWindow = EpochSpan.Of(window), UnbondingPeriod = EpochSpan.Of(5) };
        Assert.All(StakeAccountLaws.For(rules), law => law.Check());
    }

    [Theory]
    [InlineData("loss-follows-the-fault")]
    [InlineData("later-stake-is-safe")]
    [InlineData("books-balance")]
    [InlineData("charged-once")]
    [InlineData("held-fault-waits")]
    public void Law_brokenByAMutant_isFound(string name)
    {
        StakeCharge mutant = name switch
        {
            // Only what is still bonded is charged: the old way to escape.
            "loss-follows-the-fault" => (account, operatorId, fault, fraction, now) => account.Slash(
                operatorId, fault, account.BondedWith(operatorId).Multiply(fraction, Rounding.Up), now, Rules),
            "later-stake-is-safe" => (account, operatorId, fault, fraction, now) =>
                account.Slash(operatorId, now, fraction, now, Rules).Account
                    .Slash(operatorId, fault, fraction, now, Rules),
            // The pruning forgot the hold, and later stake stood since ever.
            "held-fault-waits" => (account, operatorId, fault, fraction, now) => account.Slash(
                operatorId, Epoch.Max(fault, Rules.EarliestChargeable(now)), fraction, now, Rules),
            "books-balance" => (account, operatorId, fault, fraction, now) =>
                account.Slash(operatorId, fault, fraction, now, Rules) is var slash ? slash with { Taken = slash.Taken.SubtractToZero(Amount.One) } : default,
            _ => (account, operatorId, fault, fraction, now) =>
                account.Slash(operatorId, fault, fraction.Multiply(Proportion.Half, Rounding.Down), now, Rules),
        };
        Assert.NotNull(StakeAccountLaws.For(Rules, mutant).Single(law => law.Name == name).FindViolation());
    }

    /// <summary>The figures in docs/modules.</summary>
    [Fact]
    public void Documentation_workedExamples_giveTheirFigures()
    {
        ISlashingCurve downtime = SlashingCurve.Linear(Proportion.Percent(1)).WithTolerance(Proportion.Percent(5));
        OffenceContext missedHalf = new() { Severity = Proportion.Half, ShareAtFault = Proportion.Percent(2) };
        Assert.Equal("0.004736842105263158", downtime.Evaluate(missedHalf).ToString());
        Assert.Equal("0", downtime.Evaluate(missedHalf with { Severity = Proportion.Percent(5) }).ToString());
        Assert.Equal(2UL, Headroom.Of(downtime, default, missed: 3, duties: 100, Amount.Of(1_000_000)).MissesLeft);
    }
}
