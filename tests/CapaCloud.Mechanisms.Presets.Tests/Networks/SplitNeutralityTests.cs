using CapaCloud.Mechanisms.Presets.Networks.Ethereum;
using CapaCloud.Mechanisms.Presets.Networks.Polkadot;
using CapaCloud.Mechanisms.Slashing;
using FsCheck.Xunit;

namespace CapaCloud.Mechanisms.Presets.Tests.Networks;

/// <summary>One participant of 2,048 and 64 of 32 lose the same by the library's rule; by the network's, up to Deneb, they did not.</summary>
public sealed class SplitNeutralityTests
{
    private const ulong Token = EthereumSlashing.Increment;

    private static readonly EthereumSlashing[] Forks = [EthereumSlashing.Phase0, EthereumSlashing.Altair, EthereumSlashing.Bellatrix, EthereumSlashing.Electra];

    [Theory]
    [InlineData(0, 18)]
    [InlineData(1, 36)]
    [InlineData(2, 54)]
    [InlineData(3, 0)]
    public void CorrelationPenalty_splitInto64_deletesWholeTokensUpToDeneb(int fork, uint tokensDeleted)
    {
        (Amount one, Amount split) = Losses(Forks[fork]);
        Assert.Equal(Amount.Of((UInt128)tokensDeleted * Token), one - split);
        if (fork < 3)
        {
            Assert.Equal(Amount.Zero, split);
        }
    }

    [Fact]
    public void CorrelationPenalty_twentyOf27Million_wasNothingAndIsSomething()
    {
        Amount effective = Amount.Of(32 * (UInt128)Token);
        Amount slashed = Amount.Of(20 * 32 * (UInt128)Token);
        Amount total = Amount.Of(27_000_000 * (UInt128)Token);
        Assert.Equal(Amount.Zero, EthereumSlashing.Phase0.CorrelationPenalty(effective, slashed, total));
        Assert.Equal(Amount.Of(2_275_552), EthereumSlashing.Electra.CorrelationPenalty(effective, slashed, total));
    }

    /// <summary>Penalties round up once for each identity: splitting costs at most one unit for each, and never saves one.</summary>
    [Property(MaxTest = 1_000)]
    public bool CorrelatedCurve_splitInAnyParts_neverSaves(ushort stakeSeed, byte parts, ushort faultSeed)
    {
        UInt128 count = (UInt128)parts + 1;
        UInt128 each = (UInt128)stakeSeed + 1;
        UInt128 whole = each * count;
        Proportion share = Proportion.FromQuotient((UInt128)faultSeed + 1, (UInt128)ushort.MaxValue + 1, Rounding.Up);
        Proportion part = SlashingCurve.Correlated(Ratio.Of(3)).Evaluate(new OffenceContext { Severity = Proportion.One, ShareAtFault = share });
        UInt128 together = Amount.Of(whole).Multiply(part, Rounding.Up).Units;
        UInt128 split = Amount.Of(each).Multiply(part, Rounding.Up).Units * count;
        return split >= together && split - together < count;
    }

    [Theory]
    [InlineData(5, 50, "0")]
    [InlineData(6, 50, "0")]
    [InlineData(7, 50, "0.0042")]
    [InlineData(50, 50, "0.07")]
    public void Fraction_offlineTogether_isThePublishedPart(ulong offline, ulong validators, string expected) =>
        Assert.Equal(Proportion.Parse(expected), PolkadotUnresponsiveness.Fraction(offline, validators));

    [Fact]
    public void Penalty_absenceOfATenthInALeak_costsLessThanAHundredthOfAbsence()
    {
        Amount always = LostInALeak(epoch => false);
        Amount tenth = LostInALeak(epoch => epoch % 10 != 0);
        Amount never = LostInALeak(epoch => true);
        Assert.Equal(Amount.Zero, never);
        Assert.True(tenth.Multiply(100, 1, Rounding.Down) < always, $"{tenth} against {always}");
    }

    private static Amount LostInALeak(Func<int, bool> attests)
    {
        ulong score = 0;
        Amount lost = Amount.Zero;
        for (int epoch = 0; epoch < 1_000; epoch++)
        {
            score = EthereumInactivity.Bellatrix.NextScore(score, attests(epoch), leaking: true);
            lost += attests(epoch) ? Amount.Zero : EthereumInactivity.Bellatrix.Penalty(Amount.Of(32 * (UInt128)Token), score);
        }

        return lost;
    }

    private static (Amount One, Amount Split) Losses(EthereumSlashing fork)
    {
        Amount slashed = Amount.Of(302_080 * (UInt128)Token);
        Amount total = Amount.Of(34_000_000 * (UInt128)Token);
        Amount one = fork.CorrelationPenalty(Amount.Of(2_048 * (UInt128)Token), slashed, total);
        Amount each = fork.CorrelationPenalty(Amount.Of(32 * (UInt128)Token), slashed, total);
        return (one, each.Multiply(64, 1, Rounding.Down));
    }
}
