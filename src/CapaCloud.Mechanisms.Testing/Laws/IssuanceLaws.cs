using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <see cref="IIssuanceCurve"/>: never above its highest rate, one peak, and as much issued in pieces as at once.</summary>
/// <remarks>No formula. Stakes from nothing to all of the supply; supplies up to 2^64 base units; years of 1 to 1,000 epochs.</remarks>
public static class IssuanceLaws
{
    /// <summary>Returns the laws that a curve must keep.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="curve"/> is null.</exception>
    public static IReadOnlyList<Law> For(IIssuanceCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        return
        [
            Law.Of("never-above-highest", "the rate is at most the highest rate", Arb.From(Generate.Proportion), staked => curve.YearlyRate(staked) <= curve.HighestRate),
            Law.Of("one-peak", "between two stakes the rate is not below both of theirs, so that there is one stake that pays best", Arb.From(Three), item =>
                curve.YearlyRate(item.Middle) >= Ratio.Min(curve.YearlyRate(item.Low), curve.YearlyRate(item.High))),
        ];
    }

    /// <summary>Returns the laws of turning a rate into base units.</summary>
    /// <param name="amountOf">What is issued: of a supply, by a yearly rate, after a part of the year, in a span of it, of a year.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="amountOf"/> is null.</exception>
    public static IReadOnlyList<Law> ForAmounts(Func<Amount, Ratio, EpochSpan, EpochSpan, EpochSpan, Amount> amountOf)
    {
        ArgumentNullException.ThrowIfNull(amountOf);
        return
        [
            Law.Of("pieces-are-the-whole", "the pieces of a year issue what the year issues, to the unit", Arb.From(Years), item =>
            {
                Amount sum = Amount.Zero;
                ulong[] ends = [0, item.First, item.Second, item.Year];
                for (int piece = 0; piece < 3; piece++)
                {
                    sum += amountOf(item.Supply, item.Rate, EpochSpan.Of(ends[piece]), EpochSpan.Of(ends[piece + 1] - ends[piece]), EpochSpan.Of(item.Year));
                }

                return sum == item.Supply.Multiply(item.Rate, Rounding.Down);
            }),
            Law.Of("no-time-no-money", "a span of no epochs issues nothing", Arb.From(Years), item =>
                amountOf(item.Supply, item.Rate, EpochSpan.Of(item.First), EpochSpan.Zero, EpochSpan.Of(item.Year)).IsZero),
        ];
    }

    private static Gen<Stakes> Three =>
        from one in Generate.Proportion
        from other in Generate.Proportion
        from third in Gen.OneOf(Generate.Proportion, Gen.Choose(0, 2).Select(step => one.AddToOne(Proportion.FromParts((ulong)step))))
        let low = Proportion.Min(one, Proportion.Min(other, third))
        let high = Proportion.Max(one, Proportion.Max(other, third))
        select new Stakes(low, Proportion.FromParts(one.Parts ^ other.Parts ^ third.Parts ^ low.Parts ^ high.Parts), high);

    private static Gen<YearPieces> Years =>
        from supply in Generate.Word
        from percent in Gen.Choose(0, 300)
        from year in Gen.Choose(1, 1_000)
        from one in Gen.Choose(0, year)
        from other in Gen.Choose(0, year)
        select new YearPieces(
            Amount.Of(supply),
            Ratio.FromParts((UInt128)percent * Proportion.PartsPerOne / 100),
            (ulong)int.Min(one, other),
            (ulong)int.Max(one, other),
            (ulong)year);

    private sealed record Stakes(Proportion Low, Proportion Middle, Proportion High);

    private sealed record YearPieces(Amount Supply, Ratio Rate, ulong First, ulong Second, ulong Year);
}
