using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>Makes one opinion of several, by what the sources have in common.</summary>
/// <remarks>
/// <code>
/// cumulative   independent evidence adds up:              r = sum of r(i)
/// weighted     the same evidence, by confidence:          r = sum of r(i) (1 - u(i)) / sum of (1 - u(i))
/// compromise   what all share stays, the rest is shared out, contradiction becomes uncertainty (for two outcomes)
/// least        the opinion with the lowest projected probability
/// </code>
/// The first two work on evidence, so that even sources that are sure keep their relative weight. Source: Josang 2016; van der
/// Heijden, Kopp and Kargl, "Multi-Source Fusion Operations in Subjective Logic", 2018.
/// </remarks>
public static class OpinionFusion
{
    /// <summary>The weight of knowing nothing: 2 observations, in parts.</summary>
    internal static readonly UInt128 PriorWeight = (UInt128)2 * Proportion.PartsPerOne;

    /// <summary>Returns the evidence of independent sources together.</summary>
    /// <param name="sources">The evidence of each.</param>
    /// <returns>The sum.</returns>
    public static ReputationTrack Cumulative(ReadOnlySpan<ReputationTrack> sources)
    {
        ReputationTrack sum = default;
        foreach (ReputationTrack source in sources)
        {
            sum = new ReputationTrack(TrackArithmetic.Saturate(sum.For, source.For), TrackArithmetic.Saturate(sum.Against, source.Against));
        }

        return sum;
    }

    /// <summary>Returns the evidence of sources that saw the same: an average in which who knows more weighs more.</summary>
    /// <param name="sources">The evidence of each.</param>
    /// <returns>The average, rounded to the nearest part; none when nobody has any.</returns>
    public static ReputationTrack Weighted(ReadOnlySpan<ReputationTrack> sources)
    {
        UInt128 confidence = UInt128.Zero;
        foreach (ReputationTrack source in sources)
        {
            confidence += Confidence(source).Parts;
        }

        ReputationTrack average = default;
        foreach (ReputationTrack source in sources)
        {
            UInt128 weight = Confidence(source).Parts;
            average = weight == UInt128.Zero ? average : new ReputationTrack(
                TrackArithmetic.Saturate(average.For, Part(source.For, weight, confidence)),
                TrackArithmetic.Saturate(average.Against, Part(source.Against, weight, confidence)));
        }

        return average;
    }

    /// <summary>Returns the compromise of opinions on a question with two answers.</summary>
    /// <param name="sources">The opinions, all of the same base rate.</param>
    /// <returns>The compromise, rounded to the nearest part, with the first source's base rate.</returns>
    /// <exception cref="ArgumentException">No opinions.</exception>
    public static Opinion Compromise(ReadOnlySpan<Opinion> sources)
    {
        if (sources.IsEmpty)
        {
            throw new ArgumentException("There are no opinions to fuse.", nameof(sources));
        }

        Proportion sharedBelief = Proportion.One, sharedDisbelief = Proportion.One, unknown = Proportion.One;
        foreach (Opinion source in sources)
        {
            sharedBelief = Proportion.Min(sharedBelief, source.Belief);
            sharedDisbelief = Proportion.Min(sharedDisbelief, source.Disbelief);
            unknown = unknown.Multiply(source.Uncertainty, Rounding.HalfUp);
        }

        Proportion allFor = Proportion.One, allAgainst = Proportion.One, all = Proportion.One;
        Proportion belief = Proportion.Zero, disbelief = Proportion.Zero;
        for (int index = 0; index < sources.Length; index++)
        {
            Proportion good = sources[index].Belief.SubtractToZero(sharedBelief);
            Proportion bad = sources[index].Disbelief.SubtractToZero(sharedDisbelief);
            Proportion others = UncertaintyOfOthers(sources, index);
            belief = belief.AddToOne(good.Multiply(others, Rounding.HalfUp));
            disbelief = disbelief.AddToOne(bad.Multiply(others, Rounding.HalfUp));
            allFor = allFor.Multiply(good, Rounding.HalfUp);
            allAgainst = allAgainst.Multiply(bad, Rounding.HalfUp);
            all = all.Multiply(good.AddToOne(bad), Rounding.HalfUp);
        }

        belief = sources.Length == 1 ? belief : belief.AddToOne(allFor);
        disbelief = sources.Length == 1 ? disbelief : disbelief.AddToOne(allAgainst);
        Proportion contradiction = sources.Length == 1 ? Proportion.Zero : all.SubtractToZero(allFor).SubtractToZero(allAgainst);
        UInt128 shares = (UInt128)belief.Parts + disbelief.Parts + contradiction.Parts;
        Proportion left = sharedBelief.Complement.SubtractToZero(sharedDisbelief).SubtractToZero(unknown);
        return new Opinion(
            sharedBelief.AddToOne(Part(belief, shares, left)),
            sharedDisbelief.AddToOne(Part(disbelief, shares, left)),
            sources[0].BaseRate);
    }

    /// <summary>Returns the opinion with the lowest projected probability: the most careful of the sources.</summary>
    /// <param name="sources">The opinions.</param>
    /// <returns>One of them, the first among equals.</returns>
    /// <exception cref="ArgumentException">No opinions.</exception>
    public static Opinion Least(ReadOnlySpan<Opinion> sources)
    {
        if (sources.IsEmpty)
        {
            throw new ArgumentException("There are no opinions to choose from.", nameof(sources));
        }

        Opinion least = sources[0];
        foreach (Opinion source in sources)
        {
            least = source.Projected < least.Projected ? source : least;
        }

        return least;
    }

    /// <summary>Returns an expectation moved toward a new one: the exponentially weighted average.</summary>
    /// <remarks>
    /// <code>old + weight * (new - old)</code>
    /// </remarks>
    /// <param name="before">The expectation so far.</param>
    /// <param name="observed">The new one.</param>
    /// <param name="weight">How much the new one counts.</param>
    /// <returns>The average, rounded to the nearest part.</returns>
    public static Proportion Average(Proportion before, Proportion observed, Proportion weight) =>
        Proportion.FromParts((ulong)MultiplyDivide.Round(
            UInt128.One,
            Math.BigMul(before.Parts, weight.Complement.Parts) + Math.BigMul(observed.Parts, weight.Parts),
            Proportion.PartsPerOne,
            Rounding.HalfUp));

    private static Proportion Confidence(ReputationTrack source) => Opinion.FromEvidence(source, Proportion.Zero).Uncertainty.Complement;

    private static Ratio Part(Ratio evidence, UInt128 weight, UInt128 total) => Ratio.FromParts(
        MultiplyDivide.Round(UInt128.Min(evidence.Parts, TrackArithmetic.MostParts), weight, total, Rounding.HalfUp));

    private static Proportion Part(Proportion share, UInt128 shares, Proportion whole) => shares == UInt128.Zero
        ? Proportion.Zero
        : Proportion.FromParts((ulong)MultiplyDivide.Round(share.Parts, whole.Parts, shares, Rounding.HalfDown));

    private static Proportion UncertaintyOfOthers(ReadOnlySpan<Opinion> sources, int but)
    {
        Proportion product = Proportion.One;
        for (int index = 0; index < sources.Length; index++)
        {
            product = index == but ? product : product.Multiply(sources[index].Uncertainty, Rounding.HalfUp);
        }

        return product;
    }
}
