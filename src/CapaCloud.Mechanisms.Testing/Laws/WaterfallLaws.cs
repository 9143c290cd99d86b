using System.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of a <see cref="Waterfall"/>: nothing is made or lost, earlier tiers come first, no tier gets more than its cap.</summary>
/// <remarks>No formula. Incomes from nothing to 2^128 - 1 base units, and the next one up.</remarks>
internal static class WaterfallLaws
{
    /// <summary>Returns the laws that a division by these tiers must keep.</summary>
    /// <param name="waterfall">The tiers.</param>
    /// <param name="divide">The division; the waterfall's own when left out.</param>
    /// <returns>The laws.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="waterfall"/> is null.</exception>
    public static IReadOnlyList<Law> For(Waterfall waterfall, WaterfallDivision? divide = null)
    {
        ArgumentNullException.ThrowIfNull(waterfall);
        WaterfallDivision division = divide ?? waterfall.Divide;
        Arbitrary<Amount> incomes = Arb.From(Generate.Amount);
        return
        [
            Law.Of("conserves", "the parts and what is left are the income", incomes, income =>
            {
                (Amount[] parts, Amount left) = Parts(waterfall, division, income);
                return parts.Aggregate((BigInteger)left.Units, (sum, part) => sum + part.Units) == income.Units;
            }),
            Law.Of("caps", "no tier gets more than its cap", incomes, income =>
                Parts(waterfall, division, income).Parts.Zip(waterfall.Tiers).All(pair => pair.Second.Cap is not { } cap || pair.First <= cap)),
            Law.Of("earlier-first", "each tier gets its part of what the earlier ones left, rounded down, or its cap", incomes, income =>
            {
                BigInteger left = income.Units;
                (Amount[] parts, _) = Parts(waterfall, division, income);
                for (int tier = 0; tier < parts.Length; tier++)
                {
                    BigInteger due = left * waterfall.Tiers[tier].Part.Parts / Proportion.PartsPerOne;
                    if (parts[tier].Units != BigInteger.Min(due, waterfall.Tiers[tier].Cap?.Units ?? due))
                    {
                        return false;
                    }

                    left -= parts[tier].Units;
                }

                return true;
            }),
            Law.Of("more-is-not-less", "one base unit more of income gives no tier less", incomes, income =>
                income == Amount.MaxValue
                || Parts(waterfall, division, income + Amount.One).Parts.Zip(Parts(waterfall, division, income).Parts).All(pair => pair.First >= pair.Second)),
        ];
    }

    private static (Amount[] Parts, Amount Left) Parts(Waterfall waterfall, WaterfallDivision divide, Amount income)
    {
        Amount[] parts = new Amount[waterfall.Tiers.Length];
        return (parts, divide(income, parts));
    }
}
