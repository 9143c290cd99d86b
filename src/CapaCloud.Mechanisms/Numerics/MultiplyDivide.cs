using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>Multiplies two 128-bit integers and divides by a third without losing a bit in between.</summary>
/// <remarks>
/// <code>round(left * right / divisor)</code>
/// The product is exact through 256 bits. Nothing is allocated. Where the processor has a 128-by-64-bit division it is used;
/// elsewhere a reciprocal takes its place, with the same results. For a divisor that repeats see <see cref="PreparedDivisor"/>.
/// </remarks>
public static class MultiplyDivide
{
    /// <summary>Returns <c>left * right / divisor</c>, rounded as asked.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="divisor">The divisor, not zero.</param>
    /// <param name="rounding">The direction: 7 * 1 / 2 is 3 for <see cref="Rounding.Down"/> and 4 for <see cref="Rounding.Up"/>.</param>
    /// <returns>The rounded quotient.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="divisor"/> is zero.</exception>
    /// <exception cref="OverflowException">The rounded quotient needs more than 128 bits.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rounding"/> is not a defined value.</exception>
    public static UInt128 Round(UInt128 left, UInt128 right, UInt128 divisor, Rounding rounding)
    {
        UInt128 quotient = Divide(left, right, divisor, out UInt128 remainder);
        return RoundsUp(quotient, remainder, divisor, rounding) ? Increment(quotient) : quotient;
    }

    /// <summary>Returns <c>left * right / divisor</c>, rounded down: 7 * 1 / 2 is 3.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="divisor">The divisor, not zero.</param>
    /// <returns>The quotient rounded down.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="divisor"/> is zero.</exception>
    /// <exception cref="OverflowException">The quotient needs more than 128 bits.</exception>
    public static UInt128 Down(UInt128 left, UInt128 right, UInt128 divisor) => Divide(left, right, divisor, out _);

    /// <summary>Returns <c>left * right / divisor</c>, rounded up: 7 * 1 / 2 is 4.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="divisor">The divisor, not zero.</param>
    /// <returns>The quotient rounded up.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="divisor"/> is zero.</exception>
    /// <exception cref="OverflowException">The rounded quotient needs more than 128 bits.</exception>
    public static UInt128 Up(UInt128 left, UInt128 right, UInt128 divisor)
    {
        UInt128 quotient = Divide(left, right, divisor, out UInt128 remainder);
        return remainder == UInt128.Zero ? quotient : Increment(quotient);
    }

    /// <summary>Returns <c>left * right / divisor</c> rounded down, and what is left over.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="divisor">The divisor, not zero.</param>
    /// <param name="remainder"><c>left * right - quotient * divisor</c>, less than <paramref name="divisor"/>.</param>
    /// <returns>The quotient rounded down.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="divisor"/> is zero.</exception>
    /// <exception cref="OverflowException">The quotient needs more than 128 bits.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt128 Divide(UInt128 left, UInt128 right, UInt128 divisor, out UInt128 remainder)
    {
        if (!WideDivision.TryDivide(UInt256.Multiply(left, right), divisor, out UInt128 quotient, out remainder))
        {
            ThrowNoQuotient(left, right, divisor);
        }

        return quotient;
    }

    /// <summary>Returns <c>left * right / divisor</c> rounded down and what is left over, or says that the quotient is too large.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    /// <param name="divisor">The divisor, not zero.</param>
    /// <param name="quotient">The quotient rounded down, 7 * 1 / 2 is 3; 0 when it needs more than 128 bits.</param>
    /// <param name="remainder"><c>left * right - quotient * divisor</c>; 0 when the quotient needs more than 128 bits.</param>
    /// <returns><see langword="false"/> when the quotient needs more than 128 bits.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="divisor"/> is zero.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDivide(UInt128 left, UInt128 right, UInt128 divisor, out UInt128 quotient, out UInt128 remainder)
    {
        bool fits = WideDivision.TryDivide(UInt256.Multiply(left, right), divisor, out quotient, out remainder);
        if (!fits && divisor == UInt128.Zero)
        {
            ThrowDivisorZero(left, right);
        }

        return fits;
    }

    internal static bool RoundsUp(UInt128 quotient, UInt128 remainder, UInt128 divisor, Rounding rounding)
    {
        if (remainder == UInt128.Zero)
        {
            return rounding <= Rounding.HalfEven ? false : ThrowUnknownRounding(rounding);
        }

        // remainder < divisor, so the difference is the distance to the upper neighbour and nothing can overflow.
        UInt128 toUpper = divisor - remainder;
        return rounding switch
        {
            Rounding.Down => false,
            Rounding.Up => true,
            Rounding.HalfUp => remainder >= toUpper,
            Rounding.HalfDown => remainder > toUpper,
            Rounding.HalfEven => remainder > toUpper || (remainder == toUpper && UInt128.IsOddInteger(quotient)),
            _ => ThrowUnknownRounding(rounding),
        };
    }

    internal static UInt128 Increment(UInt128 quotient) =>
        quotient == UInt128.MaxValue
            ? throw new OverflowException("The quotient, rounded up, needs more than 128 bits.")
            : quotient + UInt128.One;

    internal static void RefuseUnknown(Rounding rounding)
    {
        if ((uint)rounding > (uint)Rounding.HalfEven)
        {
            throw UnknownRounding(rounding);
        }
    }

    internal static ArgumentOutOfRangeException UnknownRounding(Rounding rounding) =>
        new(nameof(rounding), rounding, "Expected one of the five defined roundings.");

    [DoesNotReturn]
    private static bool ThrowUnknownRounding(Rounding rounding) => throw UnknownRounding(rounding);

    [DoesNotReturn]
    private static void ThrowNoQuotient(UInt128 left, UInt128 right, UInt128 divisor)
    {
        if (divisor == UInt128.Zero)
        {
            ThrowDivisorZero(left, right);
        }

        ThrowQuotientTooLarge(left, right, divisor);
    }

    [DoesNotReturn]
    internal static void ThrowDivisorZero(UInt128 left, UInt128 right) =>
        throw new DivideByZeroException($"The divisor of {DecimalText.Format(left)} * {DecimalText.Format(right)} / 0 must not be zero.");

    [DoesNotReturn]
    internal static void ThrowQuotientTooLarge(UInt128 left, UInt128 right, UInt128 divisor) =>
        throw new OverflowException(
            $"{DecimalText.Format(left)} * {DecimalText.Format(right)} / {DecimalText.Format(divisor)} needs more than 128 bits.");
}
