using System.Numerics;
using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Powers of two to 109 bits without allocation, and their multiples rounded where that many bits decide.</summary>
internal static class PowerOfTwoKernel
{
    /// <summary>How many units of 2^-128 a power may be off, what the argument's last bits are off included.</summary>
    private const int ErrorBits = 19;

    // (ln 2)^k / k!, as fractions of 2^128 (the first two) and of 2^64 (the others).
    private static readonly UInt128 FirstCoefficient = new(0xB17217F7D1CF79AB, 0xC9E3B39803F2F6AF);
    private static readonly UInt128 SecondCoefficient = new(0x3D7F7BFF058B1D50, 0xDE2D60DD92E6BF95);
    private const ulong ThirdCoefficient = 0x0E35846B82505FC5;
    private const ulong FourthCoefficient = 0x0276556DF749CEE5;

    /// <summary>
    /// Returns <c>round(multiplier * 2^-(halvings + fraction / 2^128))</c> for fewer than 64 halvings, or says that 109 bits do
    /// not decide. The number must be neither an integer nor a half.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryScaleDown(ulong multiplier, int halvings, UInt128 fraction, Rounding rounding, out ulong result)
    {
        // Wrap-around is meant: words are digits of wider numbers, and fractions drop their whole part.
        unchecked
        {
            const ulong error = 1UL << (ErrorBits + 1);
            UInt128 power = Fraction(fraction);
            ulong word1 = Words.MultiplyUpper((ulong)power, multiplier);
            ulong word2 = Words.Multiply((ulong)(power >> 64), multiplier, out ulong low);
            word1 += low;
            word2 += Words.One(word1 < low);
            ulong part = (word2 << 1 << (63 - halvings)) | (word1 >> halvings);
            ulong half = rounding <= Rounding.Up ? 0 : 1UL << 63;
            ulong shifted = part + half;
            result = (word2 >> halvings) + Words.One(shifted < half) + Words.One(rounding == Rounding.Up);
            return shifted + error >= 2 * error;
        }
    }

    /// <summary>
    /// Returns <c>round(multiplier * 2^(exponent - fraction / 2^128))</c>, or says that 109 bits do not decide. The number must be
    /// neither an integer nor a half.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryScale(UInt128 multiplier, int exponent, UInt128 fraction, Rounding rounding, out UInt128 result)
    {
        // Wrap-around is meant: words are digits of wider numbers, and fractions drop their whole part.
        unchecked
        {
            UInt256 product = UInt256.Multiply(Fraction(fraction), multiplier);
            int errorBits = ErrorBits + 1 + Math.Max(0, 64 - BitOperations.LeadingZeroCount((ulong)(multiplier >> 64))) + Math.Max(0, exponent);
            UInt128 whole = product.Upper;
            ulong part = product.Word1;
            if (exponent <= -128)
            {
                // Shifts by the width and more wrap around.
                result = default;
                return false;
            }

            if (exponent < 0)
            {
                int down = -exponent;
                part = down < 64 ? (product.Word2 << (64 - down)) | (part >> down) : (ulong)(whole >> (down - 64));
                whole >>= down;
            }
            else if (exponent > 0)
            {
                if (exponent >= 64 || whole >> (128 - exponent) != UInt128.Zero)
                {
                    result = default;
                    return false;
                }

                whole = (whole << exponent) | (part >> (64 - exponent));
                part = (part << exponent) | (product.Word0 >> (64 - exponent));
            }

            ulong half = rounding is Rounding.Down or Rounding.Up ? 0 : 1UL << 63;
            ulong shifted = part + half;
            ulong error = 1UL << Math.Min(errorBits, 62);
            result = whole + (UInt128)(Words.One(shifted < half) + Words.One(rounding == Rounding.Up));
            return errorBits < 62 && shifted + error >= 2 * error && result >= whole;
        }
    }

    /// <summary>Returns <c>2^-(fraction / 2^128)</c> as a fraction of 2^128.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt128 Fraction(UInt128 fraction)
    {
        unchecked
        {
            ulong upper = (ulong)(fraction >> 64), lower = (ulong)fraction;
            UInt128 table = MultiplyUpper(
                MultiplyUpper(PowerOfTwoTable.Coarse[(int)(upper >> 56)], PowerOfTwoTable.Middle[(int)(upper >> 48) & 255]),
                PowerOfTwoTable.Fine[(int)(upper >> 40) & 255]);

            // The rest r is below 2^-24: 1 - 2^-r = c1 r - c2 r^2 + c3 r^3 - c4 r^4, and the next term is below 2^-129.
            ulong rest1 = (upper << 24) | (lower >> 40), rest0 = lower << 24;
            ulong third = ThirdCoefficient - (Words.MultiplyUpper(rest1, FourthCoefficient) >> 24);
            ulong product1 = Words.Multiply(rest1, third, out ulong product0);
            UInt128 second = SecondCoefficient - new UInt128(product1 >> 24, (product1 << 40) | (product0 >> 24));
            product1 = Words.Multiply(rest1, (ulong)(second >> 64), out product0);
            UInt128 first = FirstCoefficient - new UInt128(product1 >> 24, (product1 << 40) | (product0 >> 24));
            UInt128 taken = MultiplyUpper(table, MultiplyUpper(new UInt128(rest1, rest0), first));
            return table - (taken >> 24);
        }
    }

    /// <summary>Returns the upper half of a product, at most three units too small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static UInt128 MultiplyUpper(UInt128 left, UInt128 right)
    {
        unchecked
        {
            ulong left1 = (ulong)(left >> 64), left0 = (ulong)left, right1 = (ulong)(right >> 64), right0 = (ulong)right;
            ulong upper = Words.Multiply(left1, right1, out ulong lower);
            return new UInt128(upper, lower) + Words.MultiplyUpper(left1, right0) + Words.MultiplyUpper(left0, right1);
        }
    }
}
