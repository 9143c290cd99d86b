using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Laws;
using CapaCloud.Mechanisms.Time;

namespace CapaCloud.Mechanisms.Tests.Slashing;

public sealed class PenaltyCombinationTests
{
    private static readonly IPenaltyCombination[] Combinations =
    [
        new SumCombination(),
        new MaximumInSpanCombination(),
        new MaximumInSpanCombination { Span = EpochSpan.Of(3) },
        new MultiplicativeCombination(),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Combination_everyLaw_holds(int number) => Assert.All(PenaltyCombinationLaws.For(Combinations[number]), law => law.Check());

    [Theory]
    [InlineData("at-least-the-largest")]
    [InlineData("at-most-the-sum")]
    [InlineData("alone-is-itself")]
    [InlineData("none-is-nothing")]
    [InlineData("order-independent")]
    public void Law_brokenByAMutant_isFound(string name)
    {
        Mutant mutant = new(parts => name switch
        {
            "at-least-the-largest" => parts.Length == 0 ? Proportion.Zero : parts.Min(part => part.Fraction),
            "at-most-the-sum" => parts.Length == 0 ? Proportion.Zero : Proportion.One,
            "alone-is-itself" => parts.Length == 0 ? Proportion.Zero : parts[0].Fraction.AddToOne(Proportion.FromParts(1)),
            "none-is-nothing" => Proportion.Percent(1),
            _ => parts.Length == 0 ? Proportion.Zero : parts[^1].Fraction,
        });
        Assert.NotNull(PenaltyCombinationLaws.For(mutant).Single(law => law.Name == name).FindViolation());
    }

    [Fact]
    public void Combine_smallThenLarge_compounds() => Assert.Equal(
        Proportion.Parse("0.050095"), Combine(new MultiplicativeCombination(), (1, Proportion.BasisPoints(1)), (2, Proportion.Percent(5))));

    [Fact]
    public void Combine_spansOfThree_sumTheLargestOfEach() => Assert.Equal(
        Proportion.Percent(60),
        Combine(new MaximumInSpanCombination { Span = EpochSpan.Of(3) }, (0, Proportion.Percent(20)), (2, Proportion.Percent(50)), (3, Proportion.Percent(10))));

    private static Proportion Combine(IPenaltyCombination combination, params (ulong Epoch, Proportion Fraction)[] parts) =>
        combination.Combine([.. parts.Select(part => new PenaltyPart(Epoch.Of(part.Epoch), part.Fraction))]);

    private sealed class Mutant(Func<PenaltyPart[], Proportion> combine) : IPenaltyCombination
    {
        public bool IsOrderIndependent => true;

        public Proportion Combine(ReadOnlySpan<PenaltyPart> parts) => combine(parts.ToArray());
    }
}
