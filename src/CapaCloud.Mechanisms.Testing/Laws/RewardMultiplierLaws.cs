using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>
/// The laws of <see cref="IRewardMultiplier"/>: no cliffs, and no punishment for getting better, where promised.
/// </summary>
/// <remarks>No formula.</remarks>
public static class RewardMultiplierLaws
{
    /// <summary>Returns the laws that a multiplier must keep: one for each promise.</summary>
    /// <param name="multiplier">The multiplier.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(IRewardMultiplier multiplier)
    {
        ArgumentNullException.ThrowIfNull(multiplier);
        List<Law> laws = [];
        if (multiplier.Promises.HasFlag(RewardMultiplierPromises.Continuous))
        {
            laws.Add(Law.Of(
                "no-cliff",
                "between two scores the multiplier moves by at most the steepness times their distance",
                Pairs(),
                pair => Between(multiplier.Evaluate(pair.Low), multiplier.Evaluate(pair.High)) <= Most(multiplier.Steepness, pair)));
        }

        if (multiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone))
        {
            laws.Add(Law.Of(
                "better-never-less",
                "a better score never gets a smaller multiplier",
                Pairs(),
                pair => multiplier.Evaluate(pair.High) >= multiplier.Evaluate(pair.Low)));
        }

        return laws;
    }

    private static UInt128 Between(Ratio left, Ratio right) => Ratio.Max(left, right).Parts - Ratio.Min(left, right).Parts;

    private static UInt128 Most(Ratio steepness, ScorePair pair) =>
        steepness == Ratio.MaxValue
            ? UInt128.MaxValue
            : MultiplyDivide.Up(steepness.Parts, pair.High.Parts - pair.Low.Parts, Proportion.PartsPerOne) + UInt128.One;

    /// <summary>Any two scores, and close ones, whose distance a cliff dwarfs.</summary>
    private static Arbitrary<ScorePair> Pairs() => Arb.From(
        from one in Generate.Proportion
        from other in Gen.OneOf(
            Generate.Proportion,
            Gen.Choose(0, 3).Select(step => one.AddToOne(Proportion.FromParts((ulong)step))),
            Gen.Choose(0, 3).Select(step => one.SubtractToZero(Proportion.FromParts((ulong)step))))
        select new ScorePair(Proportion.Min(one, other), Proportion.Max(one, other)));

    private sealed record ScorePair(Proportion Low, Proportion High);
}
