using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A non-negative number that may exceed one, with 18 decimal digits: a multiplier, a weight, a quantity of evidence.</summary>
/// <remarks>
/// <code>value = parts / 10^18, 0 &lt;= parts &lt;= 2^128 - 1 (about 3.4 * 10^20)</code>
/// Dimensionless. What cannot exceed one is a <see cref="Proportion"/>. <c>default</c> is <see cref="Zero"/>. Immutable and
/// safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<Ratio>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial record struct Ratio :
    IComparable<Ratio>,
    IComparable,
    IAdditionOperators<Ratio, Ratio, Ratio>,
    ISubtractionOperators<Ratio, Ratio, Ratio>,
    IComparisonOperators<Ratio, Ratio, bool>,
    IMinMaxValue<Ratio>,
    IJsonValue<Ratio>
{
    private Ratio(UInt128 parts) => Parts = parts;

    /// <summary>Gets nothing: 0, the value of <c>default</c>.</summary>
    public static Ratio Zero => default;

    /// <summary>Gets one.</summary>
    public static Ratio One => new(Proportion.PartsPerOne);

    /// <summary>Gets the largest ratio: 340282366920938463463.374607431768211455.</summary>
    public static Ratio MaxValue => new(UInt128.MaxValue);

    /// <inheritdoc/>
    static Ratio IMinMaxValue<Ratio>.MinValue => Zero;

    /// <summary>Gets the count of parts, 10^18 to the one.</summary>
    public UInt128 Parts { get; }

    /// <summary>Gets a value indicating whether this is 0.</summary>
    public bool IsZero => Parts == UInt128.Zero;

    /// <summary>Returns the ratio of that many parts of 10^18.</summary>
    /// <param name="parts">The count of parts.</param>
    /// <returns>The ratio.</returns>
    public static Ratio FromParts(UInt128 parts) => new(parts);

    /// <summary>Returns a whole number as a ratio.</summary>
    /// <param name="value">The whole number.</param>
    /// <returns>The ratio, exact.</returns>
    public static Ratio Of(ulong value) => new((UInt128)value * Proportion.PartsPerOne);

    /// <summary>Returns a quotient of two integers as a ratio.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">Not zero.</param>
    /// <param name="rounding">The direction of the 18th digit: 2 / 3 is 0.666666666666666666 down and 0.666666666666666667 up.</param>
    /// <returns><c>round(10^18 * numerator / denominator)</c> parts.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    /// <exception cref="OverflowException">The ratio exceeds <see cref="MaxValue"/>.</exception>
    public static Ratio FromQuotient(UInt128 numerator, UInt128 denominator, Rounding rounding) =>
        new(MultiplyDivide.Round(numerator, Proportion.PartsPerOne, denominator, rounding));

    /// <summary>Returns the smaller of two ratios.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The smaller.</returns>
    public static Ratio Min(Ratio left, Ratio right) => left.Parts <= right.Parts ? left : right;

    /// <summary>Returns the larger of two ratios.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The larger.</returns>
    public static Ratio Max(Ratio left, Ratio right) => left.Parts >= right.Parts ? left : right;

    /// <summary>Returns the sum; the twin of <see cref="Add"/>.</summary>
    /// <param name="left">One ratio.</param>
    /// <param name="right">The other ratio.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds <see cref="MaxValue"/>.</exception>
    public static Ratio operator +(Ratio left, Ratio right) => left.Add(right);

    /// <summary>Returns the difference; the twin of <see cref="Subtract"/>.</summary>
    /// <param name="left">The ratio to take from.</param>
    /// <param name="right">The ratio to take.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException"><paramref name="right"/> is the larger: a ratio is never negative.</exception>
    public static Ratio operator -(Ratio left, Ratio right) => left.Subtract(right);

    /// <summary>Tells whether the first value is the smaller.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(Ratio left, Ratio right) => left.Parts < right.Parts;

    /// <summary>Tells whether the first value is the larger.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(Ratio left, Ratio right) => left.Parts > right.Parts;

    /// <summary>Tells whether the first value is at most the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(Ratio left, Ratio right) => left.Parts <= right.Parts;

    /// <summary>Tells whether the first value is at least the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(Ratio left, Ratio right) => left.Parts >= right.Parts;

    /// <summary>Returns the sum, exact.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds <see cref="MaxValue"/>.</exception>
    public Ratio Add(Ratio other)
    {
        UInt128 sum = unchecked(Parts + other.Parts);
        return sum < Parts ? throw new OverflowException($"{this} + {other} exceeds the largest ratio, {MaxValue}.") : new Ratio(sum);
    }

    /// <summary>Returns the difference, exact.</summary>
    /// <param name="other">What to take, at most this ratio.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException"><paramref name="other"/> is the larger: a ratio is never negative.</exception>
    public Ratio Subtract(Ratio other) =>
        other.Parts > Parts
            ? throw new OverflowException($"{this} - {other} would be negative, which a ratio cannot be.")
            : new Ratio(unchecked(Parts - other.Parts));

    /// <summary>Returns the product.</summary>
    /// <param name="other">The other factor.</param>
    /// <param name="rounding">The direction of the 18th digit: 10^-18 * 0.5 is 0 down and 10^-18 up.</param>
    /// <returns><c>round(parts * other.parts / 10^18)</c> parts.</returns>
    /// <exception cref="OverflowException">The product exceeds <see cref="MaxValue"/>.</exception>
    public Ratio Multiply(Ratio other, Rounding rounding) =>
        new(MultiplyDivide.Round(Parts, other.Parts, Proportion.PartsPerOne, rounding));

    /// <summary>Returns the quotient.</summary>
    /// <param name="other">The divisor, not zero.</param>
    /// <param name="rounding">The direction of the 18th digit: 2 / 3 is 0.666666666666666666 down and 0.666666666666666667 up.</param>
    /// <returns><c>round(10^18 * parts / other.parts)</c> parts.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="other"/> is zero.</exception>
    /// <exception cref="OverflowException">The quotient exceeds <see cref="MaxValue"/>.</exception>
    public Ratio Divide(Ratio other, Rounding rounding) => FromQuotient(Parts, other.Parts, rounding);

    /// <summary>Returns this number as a proportion, one when it exceeds one.</summary>
    /// <returns><c>min(1, this)</c>, exact.</returns>
    public Proportion ToProportionAtMostOne() =>
        Parts >= Proportion.PartsPerOne ? Proportion.One : Proportion.FromParts((ulong)Parts);

    /// <inheritdoc/>
    public int CompareTo(Ratio other) => Parts.CompareTo(other.Parts);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Ratio other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a Ratio, got {obj.GetType().Name}.", nameof(obj)),
    };

    JsonConverter<Ratio> IJsonValue<Ratio>.Converter => new RatioJsonConverter();
}
