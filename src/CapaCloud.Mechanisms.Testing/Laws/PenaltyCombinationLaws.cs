using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Testing.Generators;

namespace CapaCloud.Mechanisms.Testing.Laws;

/// <summary>The laws of <see cref="IPenaltyCombination"/>.</summary>
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

    private static Proportion Sum(PenaltyPart[] parts) =>
        parts.Aggregate(Proportion.Zero, (sum, part) => sum.AddToOne(part.Fraction));
}
