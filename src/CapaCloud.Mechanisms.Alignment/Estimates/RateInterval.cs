using System.Numerics;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Numerics;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Estimates;

/// <summary>Between which rates a true rate lies, by how often something happened in independent trials.</summary>
/// <remarks>
/// <code>
/// all p with n * D(k / n, p) &lt;= ln(2 / a),   D(q, p) = q ln(q / p) + (1 - q) ln((1 - q) / (1 - p)),   a = 1 - confidence
/// </code>
/// Chernoff's bound holds for every n and p, without an approximation by a normal curve; it is wider than an exact binomial interval by about a tenth. The ends are rounded outwards, to
/// parts of 10^9. Source: H. Chernoff (1952).
/// </remarks>
public static class RateInterval
{
    private const ulong Steps = 1_000_000_000;

    private const ulong PartsPerStep = Proportion.PartsPerOne / Steps;

    /// <summary>What all roundings together change for a trial, at most: four logarithms, and a part of the observed rate times the steepest slope.</summary>
    private const int RoundingParts = 100;

    /// <summary>Returns the interval.</summary>
    /// <param name="count">How often it happened.</param>
    /// <param name="trials">Out of how many independent trials, not zero.</param>
    /// <param name="confidence">The chance that the interval holds the true rate, at least, below one.</param>
    /// <returns>The interval, inside [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">It happened more often than was tried, nothing was tried, or the confidence is one.</exception>
    public static RationalInterval Of(ulong count, ulong trials, Proportion confidence)
    {
        if (trials == 0 || count > trials || confidence == Proportion.One)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count), $"{count} of {Prose.Count(trials, "trial")} with a confidence of {confidence}; expected at least one trial, no more counts than trials, and a confidence below 1.");
        }

        BigInteger budget = Logarithm.Natural(Ratio.FromQuotient(2 * (UInt128)Proportion.PartsPerOne, confidence.Complement.Parts, Rounding.Up), Rounding.Up).Parts;
        Proportion observed = Proportion.FromQuotient(count, trials, Rounding.Down);
        ulong place = observed.Parts / PartsPerStep;
        ulong low = Least(0, place, step => Fits(step));
        ulong high = Least(0, Steps - place, step => Fits(Steps - step));
        return RationalInterval.Between(
            count == 0 || low == 0 ? Fraction.Zero : new Fraction(low - 1, Steps),
            count == trials || high == 0 ? Fraction.One : new Fraction(Steps - high + 1, Steps));

        bool Fits(ulong step) => step == place || step == place + 1 || (Divergence(observed, Proportion.FromParts(step * PartsPerStep)) * trials) <= budget + ((BigInteger)RoundingParts * trials);
    }

    /// <summary>The least step that fits, where all above it do up to the observed rate.</summary>
    private static ulong Least(ulong first, ulong last, Func<ulong, bool> fits)
    {
        while (first < last)
        {
            ulong middle = first + ((last - first) / 2);
            (first, last) = fits(middle) ? (first, middle) : (middle + 1, last);
        }

        return first;
    }

    /// <summary>The divergence in parts of 10^18, rounded down.</summary>
    private static BigInteger Divergence(Proportion observed, Proportion rate)
    {
        if ((rate.IsZero && !observed.IsZero) || (rate == Proportion.One && observed != Proportion.One))
        {
            return BigInteger.Pow(Proportion.PartsPerOne, 3);
        }

        return Term(observed, rate) + Term(observed.Complement, rate.Complement);
    }

    private static BigInteger Term(Proportion observed, Proportion rate) => observed.IsZero
        ? BigInteger.Zero
        : observed.Parts * ((BigInteger)Logarithm.NegativeNatural(rate, Rounding.Down).Parts - Logarithm.NegativeNatural(observed, Rounding.Up).Parts) / Proportion.PartsPerOne;
}
