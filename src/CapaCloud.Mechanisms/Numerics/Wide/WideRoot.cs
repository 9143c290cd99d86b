using System.Numerics;

namespace CapaCloud.Mechanisms.Numerics;

/// <summary>The integer part of roots of integers of any width.</summary>
internal static class WideRoot
{
    /// <summary>Returns the largest integer whose power of that degree is not above the value (not negative; degree at least 1).</summary>
    public static BigInteger Floor(BigInteger value, int degree)
    {
        if (value.IsZero || value.IsOne || degree == 1)
        {
            return value;
        }

        // Newton's iteration from above falls until it reaches the root.
        int bits = (int)(value.GetBitLength() / degree) + 1;
        BigInteger root = BigInteger.One << bits;
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
