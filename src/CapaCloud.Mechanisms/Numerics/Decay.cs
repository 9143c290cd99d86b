using System.Numerics;
using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>What a half-life leaves of something: always computed from one anchor, so that how often it is asked changes nothing.</summary>
/// <remarks>
/// <code>value(t) = anchor * 2^-((t - t0) / halfLife)</code>
/// The exact real number is rounded once, in the direction asked for: the result is never a unit off, it never rises with
/// time, and after a whole number of half-lives it is the exact power. Because each value is taken from the anchor and not from
/// the value before, evaluating once after a year or every epoch gives the same number (the absolute form of ASERT, the
/// difficulty rule of Bitcoin Cash, 2020). Multiplying factors of shorter spans instead would round at each step.
/// </remarks>
public static class Decay
{
    /// <summary>Returns which part is left after a span.</summary>
    /// <param name="elapsed">How long ago the anchor is.</param>
    /// <param name="halfLife">The span after which half is left, at least one epoch.</param>
    /// <param name="rounding">
    /// The direction of the 18th digit: after half a half-life 0.707106781186547524 is left down and 0.707106781186547525 up.
    /// Down favours whoever is held to what decays; up favours whoever holds it.
    /// </param>
    /// <returns><c>round(10^18 * 2^-(elapsed / halfLife))</c> parts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The half-life is zero, or the rounding is not a defined value.</exception>
    public static Proportion Factor(EpochSpan elapsed, EpochSpan halfLife, Rounding rounding) =>
        Proportion.FromParts((ulong)Scale(Proportion.PartsPerOne, elapsed, halfLife, rounding));

    /// <summary>Returns how much is left of an amount after a span.</summary>
    /// <param name="anchor">The amount at the start.</param>
    /// <param name="elapsed">How long ago the start is.</param>
    /// <param name="halfLife">The span after which half is left, at least one epoch.</param>
    /// <param name="rounding">
    /// The direction: of 100 units 70 are left down after half a half-life and 71 up. Down favours whoever owes what decays; up
    /// favours whoever owns it.
    /// </param>
    /// <returns><c>round(anchor * 2^-(elapsed / halfLife))</c> base units, never more than the anchor.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The half-life is zero, or the rounding is not a defined value.</exception>
    public static Amount Apply(Amount anchor, EpochSpan elapsed, EpochSpan halfLife, Rounding rounding) =>
        Amount.Of(Scale(anchor.Units, elapsed, halfLife, rounding));

    /// <summary>Whole half-lives. A call of its own, so that it takes no registers from the common way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static UInt128 Halve(UInt128 multiplier, int times, Rounding rounding) =>
        MultiplyDivide.Round(multiplier, UInt128.One, UInt128.One << times, rounding);

    private static UInt128 Scale(UInt128 multiplier, EpochSpan elapsed, EpochSpan halfLife, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        if (halfLife.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(halfLife), "A half-life of 0 epochs: expected at least 1.");
        }

        (ulong whole, ulong rest) = Math.DivRem(elapsed.Epochs, halfLife.Epochs);
        if (whole < 120 && rest == 0)
        {
            return Halve(multiplier, (int)whole, rounding);
        }

        if (whole < 120 && multiplier != UInt128.Zero)
        {
            // The two words of rest / halfLife as a fraction of 2^128.
            ulong upper = WideDivision.DivideWords(rest, 0, halfLife.Epochs, out rest);
            UInt128 fraction = new(upper, WideDivision.DivideWords(rest, 0, halfLife.Epochs, out _));
            if (multiplier <= ulong.MaxValue && whole < 64)
            {
                if (PowerOfTwoKernel.TryScaleDown((ulong)multiplier, (int)whole, fraction, rounding, out ulong word))
                {
                    return word;
                }
            }
            else if (PowerOfTwoKernel.TryScale(multiplier, -(int)whole, fraction, rounding, out UInt128 result))
            {
                return result;
            }
        }

        // What is hardly there any more, and the rare number that 109 bits do not decide.
        return multiplier == UInt128.Zero
            ? multiplier
            : (UInt128)WidePowerOfTwo.Scale(multiplier, -(BigInteger)elapsed.Epochs, halfLife.Epochs, rounding);
    }
}
