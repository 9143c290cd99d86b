using System.Runtime.CompilerServices;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Reputation;

/// <summary>A factor in (0, 1] by which evidence shrinks, to 120 binary digits.</summary>
/// <remarks>
/// <code>factor = (1 - loss / 2^128) * 2^-halvings</code>
/// So fine that a chain of shrinkages differs from a single one by the rounding of the results alone: at most one part for each
/// step, for evidence below 2^118 parts. <c>default</c> shrinks nothing.
/// </remarks>
/// <param name="Loss">What the first factor takes away, with 128 binary digits.</param>
/// <param name="Halvings">How many times the result is halved after that.</param>
internal readonly record struct Shrinkage(UInt128 Loss, int Halvings)
{
    /// <summary>After this many halvings nothing of 128 bits is left.</summary>
    private const int HalvingsToNothing = 256;

    /// <summary>Gets the factor with 127 binary digits.</summary>
    public UInt128 Bits => Halvings > 127 ? UInt128.Zero : (BinaryExponential.One - (Loss >> 1)) >> Halvings;

    /// <summary>Returns <c>2^-(amount / amountToHalve)</c>.</summary>
    public static Shrinkage HalvedBy(UInt128 amount, UInt128 amountToHalve)
    {
        (UInt128 whole, UInt128 rest) = UInt128.DivRem(amount, amountToHalve);
        int halvings = whole >= HalvingsToNothing ? HalvingsToNothing : (int)whole;
        if (rest == UInt128.Zero)
        {
            return new Shrinkage(UInt128.Zero, halvings);
        }

        // floor(rest * 2^128 / amount), in two steps because 2^128 itself has 129 bits.
        UInt128 half = MultiplyDivide.Divide(rest, UInt128.One << 127, amountToHalve, out UInt128 left);
        UInt128 fraction = (half << 1) + (left >= amountToHalve - left ? UInt128.One : UInt128.Zero);
        return new Shrinkage(FromBits(BinaryExponential.Halve(fraction)), halvings);
    }

    /// <summary>Returns <c>kept^times</c>.</summary>
    public static Shrinkage Power(Proportion kept, ulong times)
    {
        if (kept == Proportion.One || times == 0)
        {
            return default;
        }

        UInt128 square = MultiplyDivide.Down(kept.Parts, BinaryExponential.One, Proportion.PartsPerOne);
        UInt128 power = BinaryExponential.One;
        for (ulong left = times; left != 0; left >>= 1)
        {
            if ((left & 1) != 0)
            {
                power = BinaryExponential.Multiply(power, square);
            }

            square = BinaryExponential.Multiply(square, square);
        }

        return new Shrinkage(FromBits(power), 0);
    }

    /// <summary>Returns the value times the factor, to the nearest integer, ties up.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public UInt128 Apply(UInt128 value) => value == UInt128.Zero ? value : ApplyToSome(value);

    private UInt128 ApplyToSome(UInt128 value)
    {
        // value * 2^128 - value * loss, then shifted by 128 + halvings. Wrap-around is meant: the loss is below one, so the product's
        // upper half is below the value, and rounding up cannot exceed it.
        UInt256 lost = UInt256.Multiply(value, Loss);
        UInt128 lower, upper;
        unchecked
        {
            lower = UInt128.Zero - lost.Lower;
            upper = value - lost.Upper - ((lost.Word1 | lost.Word0) == 0 ? UInt128.Zero : UInt128.One);
            if (Halvings == 0)
            {
                return upper + (lower >> 127);
            }
        }

        if (Halvings > 128)
        {
            return UInt128.Zero;
        }

        UInt128 kept = Halvings == 128 ? UInt128.Zero : upper >> Halvings;
        return kept + ((upper >> (Halvings - 1)) & UInt128.One);
    }

    private static UInt128 FromBits(UInt128 bits) =>
        bits == UInt128.Zero ? UInt128.MaxValue : unchecked((BinaryExponential.One - bits) << 1);
}
