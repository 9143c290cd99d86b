using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Tests a combination of penalties of your own: several cost at least the largest and at most the sum, and one more never costs less.</summary>
/// <remarks>No formula.</remarks>
public static class PenaltyCombinationLaws
{
    /// <summary>Returns the laws for a combination.</summary>
    /// <param name="combination">The combination.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(IPenaltyCombination combination)
    {
        ArgumentNullException.ThrowIfNull(combination);
        List<Law> laws =
        [
            Law.Of("at-least-the-largest", "several penalties never cost less than the largest of them", SlashingGenerators.PenaltyParts(),
                parts => combination.Combine(parts) >= parts.Max(part => part.Fraction)),
            Law.Of("at-most-the-sum", "several penalties never cost more than all of them", SlashingGenerators.PenaltyParts(),
                parts => combination.Combine(parts) <= Sum(parts)),
            Law.Of("alone-is-itself", "one penalty costs what it costs", SlashingGenerators.PenaltyParts(),
                parts => combination.Combine(parts.AsSpan(0, 1)) == parts[0].Fraction),
            Law.Of("one-more-never-costs-less", "a further penalty never lowers what all cost", SlashingGenerators.PenaltyParts(),
                parts => combination.Combine(parts.AsSpan(1)) <= combination.Combine(parts)),
            Law.Of("one-after-another", "what penalties take one after another is what all take at once", Charged,
                drawn => OneAfterAnother(combination, drawn.Stake, drawn.Parts) == drawn.Stake.Multiply(combination.Combine(drawn.Parts), Rounding.Up)),
            Law.Of("none-is-nothing", "no penalty costs nothing", SlashingGenerators.PenaltyParts(),
                _ => combination.Combine([]).IsZero),
        ];
        if (combination.IsOrderIndependent)
        {
            laws.Add(Law.Of("order-independent", "the order in which penalties are found does not matter", SlashingGenerators.PenaltyParts(),
                parts => combination.Combine(parts) == combination.Combine([.. parts.Reverse()])
                    && combination.Combine(parts) == combination.Combine([.. parts.OrderBy(part => part.Fraction.Parts)])
                    && combination.Combine(parts) == combination.Combine([.. parts.OrderBy(part => part.Fault)])));
        }

        return laws;
    }

    private static Arbitrary<(Amount Stake, PenaltyPart[] Parts)> Charged =>
        (from stake in Generate.Amount from parts in SlashingGenerators.PenaltyParts().Generator select (stake, parts)).ToArbitrary();

    private static Amount OneAfterAnother(IPenaltyCombination combination, Amount stake, PenaltyPart[] parts)
    {
        Amount taken = Amount.Zero;
        for (int index = 0; index < parts.Length; index++)
        {
            taken += combination.Added(stake, parts.AsSpan(0, index), parts[index]);
        }

        return taken;
    }

    private static Proportion Sum(PenaltyPart[] parts) =>
        parts.Aggregate(Proportion.Zero, (sum, part) => sum.AddToOne(part.Fraction));
}
