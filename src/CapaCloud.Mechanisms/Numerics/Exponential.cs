using System.Numerics;
using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Powers of two and of e with a fixed-point exponent: decay, exponential rebates, exponential prices.</summary>
/// <remarks>
/// <code>2^-x, e^-x, 2^x, e^x</code>
/// Argument and result have 18 digits. The result is the exact real number rounded once, so it is never a unit off, it never
/// falls where the exact function rises, it is exact where that is (2^-3 is 0.125), and it is the same on every processor.
/// Integers only. Almost always 109 bits decide the rounding and nothing is allocated; where they do not (about once in 2^48
/// arguments, and for results above some 10^12), integers of any width go on until it is decided.
/// </remarks>
public static class Exponential
{
    // 2^187 / 10^18, and the same divided by ln 2: a count of parts times these is an exponent of two with 187 fraction bits.
    private static readonly UInt128 BinaryScale = new(0x9392EE8E921D5D07, 0x3AFF322E62439FCF);
    private static readonly UInt128 NaturalScale = new(0xD4E77A4730979B27, 0x92F46BD35D5B2A8E);

    /// <summary>Returns <c>2^-x</c>, a part of one.</summary>
    /// <param name="exponent">The exponent x.</param>
    /// <param name="rounding">The direction: 2^-0.5 is 0.707106781186547524 down and 0.707106781186547525 up.</param>
    /// <returns>The power.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Proportion NegativePowerOfTwo(Ratio exponent, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        if (IsInteger(exponent, out UInt128 whole) && whole < 128)
        {
            return Proportion.FromTrusted(MultiplyDivide.Round(Proportion.PartsPerOne, UInt128.One, UInt128.One << (int)whole, rounding));
        }

        return TryNegative(exponent, BinaryScale, rounding, out ulong parts)
            ? Proportion.FromTrusted(parts)
            : Proportion.FromTrusted((UInt128)WideFixedPoint.PowerOfTwo(-(BigInteger)exponent.Parts, rounding));
    }

    /// <summary>Returns <c>e^-x</c>, a part of one.</summary>
    /// <param name="exponent">The exponent x.</param>
    /// <param name="rounding">The direction: e^-1 is 0.367879441171442321 down and 0.367879441171442322 up.</param>
    /// <returns>The power.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Proportion NegativeNatural(Ratio exponent, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        return !exponent.IsZero && TryNegative(exponent, NaturalScale, rounding, out ulong parts)
            ? Proportion.FromTrusted(parts)
            : Proportion.FromTrusted((UInt128)WideFixedPoint.Exponential(-(BigInteger)exponent.Parts, rounding));
    }

    /// <summary>Returns <c>2^x</c>.</summary>
    /// <param name="exponent">The exponent x, below about 68.2.</param>
    /// <param name="rounding">The direction: 2^0.5 is 1.414213562373095048 down and 1.414213562373095049 up.</param>
    /// <returns>The power, at least 1.</returns>
    /// <exception cref="OverflowException">The power exceeds <see cref="Ratio.MaxValue"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Ratio PowerOfTwo(Ratio exponent, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        return !IsInteger(exponent, out _) && TryPositive(exponent, BinaryScale, rounding, out UInt128 parts)
            ? Ratio.FromParts(parts)
            : WideResult.ToRatio(WideFixedPoint.PowerOfTwo(exponent.Parts, rounding));
    }

    /// <summary>Returns <c>e^x</c>.</summary>
    /// <param name="exponent">The exponent x, below about 47.27.</param>
    /// <param name="rounding">The direction: e is 2.718281828459045235 down and 2.718281828459045236 up.</param>
    /// <returns>The power, at least 1.</returns>
    /// <exception cref="OverflowException">The power exceeds <see cref="Ratio.MaxValue"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static Ratio Natural(Ratio exponent, Rounding rounding)
    {
        MultiplyDivide.RefuseUnknown(rounding);
        return !exponent.IsZero && TryPositive(exponent, NaturalScale, rounding, out UInt128 parts)
            ? Ratio.FromParts(parts)
            : WideResult.ToRatio(WideFixedPoint.Exponential(exponent.Parts, rounding));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsInteger(Ratio exponent, out UInt128 whole)
    {
        (whole, UInt128 rest) = exponent.Parts >> 64 == UInt128.Zero
            ? ((ulong)exponent.Parts / Proportion.PartsPerOne, (ulong)exponent.Parts % Proportion.PartsPerOne)
            : UInt128.DivRem(exponent.Parts, Proportion.PartsPerOne);
        return rest == UInt128.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryNegative(Ratio exponent, UInt128 scale, Rounding rounding, out ulong parts)
    {
        UInt128 whole = Split(exponent, scale, out UInt128 fraction);
        if (whole >= 64)
        {
            // 10^18 is below 2^60, so this is above zero and below a half.
            parts = rounding == Rounding.Up ? 1UL : 0UL;
            return true;
        }

        return PowerOfTwoKernel.TryScaleDown(Proportion.PartsPerOne, (int)(uint)whole, fraction, rounding, out parts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryPositive(Ratio exponent, UInt128 scale, Rounding rounding, out UInt128 parts)
    {
        // 2^(n + f) = 2^(n + 1 - (1 - f)); a fraction of 0 stands for 2^n and a little.
        UInt128 whole = Split(exponent, scale, out UInt128 fraction);
        parts = default;
        return whole < 64 && (fraction == UInt128.Zero
            ? PowerOfTwoKernel.TryScale(Proportion.PartsPerOne, (int)whole, fraction, rounding, out parts)
            : PowerOfTwoKernel.TryScale(Proportion.PartsPerOne, (int)whole + 1, unchecked(UInt128.Zero - fraction), rounding, out parts));
    }

    /// <summary>Splits an exponent of two into its whole part and its fraction in units of 2^-128, rounded down.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt128 Split(Ratio exponent, UInt128 scale, out UInt128 fraction)
    {
        unchecked
        {
            UInt256 product = UInt256.Multiply(exponent.Parts, scale);
            fraction = new UInt128((product.Word2 << 5) | (product.Word1 >> 59), (product.Word1 << 5) | (product.Word0 >> 59));
            return new UInt128(product.Word3 >> 59, (product.Word3 << 5) | (product.Word2 >> 59));
        }
    }
}
