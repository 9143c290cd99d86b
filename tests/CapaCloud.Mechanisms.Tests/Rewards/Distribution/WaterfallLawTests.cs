using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Rewards.Distribution;

public sealed class WaterfallLawTests
{
    private static Waterfall Tiers { get; } = new(
        [
            new WaterfallTier(LedgerAccount.Treasury, Proportion.Percent(10), Amount.Of(1_000)),
            new WaterfallTier(LedgerAccount.Insurance, Proportion.Half),
            new WaterfallTier(LedgerAccount.Burned, Proportion.One, Amount.Of(7)),
        ],
        LedgerAccount.RewardPool);

    [Fact]
    public void Laws_waterfall_hold()
    {
        Assert.All(WaterfallLaws.For(Tiers), law => law.Check(cases: 1_000));
        Assert.All(WaterfallLaws.For(new Waterfall([], LedgerAccount.RewardPool)), law => law.Check());
    }

    [Theory]
    [InlineData("loses-one", "conserves")]
    [InlineData("makes-one", "conserves")]
    [InlineData("over-the-cap", "caps")]
    [InlineData("rounds-up", "earlier-first")]
    [InlineData("of-the-income", "earlier-first")]
    [InlineData("nothing-of-much", "more-is-not-less")]
    public void Laws_mutant_isCaught(string mutant, string caughtBy) =>
        Assert.NotNull(WaterfallLaws.For(Tiers, (income, parts) => Divide(mutant, income, parts)).Single(law => law.Name == caughtBy).FindViolation(cases: 5_000));

    private static Amount Divide(string mutant, Amount income, Span<Amount> parts)
    {
        Amount left = Tiers.Divide(income, parts);
        switch (mutant)
        {
            case "loses-one":
                return left.SubtractToZero(Amount.One);
            case "makes-one":
                return left + Amount.One;
            case "over-the-cap":
                parts[2] = left.IsZero ? parts[2] : parts[2] + Amount.One;
                return left.SubtractToZero(Amount.One);
            case "rounds-up":
                parts[1] += left.IsZero ? Amount.Zero : Amount.One;
                return left.SubtractToZero(Amount.One);
            case "of-the-income":
                parts[1] = income.Multiply(Proportion.Half, Rounding.Down);
                return left;
            default:
                parts[0] = income.Units % 2 == 0 ? parts[0] : Amount.Zero;
                return left;
        }
    }
}
