using CapaCloud.Mechanisms.Staking;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Staking;

public sealed class CommissionLawTests
{
    private static Commission Begin { get; } = new()
    {
        Rate = Proportion.Percent(10),
        Floor = Proportion.Percent(5),
        Ceiling = Proportion.Percent(60),
        LargestStep = Proportion.Percent(30),
        Pause = EpochSpan.Of(1),
        Notice = EpochSpan.Of(3),
    };

    [Fact]
    public void Laws_commission_hold() => Assert.All(CommissionLaws.For(Begin), law => law.Check(cases: 1_000));

    [Theory]
    [InlineData("counts-at-once", "earned-keeps-its-rate")]
    [InlineData("no-notice", "raise-waits")]
    [InlineData("longer-notice", "counts-after-notice")]
    [InlineData("no-bounds", "within-bounds")]
    public void Laws_mutant_isCaught(string mutant, string caughtBy) =>
        Assert.NotNull(CommissionLaws.For(Begin, (before, rate, now) => Change(mutant, before, rate, now)).Single(law => law.Name == caughtBy).FindViolation(cases: 2_000));

    private static Commission Change(string mutant, Commission before, Proportion rate, Epoch now) => mutant switch
    {
        "counts-at-once" => before.ChangeTo(rate, now) with { Changes = [new CommissionChange(now, rate)] },
        "no-notice" => (before with { Notice = EpochSpan.Zero }).ChangeTo(rate, now) with { Notice = before.Notice },
        "longer-notice" => (before with { Notice = EpochSpan.Of(9) }).ChangeTo(rate, now) with { Notice = before.Notice },
        _ => (before with { Floor = Proportion.Zero, Ceiling = Proportion.One, LargestStep = Proportion.One }).ChangeTo(rate, now),
    };
}
