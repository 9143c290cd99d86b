using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>A probability as an exact fraction in lowest terms.</summary>
/// <remarks>
/// <code>0 &lt;= Numerator / Denominator &lt;= 1</code>
/// Two equal probabilities are equal values: 2/4 is stored as 1/2. JSON is the text <c>"51/100"</c>. <c>default</c> is 0. Immutable.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<ExactChance>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly record struct ExactChance : IComparable<ExactChance>, IJsonValue<ExactChance>
{
    // One less than the denominator, so that default is 0/1.
    private readonly BigInteger _rest;

    private ExactChance(BigInteger numerator, BigInteger denominator)
    {
        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator);
        Numerator = numerator / common;
        _rest = (denominator / common) - BigInteger.One;
    }

    /// <summary>Gets the probability 1.</summary>
    public static ExactChance One => new(BigInteger.One, BigInteger.One);

    /// <summary>Gets the numerator, at least 0.</summary>
    public BigInteger Numerator { get; }

    /// <summary>Gets the denominator, at least 1.</summary>
    public BigInteger Denominator => _rest + BigInteger.One;

    /// <summary>Returns a fraction as a probability.</summary>
    /// <param name="numerator">The numerator, at least 0.</param>
    /// <param name="denominator">The denominator, at least 1 and at least the numerator.</param>
    /// <returns>The probability, in lowest terms.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The fraction is not from 0 to 1.</exception>
    public static ExactChance Of(BigInteger numerator, BigInteger denominator) =>
        denominator.Sign > 0 && numerator.Sign >= 0 && numerator <= denominator
            ? new ExactChance(numerator, denominator)
            : throw new ArgumentOutOfRangeException(nameof(numerator), $"{numerator}/{denominator} is not a probability: expected a fraction from 0 to 1.");

    /// <summary>Returns the probability as a part of 10^18.</summary>
    /// <param name="rounding">The direction; up for a chance that a cheat must not be told too low.</param>
    /// <returns>The proportion: 1/3 rounded up is 0.333333333333333334.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such rounding.</exception>
    public Proportion ToProportion(Rounding rounding)
    {
        BigInteger scaled = Numerator * Proportion.PartsPerOne;
        BigInteger parts = BigInteger.DivRem(scaled, Denominator, out BigInteger remainder);
        BigInteger twice = 2 * remainder;
        bool up = rounding switch
        {
            Rounding.Down => false,
            Rounding.Up => !remainder.IsZero,
            Rounding.HalfUp => twice >= Denominator,
            Rounding.HalfDown => twice > Denominator,
            Rounding.HalfEven => twice > Denominator || (twice == Denominator && !parts.IsEven),
            _ => throw new ArgumentOutOfRangeException(nameof(rounding), $"There is no rounding {(int)rounding}."),
        };
        return Proportion.FromParts((ulong)(up ? parts + BigInteger.One : parts));
    }

    /// <summary>Returns the probability of either of two things that exclude each other.</summary>
    /// <param name="other">The other probability.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The sum exceeds 1.</exception>
    public ExactChance Or(ExactChance other) =>
        Of((Numerator * other.Denominator) + (other.Numerator * Denominator), Denominator * other.Denominator);

    /// <inheritdoc/>
    public int CompareTo(ExactChance other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    /// <summary>Returns the fraction, such as <c>51/100</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Numerator}/{Denominator}";

    /// <summary>Tells whether the first probability is the smaller.</summary>
    /// <param name="left">One probability.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(ExactChance left, ExactChance right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the first probability is the larger.</summary>
    /// <param name="left">One probability.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(ExactChance left, ExactChance right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the first probability is at most the second.</summary>
    /// <param name="left">One probability.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(ExactChance left, ExactChance right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the first probability is at least the second.</summary>
    /// <param name="left">One probability.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(ExactChance left, ExactChance right) => left.CompareTo(right) >= 0;

    JsonConverter<ExactChance> IJsonValue<ExactChance>.Converter => new ExactChanceJsonConverter();
}
