using System.Numerics;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Namada;

/// <summary>Namada's inflation: it follows the distance of a staked ratio from its target, and the ratio's change.</summary>
/// <remarks>
/// <code>
/// next = last + scale * (Proportional * (Target - ratio) + Derivative * (ratio - ratio before))
/// then at least 0, at most total * HighestRate / EpochsPerYear
/// </code>
/// In base units an epoch; exact, and rounded down once at the end. The second term adds to a movement that is under way; the core's
/// <c>ProportionalDerivativeController</c> brakes it. Source: anoma/namada, crates/controller/src/lib.rs, over exact fractions.
/// </remarks>
/// <param name="Proportional">The gain of the distance.</param>
/// <param name="Derivative">The gain of the change.</param>
/// <param name="Target">The ratio that is aimed at.</param>
/// <param name="HighestRate">The highest yearly rate.</param>
/// <param name="EpochsPerYear">How many epochs a year has, not zero.</param>
public sealed record NamadaInflation(NamadaRational Proportional, NamadaRational Derivative, NamadaRational Target, NamadaRational HighestRate, ulong EpochsPerYear)
{
    /// <summary>Returns the inflation of the next epoch.</summary>
    /// <param name="total">All tokens, in base units.</param>
    /// <param name="last">The inflation of the last epoch.</param>
    /// <param name="scale">How many units a distance of one is worth.</param>
    /// <param name="ratio">The staked ratio now.</param>
    /// <param name="before">The staked ratio before.</param>
    /// <returns>The inflation.</returns>
    /// <exception cref="DivideByZeroException">A denominator is zero.</exception>
    public BigInteger Next(BigInteger total, BigInteger last, NamadaRational scale, NamadaRational ratio, NamadaRational before)
    {
        NamadaRational push = Sum(Product(Proportional, Difference(Target, ratio)), Product(Derivative, Difference(ratio, before)));
        NamadaRational next = Sum(new NamadaRational(last, BigInteger.One), Product(scale, push));
        BigInteger highest = WideRounding.Quotient(total * HighestRate.Numerator, HighestRate.Denominator * EpochsPerYear, Rounding.Down);
        return BigInteger.Max(BigInteger.Zero, BigInteger.Min(highest, WideRounding.Quotient(next.Numerator, next.Denominator, Rounding.Down)));
    }

    private static NamadaRational Sum(NamadaRational left, NamadaRational right) =>
        new((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);

    private static NamadaRational Difference(NamadaRational left, NamadaRational right) => Sum(left, right with { Numerator = -right.Numerator });

    private static NamadaRational Product(NamadaRational left, NamadaRational right) => new(left.Numerator * right.Numerator, left.Denominator * right.Denominator);
}
