using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>A subjective opinion: how much speaks for something, how much against it, and how much is not known.</summary>
/// <remarks>
/// <code>
/// belief + disbelief + uncertainty = 1              projected probability = belief + base rate * uncertainty
/// from evidence r, s:  belief = r / (r + s + 2)     disbelief = s / (r + s + 2)     uncertainty = 2 / (r + s + 2)
/// </code>
/// Belief and disbelief round to the nearest part, the uncertainty takes the rest, so the sum is exactly one. An opinion without
/// uncertainty has lost how much evidence it rests on: keep evidence, and make opinions of it to read. <c>default</c> is full
/// uncertainty with base rate 0. Source: Josang, "Subjective Logic", 2016.
/// </remarks>
public readonly record struct Opinion
{
    /// <summary>Initializes a new instance of the <see cref="Opinion"/> struct.</summary>
    /// <param name="belief">What speaks for it.</param>
    /// <param name="disbelief">What speaks against it.</param>
    /// <param name="baseRate">How likely it is when nothing is known.</param>
    /// <exception cref="ArgumentOutOfRangeException">Belief and disbelief exceed one together.</exception>
    [JsonConstructor]
    public Opinion(Proportion belief, Proportion disbelief, Proportion baseRate)
    {
        if (disbelief > belief.Complement)
        {
            throw new ArgumentOutOfRangeException(
                nameof(disbelief), $"A belief of {belief} and a disbelief of {disbelief} exceed one together.");
        }

        Belief = belief;
        Disbelief = disbelief;
        BaseRate = baseRate;
    }

    /// <summary>Gets what speaks for it.</summary>
    public Proportion Belief { get; }

    /// <summary>Gets what speaks against it.</summary>
    public Proportion Disbelief { get; }

    /// <summary>Gets how likely it is when nothing is known.</summary>
    public Proportion BaseRate { get; }

    /// <summary>Gets what is not known.</summary>
    public Proportion Uncertainty => Belief.Complement.SubtractToZero(Disbelief);

    /// <summary>Gets the probability that the opinion comes to, rounded to the nearest part.</summary>
    public Proportion Projected => Belief.AddToOne(BaseRate.Multiply(Uncertainty, Rounding.HalfUp));

    /// <summary>Returns the opinion that evidence gives.</summary>
    /// <param name="evidence">The evidence for and against.</param>
    /// <param name="baseRate">How likely it is when nothing is known.</param>
    /// <returns>The opinion; full uncertainty without evidence.</returns>
    public static Opinion FromEvidence(ReputationTrack evidence, Proportion baseRate)
    {
        UInt128 good = UInt128.Min(evidence.For.Parts, TrackArithmetic.MostParts);
        UInt128 bad = UInt128.Min(evidence.Against.Parts, TrackArithmetic.MostParts);
        UInt128 all = good + bad + OpinionFusion.PriorWeight;
        Proportion belief = Proportion.FromQuotient(good, all, Rounding.HalfUp);
        Proportion disbelief = Proportion.Min(Proportion.FromQuotient(bad, all, Rounding.HalfUp), belief.Complement);
        return new Opinion(belief, disbelief, baseRate);
    }

    /// <summary>Returns the evidence that gives this opinion.</summary>
    /// <returns>Evidence for and against, rounded to the nearest part.</returns>
    /// <exception cref="InvalidOperationException">There is no uncertainty: no finite evidence gives this opinion.</exception>
    public ReputationTrack ToEvidence()
    {
        UInt128 uncertainty = Uncertainty.Parts;
        return uncertainty == UInt128.Zero
            ? throw new InvalidOperationException(
                $"The opinion ({Belief}, {Disbelief}, 0) has no uncertainty, so no finite evidence gives it. Keep evidence counts instead.")
            : new ReputationTrack(
                Ratio.FromParts(MultiplyDivide.Round(Belief.Parts, OpinionFusion.PriorWeight, uncertainty, Rounding.HalfUp)),
                Ratio.FromParts(MultiplyDivide.Round(Disbelief.Parts, OpinionFusion.PriorWeight, uncertainty, Rounding.HalfUp)));
    }

    /// <summary>Returns the opinion of the same projected probability that claims to know the least.</summary>
    /// <remarks>
    /// <code>uncertainty = min(P / a, (1 - P) / (1 - a))     belief = P - a * uncertainty</code>
    /// </remarks>
    /// <returns>The opinion, rounded down in uncertainty.</returns>
    public Opinion WithMostUncertainty()
    {
        Proportion projected = Projected;
        Proportion byBelief = Quotient(projected, BaseRate);
        Proportion byDisbelief = Quotient(projected.Complement, BaseRate.Complement);
        Proportion uncertainty = Proportion.Min(byBelief, byDisbelief);
        Proportion belief = projected.SubtractToZero(BaseRate.Multiply(uncertainty, Rounding.HalfUp));
        return new Opinion(belief, belief.Complement.SubtractToZero(uncertainty), BaseRate);
    }

    private static Proportion Quotient(Proportion numerator, Proportion denominator) =>
        numerator >= denominator ? Proportion.One : Proportion.FromQuotient(numerator.Parts, denominator.Parts, Rounding.Down);
}
