using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>The integer part of roots of integers of any width.</summary>
internal static class WideRoot
{
    /// <summary>Roots of so few bits are found by halving; of more, the upper half of the bits comes first.</summary>
    private const int FewBits = 16;

    /// <summary>Returns the largest integer whose power of that degree is not above the value (not negative; degree at least 1).</summary>
    public static BigInteger Floor(BigInteger value, int degree)
    {
        if (value.IsZero || value.IsOne || degree == 1)
        {
            return value;
        }

        // 2^bits <= root < 2^(bits + 1)
        int bits = (int)((value.GetBitLength() - 1) / degree);
        return bits <= FewBits ? Halve(value, degree, bits) : Fall(value, degree, bits / 2);
    }

    /// <summary>Halves the interval in which the root lies: as many powers as it has bits.</summary>
    private static BigInteger Halve(BigInteger value, int degree, int bits)
    {
        BigInteger low = BigInteger.One << bits, high = low << 1;
        while (high - low > BigInteger.One)
        {
            BigInteger middle = (low + high) >> 1;
            (low, high) = BigInteger.Pow(middle, degree) <= value ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// Newton's iteration from above, which falls until it reaches the root. It begins at the root of the upper bits, plus one: from further away it would fall by a part of the degree
    /// at a time, and the powers of a high degree are long.
    /// </summary>
    private static BigInteger Fall(BigInteger value, int degree, int lower)
    {
        BigInteger root = (Floor(value >> (lower * degree), degree) + BigInteger.One) << lower;
        while (true)
        {
            BigInteger next = (((degree - 1) * root) + (value / BigInteger.Pow(root, degree - 1))) / degree;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }

    /// <summary>Returns the root, rounded; it is never a half, because an integer's root is an integer or irrational.</summary>
    public static BigInteger Round(BigInteger value, int degree, Rounding rounding)
    {
        BigInteger floor = Floor(value, degree);
        bool up = rounding switch
        {
            Rounding.Down => false,
            Rounding.Up => BigInteger.Pow(floor, degree) != value,
            Rounding.HalfUp or Rounding.HalfDown or Rounding.HalfEven => BigInteger.Pow((2 * floor) + 1, degree) < value << degree,
            _ => throw MultiplyDivide.UnknownRounding(rounding),
        };
        return up ? floor + BigInteger.One : floor;
    }

    /// <summary>Returns the exact root, or says that the value is not a power of that degree.</summary>
    public static bool TryExact(BigInteger value, int degree, out BigInteger root)
    {
        root = Floor(value, degree);
        return BigInteger.Pow(root, degree) == value;
    }
}
