using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing;

namespace CapaCloud.Mechanisms.Tests.Slashing;

public sealed class PenaltyCombinationTests
{
    private static readonly IPenaltyCombination[] Combinations =
    [
        new SumCombination(),
        new MaximumInSpanCombination(),
        new MaximumInSpanCombination { Span = EpochSpan.Of(3) },
        new MultiplicativeCombination(),
        new MaximumOfCauseCombination(),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Combination_everyLaw_holds(int number) => Assert.All(PenaltyCombinationLaws.For(Combinations[number]), law => law.Check());

    [Theory]
    [InlineData("at-least-the-largest")]
    [InlineData("at-most-the-sum")]
    [InlineData("alone-is-itself")]
    [InlineData("none-is-nothing")]
    [InlineData("one-more-never-costs-less")]
    [InlineData("one-after-another")]
    [InlineData("order-independent")]
    public void Law_brokenByAMutant_isFound(string name)
    {
        Mutant mutant = new(parts => name switch
        {
            "at-least-the-largest" => parts.Length == 0 ? Proportion.Zero : parts.Min(part => part.Fraction),
            "at-most-the-sum" => parts.Length == 0 ? Proportion.Zero : Proportion.One,
            "alone-is-itself" => parts.Length == 0 ? Proportion.Zero : parts[0].Fraction.AddToOne(Proportion.FromParts(1)),
            "one-more-never-costs-less" => parts.Length == 0 ? Proportion.Zero : parts[0].Fraction,
            "one-after-another" => parts.Length == 0 ? Proportion.Zero : parts[^1].Fraction,
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

    /// <summary>One breakdown, three offences: the dearest counts; another breakdown counts beside it; what names no cause is told by its epoch.</summary>
    [Fact]
    public void Combine_offencesOfOneCause_costTheDearest()
    {
        Digest disk = Digest.Parse(new string('a', 64)), power = Digest.Parse(new string('b', 64));
        PenaltyPart[] parts =
        [
            new(Epoch.Of(1), Proportion.Percent(10), disk), new(Epoch.Of(2), Proportion.Percent(30), disk), new(Epoch.Of(9), Proportion.Percent(1), disk),
            new(Epoch.Of(2), Proportion.Percent(5), power), new(Epoch.Of(2), Proportion.Percent(2)), new(Epoch.Of(2), Proportion.Percent(3)),
            new(Epoch.Of(3), Proportion.Percent(4)),
        ];
        MaximumOfCauseCombination combination = new();
        Assert.Equal(Proportion.Percent(42), combination.Combine(parts));
        Assert.Equal(Amount.Of(200), combination.Added(Amount.Of(1_000), parts.AsSpan(0, 1), parts[1]));
        Assert.Equal(Amount.Zero, combination.Added(Amount.Of(1_000), parts.AsSpan(0, 2), parts[2]));
        Evidence evidence = new() { FaultEpoch = Epoch.Of(7), Subject = disk };
        Assert.Equal(new PenaltyPart(Epoch.Of(7), Proportion.Half, disk), PenaltyPart.Of(evidence, Proportion.Half));
    }

    [Fact]
    public void Combine_allEpochsAreOneSpan_evenTheLast() => Assert.Equal(
        Proportion.Half, Combine(new MaximumInSpanCombination(), (0, Proportion.Percent(20)), (ulong.MaxValue, Proportion.Half)));

    /// <summary>32,000 parts: sorted once, not compared in pairs.</summary>
    [Fact]
    public void Combine_manyParts_isExact()
    {
        PenaltyPart[] parts = [.. Enumerable.Range(0, 32_000).Select(index => new PenaltyPart(Epoch.Of((ulong)index % 10), Proportion.FromParts((ulong)index)))];
        Assert.Equal(Proportion.FromParts((31_990UL * 10) + 45), new MaximumInSpanCombination { Span = EpochSpan.One }.Combine(parts));
    }

    private static Proportion Combine(IPenaltyCombination combination, params (ulong Epoch, Proportion Fraction)[] parts) =>
        combination.Combine([.. parts.Select(part => new PenaltyPart(Epoch.Of(part.Epoch), part.Fraction))]);

    private sealed class Mutant(Func<PenaltyPart[], Proportion> combine) : IPenaltyCombination
    {
        public bool IsOrderIndependent => true;

        public Proportion Combine(ReadOnlySpan<PenaltyPart> parts) => combine(parts.ToArray());
    }
}
