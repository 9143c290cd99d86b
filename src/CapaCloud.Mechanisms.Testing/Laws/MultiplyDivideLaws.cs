using CapaCloud.Mechanisms.Testing.Generators;
using FsCheck;
using FsCheck.Fluent;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>The laws of <c>round(left * right / divisor)</c>, for any implementation of it.</summary>
/// <remarks>
/// No formula. The cases have a divisor above zero and at least one factor, so that the quotient fits 128 bits. The laws together
/// leave one result for each case; they are stated without dividing.
/// </remarks>
internal static class MultiplyDivideLaws
{
    private static readonly Arbitrary<Case> Cases = Arb.From(
        from left in Generate.WideInteger
        from right in Generate.WideInteger
        from divisor in Generate.WideInteger
        select new Case(left, right, UInt128.Max(UInt128.One, UInt128.Max(divisor, UInt128.Min(left, right)))));

    /// <summary>Returns the laws for one implementation.</summary>
    /// <param name="multiplyDivide">left, right, divisor and rounding to the rounded quotient.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(Func<UInt128, UInt128, UInt128, Rounding, UInt128> multiplyDivide) =>
    [
        Law.Of(
            "floor-brackets",
            "down * divisor <= left * right < (down + 1) * divisor",
            Cases,
            item => Brackets(item, multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.Down))),
        Law.Of(
            "up-is-down-or-next",
            "up is down where the division is exact, and the next integer elsewhere",
            Cases,
            item => Safe(item) is not { } safe || Neighbour(safe, multiplyDivide)),
        Law.Of(
            "halves-take-the-nearer",
            "each half rounding is down or up, whichever is nearer, and a tie goes where its name says",
            Cases,
            item => Safe(item) is not { } safe || Nearest(safe, multiplyDivide)),
        Law.Of(
            "commutes",
            "the factors may change places",
            Cases,
            item => multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.Down)
                == multiplyDivide(item.Right, item.Left, item.Divisor, Rounding.Down)),
    ];

    private static bool Neighbour(Case item, Func<UInt128, UInt128, UInt128, Rounding, UInt128> multiplyDivide)
    {
        UInt128 down = multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.Down);
        UInt128 up = multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.Up);
        return Rest(item, down) == UInt128.Zero ? up == down : up == down + UInt128.One;
    }

    private static bool Nearest(Case item, Func<UInt128, UInt128, UInt128, Rounding, UInt128> multiplyDivide)
    {
        UInt128 down = multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.Down);
        UInt128 rest = Rest(item, down), toNext = item.Divisor - rest;
        bool tie = rest == toNext;
        UInt128 nearest = rest > toNext ? down + UInt128.One : down;
        return multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.HalfUp) == (tie ? down + UInt128.One : nearest)
            && multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.HalfDown) == (tie ? down : nearest)
            && multiplyDivide(item.Left, item.Right, item.Divisor, Rounding.HalfEven)
                == (tie && UInt128.IsOddInteger(down) ? down + UInt128.One : nearest);
    }

    // Below 2^128 the remainder is right even though both products wrap around; what is wrong by a multiple of 2^128 is caught here.
    private static bool Brackets(Case item, UInt128 down)
    {
        (UInt128 productUpper, UInt128 productLower) = Multiply(item.Left, item.Right);
        (UInt128 backUpper, UInt128 backLower) = Multiply(down, item.Divisor);
        if (backUpper > productUpper || (backUpper == productUpper && backLower > productLower))
        {
            return false;
        }

        UInt128 upper = productUpper - backUpper - (productLower < backLower ? UInt128.One : UInt128.Zero);
        return upper == UInt128.Zero && unchecked(productLower - backLower) < item.Divisor;
    }

    private static UInt128 Rest(Case item, UInt128 down) => unchecked((item.Left * item.Right) - (down * item.Divisor));

    /// <summary>Leaves out quotients at the end of the range, whose next integer does not fit.</summary>
    private static Case? Safe(Case item) =>
        UInt128.Min(item.Left, item.Right) == item.Divisor && UInt128.Max(item.Left, item.Right) == UInt128.MaxValue ? null : item;

    private static (UInt128 Upper, UInt128 Lower) Multiply(UInt128 left, UInt128 right)
    {
        unchecked
        {
            UInt128 low = Math.BigMul((ulong)left, (ulong)right);
            UInt128 first = Math.BigMul((ulong)(left >> 64), (ulong)right), second = Math.BigMul((ulong)left, (ulong)(right >> 64));
            UInt128 middle = (low >> 64) + (ulong)first + (ulong)second;
            return (Math.BigMul((ulong)(left >> 64), (ulong)(right >> 64)) + (first >> 64) + (second >> 64) + (middle >> 64),
                (middle << 64) | (ulong)low);
        }
    }

    private sealed record Case(UInt128 Left, UInt128 Right, UInt128 Divisor);
}
