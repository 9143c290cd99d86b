using System.Numerics;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <content>Arithmetic and order.</content>
public readonly partial struct Rational
{
    /// <summary>Returns the sum, exact.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other number.</param>
    /// <returns>The sum.</returns>
    public static Rational operator +(Rational left, Rational right)
    {
        if (left._wide is null && right._wide is null)
        {
            if (left._denominatorLessOne == 0 && right._denominatorLessOne == 0)
            {
                long sum = unchecked(left._numerator + right._numerator);

                // Two addends of one sign whose wrapped sum has the other have left the 64 bits.
                bool fits = ((left._numerator ^ sum) & (right._numerator ^ sum)) >= 0 && sum != long.MinValue;
                return fits ? new Rational(sum, 1) : FromInteger((BigInteger)left._numerator + right._numerator);
            }

            // Both products are below 2^126 in size, so their sum fits 127 bits and the sign.
            long leftDenominator = left._denominatorLessOne + 1;
            long rightDenominator = right._denominatorLessOne + 1;
            Int128 top = ((Int128)left._numerator * rightDenominator) + ((Int128)right._numerator * leftDenominator);
            return Reduce(top, (Int128)leftDenominator * rightDenominator);
        }

        return FromQuotient((left.Numerator * right.Denominator) + (right.Numerator * left.Denominator), left.Denominator * right.Denominator);
    }

    /// <summary>Returns the difference, exact.</summary>
    /// <param name="left">The number to take from.</param>
    /// <param name="right">The number to take.</param>
    /// <returns>The difference.</returns>
    public static Rational operator -(Rational left, Rational right) => left + -right;

    /// <summary>Returns the product, exact.</summary>
    /// <param name="left">One factor.</param>
    /// <param name="right">The other factor.</param>
    /// <returns>The product.</returns>
    public static Rational operator *(Rational left, Rational right)
    {
        if (left._wide is null && right._wide is null)
        {
            if (left._numerator == 0 || right._numerator == 0)
            {
                return default;
            }

            return Reduce((Int128)left._numerator * right._numerator, ((Int128)left._denominatorLessOne + 1) * ((Int128)right._denominatorLessOne + 1));
        }

        return FromQuotient(left.Numerator * right.Numerator, left.Denominator * right.Denominator);
    }

    /// <summary>Returns the quotient, exact.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor, not zero.</param>
    /// <returns>The quotient.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="right"/> is zero.</exception>
    public static Rational operator /(Rational left, Rational right) => left * right.Reciprocal();

    /// <summary>Returns the number with the other sign.</summary>
    /// <param name="value">The number.</param>
    /// <returns>Minus the number.</returns>
    public static Rational operator -(Rational value) =>
        value._wide is null
            ? new Rational(-value._numerator, value._denominatorLessOne + 1)
            : new Rational(new Wide(-value._wide.Numerator, value._wide.Denominator));

    /// <summary>Tells whether two numbers are equal.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other number.</param>
    /// <returns><see langword="true"/> when they are.</returns>
    public static bool operator ==(Rational left, Rational right) => left.Equals(right);

    /// <summary>Tells whether two numbers differ.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other number.</param>
    /// <returns><see langword="true"/> when they do.</returns>
    public static bool operator !=(Rational left, Rational right) => !left.Equals(right);

    /// <summary>Tells whether the first number is the smaller.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other number.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(Rational left, Rational right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the first number is the larger.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other number.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(Rational left, Rational right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the first number is at most the second.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other number.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(Rational left, Rational right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the first number is at least the second.</summary>
    /// <param name="left">One number.</param>
    /// <param name="right">The other number.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(Rational left, Rational right) => left.CompareTo(right) >= 0;

    /// <summary>Returns a whole number as a rational: exact, so the conversion needs no cast.</summary>
    /// <param name="value">The whole number.</param>
    /// <returns>The rational.</returns>
    public static implicit operator Rational(long value) => FromInteger(value);

    /// <summary>Returns one divided by this number.</summary>
    /// <returns>The reciprocal, exact.</returns>
    /// <exception cref="DivideByZeroException">The number is zero.</exception>
    public Rational Reciprocal()
    {
        if (IsZero)
        {
            throw new DivideByZeroException("Zero has no reciprocal.");
        }

        if (_wide is not null)
        {
            return FromQuotient(_wide.Denominator, _wide.Numerator);
        }

        long denominator = _denominatorLessOne + 1;
        return _numerator > 0 ? new Rational(denominator, _numerator) : new Rational(-denominator, -_numerator);
    }

    /// <summary>Brings a quotient with a positive denominator to lowest terms and to the narrowest form that holds it.</summary>
    private static Rational Reduce(Int128 top, Int128 bottom)
    {
        if (bottom == Int128.One)
        {
            return Fit(top, bottom);
        }

        Int128 size = top < Int128.Zero ? -top : top;
        Int128 common = size <= long.MaxValue && bottom <= long.MaxValue
            ? CommonDivisor((long)size, (long)bottom)
            : CommonDivisor(size, bottom);
        return common == Int128.One ? Fit(top, bottom) : Fit(top / common, bottom / common);
    }

    private static Rational Fit(Int128 top, Int128 bottom) =>
        top >= -long.MaxValue && top <= long.MaxValue && bottom <= long.MaxValue
            ? new Rational((long)top, (long)bottom)
            : new Rational(new Wide((BigInteger)top, (BigInteger)bottom));

    private static long CommonDivisor(long left, long right)
    {
        while (left != 0)
        {
            (left, right) = (right % left, left);
        }

        return right;
    }

    private static Int128 CommonDivisor(Int128 left, Int128 right)
    {
        while (left != Int128.Zero)
        {
            if (left <= long.MaxValue && right <= long.MaxValue)
            {
                return CommonDivisor((long)left, (long)right);
            }

            (left, right) = (right % left, left);
        }

        return right;
    }
}
