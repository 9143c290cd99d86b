using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Numerics;

public sealed class NumberLawTests
{
    public static TheoryData<string> Implementations => ["MultiplyDivide", "PreparedDivisor", "by reciprocal"];

    /// <summary>Each breaks one thing; the law named must catch it.</summary>
    public static TheoryData<string, string> DivisionMutants => new()
    {
        { "loses the upper half of the product", "floor-brackets" },
        { "off by one at exact quotients", "floor-brackets" },
        { "up is always the next", "up-is-down-or-next" },
        { "ties always up", "halves-take-the-nearer" },
        { "rounds the smaller factor", "commutes" },
    };

    public static TheoryData<string, string> DecayMutants => new()
    {
        { "loses a part at once", "starts-whole" },
        { "rises at the end of a half-life", "never-rises" },
        { "linear within a half-life", "path-independent" },
        { "whole half-lives only", "path-independent" },
        { "three quarters", "halves" },
        { "up is two above", "up-is-down-or-next" },
        { "counts epochs", "scale-free" },
    };

    [Theory]
    [MemberData(nameof(Implementations))]
    public void MultiplyDivide_everyImplementation_keepsTheLaws(string name)
    {
        foreach (Law law in MultiplyDivideLaws.For(Division(name)))
        {
            law.Check(cases: 3_000);
        }
    }

    [Fact]
    public void Decay_keepsTheLaws()
    {
        foreach (Law law in DecayLaws.For(Decay.Factor))
        {
            law.Check(cases: 3_000);
        }
    }

    [Theory]
    [MemberData(nameof(DivisionMutants))]
    public void MultiplyDivide_mutant_isCaught(string mutant, string law) =>
        Assert.NotNull(MultiplyDivideLaws.For(DivisionMutant(mutant)).Single(item => item.Name == law).FindViolation(cases: 3_000));

    [Theory]
    [MemberData(nameof(DecayMutants))]
    public void Decay_mutant_isCaught(string mutant, string law) =>
        Assert.NotNull(DecayLaws.For(DecayMutant(mutant)).Single(item => item.Name == law).FindViolation(cases: 3_000));

    private static Func<UInt128, UInt128, UInt128, Rounding, UInt128> Division(string name) => name switch
    {
        "MultiplyDivide" => MultiplyDivide.Round,
        "PreparedDivisor" => (left, right, divisor, rounding) => PreparedDivisor.Of(divisor).Round(left, right, rounding),
        _ => (left, right, divisor, rounding) =>
        {
            Assert.True(WideDivision.TryDivideByReciprocal(UInt256.Multiply(left, right), divisor, out UInt128 quotient, out UInt128 remainder));
            return MultiplyDivide.RoundsUp(quotient, remainder, divisor, rounding) ? quotient + 1 : quotient;
        }
        ,
    };

    private static Func<UInt128, UInt128, UInt128, Rounding, UInt128> DivisionMutant(string mutant) => mutant switch
    {
        "loses the upper half of the product" => (left, right, divisor, _) => unchecked(left * right) / divisor,
        "off by one at exact quotients" => (left, right, divisor, rounding) =>
        {
            UInt128 quotient = MultiplyDivide.Divide(left, right, divisor, out UInt128 rest);
            return rest == 0 && quotient != 0 ? quotient - 1 : quotient;
        }
        ,
        "up is always the next" => (left, right, divisor, rounding) =>
            MultiplyDivide.Round(left, right, divisor, Rounding.Down) + (rounding == Rounding.Up ? UInt128.One : UInt128.Zero),
        "ties always up" => (left, right, divisor, rounding) =>
            MultiplyDivide.Round(left, right, divisor, rounding is Rounding.HalfDown or Rounding.HalfEven ? Rounding.HalfUp : rounding),
        "rounds the smaller factor" => (left, right, divisor, rounding) => left / divisor * right,
        _ => throw new ArgumentOutOfRangeException(nameof(mutant)),
    };

    private static Func<EpochSpan, EpochSpan, Rounding, Proportion> DecayMutant(string mutant) => mutant switch
    {
        "loses a part at once" => (elapsed, halfLife, rounding) =>
            Decay.Factor(elapsed, halfLife, rounding).SubtractToZero(Proportion.FromParts(1)),
        "rises at the end of a half-life" => (elapsed, halfLife, rounding) => elapsed.Epochs % halfLife.Epochs == halfLife.Epochs - 1
            ? Decay.Factor(elapsed, halfLife, rounding).AddToOne(Proportion.Percent(50))
            : Decay.Factor(elapsed, halfLife, rounding),
        "linear within a half-life" => (elapsed, halfLife, rounding) =>
        {
            ulong start = (ulong)(WidePowerOfTwo.Scale(Proportion.PartsPerOne, -(System.Numerics.BigInteger)(elapsed.Epochs / halfLife.Epochs), 1, Rounding.Down));
            return Proportion.FromParts(start - (ulong)MultiplyDivide.Down(start / 2, elapsed.Epochs % halfLife.Epochs, halfLife.Epochs));
        }
        ,
        "whole half-lives only" => (elapsed, halfLife, rounding) =>
            Decay.Factor(EpochSpan.Of(elapsed.Epochs / halfLife.Epochs), EpochSpan.One, rounding),
        "three quarters" => (elapsed, halfLife, rounding) => Decay.Factor(elapsed, halfLife + halfLife + halfLife, rounding),
        "up is two above" => (elapsed, halfLife, rounding) =>
            Decay.Factor(elapsed, halfLife, rounding).AddToOne(Proportion.FromParts(rounding == Rounding.Up ? 2UL : 0UL)),
        "counts epochs" => (elapsed, halfLife, rounding) => Decay.Factor(elapsed, EpochSpan.Of(7), rounding),
        _ => throw new ArgumentOutOfRangeException(nameof(mutant)),
    };
}
