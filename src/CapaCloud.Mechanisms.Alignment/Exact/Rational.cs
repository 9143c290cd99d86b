using System.Diagnostics;
using System.Numerics;

namespace CapaCloud.Mechanisms.Alignment.Exact;

/// <summary>An exact quotient of two integers of any size: the number type of every verdict.</summary>
/// <remarks>
/// <code>value = Numerator / Denominator, Denominator &gt;= 1, lowest terms</code>
/// Dimensionless. Nothing rounds: (1/3) * 3 is 1. Quotients whose parts fit 64 bits are held in the value itself and computed without
/// allocation; larger ones fall back to <see cref="BigInteger"/>, so nothing overflows. <c>default</c> is <see cref="Zero"/>. Immutable and
/// safe to share between threads.
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial struct Rational :
    IEquatable<Rational>,
    IComparable<Rational>,
    IAdditionOperators<Rational, Rational, Rational>,
    ISubtractionOperators<Rational, Rational, Rational>,
    IMultiplyOperators<Rational, Rational, Rational>,
    IDivisionOperators<Rational, Rational, Rational>,
    IUnaryNegationOperators<Rational, Rational>,
    IComparisonOperators<Rational, Rational, bool>
{
    private readonly long _numerator;
    private readonly long _denominatorLessOne;
    private readonly Wide? _wide;

    private Rational(long numerator, long denominator)
    {
        _numerator = numerator;
        _denominatorLessOne = denominator - 1;
    }

    private Rational(Wide wide) => _wide = wide;

    /// <summary>Gets nothing: 0, the value of <c>default</c>.</summary>
    public static Rational Zero => default;

    /// <summary>Gets one.</summary>
    public static Rational One => new(1, 1);

    /// <summary>Gets the numerator in lowest terms; it has the sign.</summary>
    public BigInteger Numerator => _wide is null ? _numerator : _wide.Numerator;

    /// <summary>Gets the denominator in lowest terms, at least 1.</summary>
    public BigInteger Denominator => _wide is null ? _denominatorLessOne + 1 : _wide.Denominator;

    /// <summary>Gets -1, 0 or 1, as the number is negative, zero or positive.</summary>
    public int Sign => _wide is null ? Math.Sign(_numerator) : _wide.Numerator.Sign;

    /// <summary>Gets a value indicating whether this is 0.</summary>
    public bool IsZero => _wide is null && _numerator == 0;

    /// <summary>Gets a value indicating whether this is 1.</summary>
    public bool IsOne => _wide is null && _numerator == 1 && _denominatorLessOne == 0;

    /// <summary>Gets a value indicating whether the denominator is 1.</summary>
    public bool IsInteger => _wide is null ? _denominatorLessOne == 0 : _wide.Denominator.IsOne;

    /// <summary>Returns a whole number as a rational.</summary>
    /// <param name="value">The whole number.</param>
    /// <returns>The rational, exact.</returns>
    public static Rational FromInteger(long value) => value == long.MinValue ? FromInteger((BigInteger)value) : new Rational(value, 1);

    /// <summary>Returns a whole number of any size as a rational.</summary>
    /// <param name="value">The whole number.</param>
    /// <returns>The rational, exact.</returns>
    public static Rational FromInteger(BigInteger value) => FromQuotient(value, BigInteger.One);

    /// <summary>Returns a quotient in lowest terms.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">Not zero.</param>
    /// <returns>The rational, exact: 6 / -4 is -3/2.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    public static Rational FromQuotient(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero)
        {
            throw new DivideByZeroException($"{numerator} / 0 is not a number.");
        }

        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        if (denominator.Sign < 0)
        {
            common = -common;
        }

        BigInteger top = numerator / common;
        BigInteger bottom = denominator / common;
        return BigInteger.Abs(top) <= long.MaxValue && bottom <= long.MaxValue
            ? new Rational((long)top, (long)bottom)
            : new Rational(new Wide(top, bottom));
    }

    /// <summary>Returns the smaller of two numbers.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The smaller.</returns>
    public static Rational Min(Rational left, Rational right) => left.CompareTo(right) <= 0 ? left : right;

    /// <summary>Returns the larger of two numbers.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The larger.</returns>
    public static Rational Max(Rational left, Rational right) => left.CompareTo(right) >= 0 ? left : right;

    /// <summary>Returns the number without its sign.</summary>
    /// <returns>The absolute value.</returns>
    public Rational Abs() => Sign < 0 ? -this : this;

    /// <inheritdoc/>
    public bool Equals(Rational other) =>
        _wide is null
            ? other._wide is null && _numerator == other._numerator && _denominatorLessOne == other._denominatorLessOne
            : other._wide is not null && _wide.Numerator == other._wide.Numerator && _wide.Denominator == other._wide.Denominator;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        _wide is null ? HashCode.Combine(_numerator, _denominatorLessOne) : HashCode.Combine(_wide.Numerator, _wide.Denominator);

    /// <inheritdoc/>
    public int CompareTo(Rational other)
    {
        if (_wide is null && other._wide is null)
        {
            return _denominatorLessOne == other._denominatorLessOne
                ? _numerator.CompareTo(other._numerator)
                : (_numerator * ((Int128)other._denominatorLessOne + 1)).CompareTo(other._numerator * ((Int128)_denominatorLessOne + 1));
        }

        return (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    }

    /// <summary>The parts of a quotient that does not fit 64 bits.</summary>
    private sealed class Wide(BigInteger numerator, BigInteger denominator)
    {
        public BigInteger Numerator { get; } = numerator;

        public BigInteger Denominator { get; } = denominator;
    }
}
