using CapaCloud.Mechanisms.Presets.Networks.Ethereum;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks.Ethereum;

public sealed class EthereumParameterTests
{
    [Property]
    public void CorrelationPenalty_anyStake_isAtMostTheWholeIncrements(uint increments, uint slashed, uint others, byte multiplier)
    {
        EthereumSlashing rules = EthereumSlashing.Electra with { Multiplier = multiplier, EffectiveIncrement = 1_000 };
        Amount effective = Amount.Of((UInt128)increments * 1_000), total = effective + Amount.Of(((UInt128)others * 1_000) + 1_000);
        foreach (EthereumSlashing fork in new[] { rules, rules with { IsPerIncrement = false } })
        {
            Amount penalty = fork.CorrelationPenalty(effective, Amount.Of(slashed), total);
            Assert.True(penalty <= effective);
            Assert.True(penalty <= fork.CorrelationPenalty(effective, Amount.Of((UInt128)slashed + 5_000), total));
        }
    }

    [Fact]
    public void Parameters_thatDivide_areNotZero()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EthereumSlashing.Electra with { MinimumPenaltyQuotient = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => EthereumSlashing.Electra with { ReportRewardQuotient = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => EthereumSlashing.Electra with { ProposerQuotient = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => EthereumSlashing.Electra with { EffectiveIncrement = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => EthereumSlashing.Electra.CorrelationPenalty(Amount.Zero, Amount.Zero, Amount.Of(5)));
        Assert.Throws<InvalidOperationException>(() => (EthereumChurn.Electra with { Quotient = 0 }).BalanceChurn(Amount.Zero));
        Assert.Throws<InvalidOperationException>(() => (EthereumInactivity.Altair with { ScoreBias = 0 }).Penalty(Amount.Zero, 1));
    }
}
