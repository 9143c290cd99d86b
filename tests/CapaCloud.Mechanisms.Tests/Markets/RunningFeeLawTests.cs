using CapaCloud.Mechanisms.Markets;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Markets;

/// <summary>The laws on every running fee, and each law broken by a mutant.</summary>
public sealed class RunningFeeLawTests
{
    private static readonly ExponentialPrice Curve = new(Amount.Of(2_048), 1_000);

    public static TheoryData<string, IReadOnlyList<Law>> Fees => new()
    {
        { "exponential, rising", RunningFeeLaws.For(new ExponentialFee(Curve, Target: 100, Load: 150, Excess: 0)) },
        { "exponential, falling to nothing", RunningFeeLaws.For(new ExponentialFee(Curve, Target: 100, Load: 20, Excess: 9_000)) },
        { "exponential, at target", RunningFeeLaws.For(new ExponentialFee(Curve, Target: 100, Load: 100, Excess: 777)) },
        { "exponential, to the cap", RunningFeeLaws.For(new ExponentialFee(new ExponentialPrice(Amount.One, 10, Amount.Of(5_000)), 0, 3, 0)) },
        { "exponential, beyond all money", RunningFeeLaws.For(new ExponentialFee(Curve, 0, ulong.MaxValue, 0)) },
        { "exponential, held by a reserve", RunningFeeLaws.For(new ReservedExponentialFee(Curve, Target: 100, Limit: 150, Load: 90, Excess: 500, Reserve: Amount.Of(10_000))) },
        { "exponential, above its reserve", RunningFeeLaws.For(new ReservedExponentialFee(Curve, Target: 100, Limit: 150, Load: 20, Excess: 9_000, Reserve: Amount.Of(4_000))) },
        { "exponential, a reserve beyond all money", RunningFeeLaws.For(new ReservedExponentialFee(Curve, 100, ulong.MaxValue, ulong.MaxValue, 0, Amount.MaxValue)) },
        { "base fee, full", RunningFeeLaws.For(new BaseFee(new BaseFeeRule(2, 8), 100, 100, Amount.Of(1_000))) },
        { "base fee, empty with a floor", RunningFeeLaws.For(new BaseFee(new BaseFeeRule(2, 8, Amount.Of(100)), 0, 100, Amount.Of(1_000_000))) },
        { "base fee, full with a cap", RunningFeeLaws.For(new BaseFee(new BaseFeeRule(2, 8, Amount.Zero, Amount.Of(5_000)), 100, 100, Amount.Of(1_000))) },
        { "premium", RunningFeeLaws.For(new PremiumFee(new PremiumFeeRule(8, Amount.Of(100)), Amount.Of(140), Amount.Of(801))) },
        { "utilisation", RunningFeeLaws.For(new UtilisationFee(new UtilisationFeeRule(10, 8, Proportion.Percent(80), Amount.Of(100)), 20, 1, Amount.Of(801))) },
        { "queue, rising", RunningFeeLaws.For(new QueueFee(new QueuePrice(Proportion.Percent(10), Proportion.One, Ratio.One), Amount.Of(1_000), 100, 12, Ratio.One)) },
        { "queue, falling to the least", RunningFeeLaws.For(new QueueFee(new QueuePrice(Proportion.Half, Proportion.One, Ratio.One), Amount.Of(1_000), 100, 0, Ratio.Of(90))) },
        { "nothing", RunningFeeLaws.For(default(BaseFee)) },
    };

    /// <summary>Below the reserve 90 units of use against a target of 100 raise the excess by 90 * 50 / 150 = 30; at the reserve it falls by 10.</summary>
    [Fact]
    public void ReservedExponentialFee_belowAndAtTheReserve_risesAndFalls()
    {
        ReservedExponentialFee fee = new(Curve, Target: 100, Limit: 150, Load: 90, Excess: 500, Reserve: Curve.At(500) + Amount.One);
        Assert.Equal(530U, fee.Advance().Excess);
        Assert.Equal(490U, (fee with { Reserve = Curve.At(500) }).Advance().Excess);
        Assert.Equal(Curve.At(530) + Curve.At(520), PrepaidTime.Cost(fee, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => (fee with { Limit = 99 }).Advance());
        Assert.Contains("Reserve = ", default(ReservedExponentialFee).ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Mutants => new()
    {
        { "cost-is-the-sum", nameof(Frozen) },
        { "equal-stays-equal", nameof(Frozen) },
        { "time-is-the-inverse", nameof(Frozen) },
        { "in-two-parts", nameof(Frozen) },
    };

    [Theory]
    [MemberData(nameof(Fees))]
    public void Laws_everyFee_hold(string name, IReadOnlyList<Law> laws)
    {
        Assert.NotEmpty(name);
        Assert.All(laws, law => law.Check(cases: 40));
    }

    [Theory]
    [MemberData(nameof(Mutants))]
    public void Laws_feeThatSaysItIsEqualAndIsNot_isCaught(string law, string mutant)
    {
        Assert.Equal(nameof(Frozen), mutant);
        Assert.NotNull(RunningFeeLaws.For(new Frozen(0)).Single(candidate => candidate.Name == law).FindViolation(cases: 2_000));
    }

    [Fact]
    public void Laws_everyLaw_hasAMutant() =>
        Assert.Equal(RunningFeeLaws.For(new Frozen(0)).Select(law => law.Name).Order(StringComparer.Ordinal), Mutants.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    /// <summary>Its price rises in steps of ten periods, and within a step it claims to be equal for good.</summary>
    private sealed class Frozen(ulong period) : IRunningFee<Frozen>
    {
        public Amount Price => Amount.Of((period / 10) + 1);

        private ulong Period => period;

        public Frozen Advance() => new(period + 1);

        public bool Equals(Frozen? other) => other is not null && other.Period / 10 == period / 10;

        public override bool Equals(object? obj) => Equals(obj as Frozen);

        public override int GetHashCode() => 0;
    }
}
