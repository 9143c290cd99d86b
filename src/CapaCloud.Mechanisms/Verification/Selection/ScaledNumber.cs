using System.Numerics;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A non-negative number as an integer times a power of two, rounded in a stated direction to a stated number of bits.</summary>
internal readonly struct ScaledNumber(BigInteger mantissa, long exponent)
{
    private readonly BigInteger _mantissa = mantissa;
    private readonly long _exponent = exponent;

    public static ScaledNumber One => new(BigInteger.One, 0);

    public ScaledNumber Multiply(ScaledNumber other, int bits, bool roundUp) =>
        Round(_mantissa * other._mantissa, _exponent + other._exponent, bits, roundUp);

    public ScaledNumber MultiplyDivide(BigInteger numerator, BigInteger denominator, int bits, bool roundUp)
    {
        BigInteger product = _mantissa * numerator;
        int shift = int.Max(0, bits + 2 + (int)denominator.GetBitLength() - (int)product.GetBitLength());
        BigInteger quotient = BigInteger.DivRem(product << shift, denominator, out BigInteger remainder);
        return Round(roundUp && !remainder.IsZero ? quotient + 1 : quotient, _exponent - shift, bits, roundUp);
    }

    public ScaledNumber Add(ScaledNumber other, int bits, bool roundUp)
    {
        (ScaledNumber large, ScaledNumber small) = _exponent >= other._exponent ? (this, other) : (other, this);
        long distance = large._exponent - small._exponent;
        if (distance > 4L * bits && !large._mantissa.IsZero && !small._mantissa.IsZero)
        {
            // Too small to be seen in the sum: it is nothing, or one unit far below the last bit that is kept.
            BigInteger widened = large._mantissa << (2 * bits);
            return Round(roundUp ? widened + 1 : widened, large._exponent - (2 * bits), bits, roundUp);
        }

        return large._mantissa.IsZero ? small
            : small._mantissa.IsZero ? large
            : Round((large._mantissa << (int)distance) + small._mantissa, small._exponent, bits, roundUp);
    }

    /// <summary>Compares with <c>numerator / 2^fractionBits</c>, exactly.</summary>
    public int CompareTo(BigInteger numerator, int fractionBits)
    {
        if (_mantissa.IsZero || numerator.IsZero)
        {
            return _mantissa.CompareTo(numerator);
        }

        // Magnitudes first, so that a number far below the other is not shifted by its whole exponent.
        long magnitude = _mantissa.GetBitLength() + _exponent, otherMagnitude = numerator.GetBitLength() - fractionBits;
        if (magnitude != otherMagnitude)
        {
            return magnitude.CompareTo(otherMagnitude);
        }

        long shift = _exponent + fractionBits;
        return shift >= 0 ? (_mantissa << (int)shift).CompareTo(numerator) : _mantissa.CompareTo(numerator << (int)-shift);
    }

    private static ScaledNumber Round(BigInteger mantissa, long exponent, int bits, bool roundUp)
    {
        int excess = (int)mantissa.GetBitLength() - bits;
        if (excess <= 0)
        {
            return new ScaledNumber(mantissa, exponent);
        }

        BigInteger kept = mantissa >> excess;
        return new ScaledNumber(roundUp && kept << excess != mantissa ? kept + 1 : kept, exponent + excess);
    }
}
