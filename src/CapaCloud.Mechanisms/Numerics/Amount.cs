using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>An amount of money: a count of indivisible base units, never negative, never fractional. <c>Amount.Of(1_000)</c> is 1,000 units.</summary>
/// <remarks>
/// <code>0 &lt;= units &lt;= 2^128 - 1 (340,282,366,920,938,463,463,374,607,431,768,211,455)</code>
/// The unit is the network's smallest (a wei, a planck, a cent): 1 unit of 10^-18 leaves room for 340 quintillion whole tokens.
/// Addition and subtraction are exact or throw. Whatever divides takes a <see cref="Rounding"/>. <c>default</c> is
/// <see cref="Zero"/>. Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<Amount>))]
[DebuggerDisplay("{ToString(),nq} units")]
public readonly partial record struct Amount :
    IComparable<Amount>,
    IComparable,
    IAdditionOperators<Amount, Amount, Amount>,
    ISubtractionOperators<Amount, Amount, Amount>,
    IComparisonOperators<Amount, Amount, bool>,
    IAdditiveIdentity<Amount, Amount>,
    IMinMaxValue<Amount>,
    IJsonValue<Amount>
{
    private Amount(UInt128 units) => Units = units;

    /// <summary>Gets nothing: 0 units, the value of <c>default</c>.</summary>
    public static Amount Zero => default;

    /// <summary>Gets the smallest payment there is: 1 base unit.</summary>
    public static Amount One => new(UInt128.One);

    /// <summary>Gets the largest amount: 2^128 - 1 units.</summary>
    public static Amount MaxValue => new(UInt128.MaxValue);

    /// <inheritdoc/>
    static Amount IMinMaxValue<Amount>.MinValue => Zero;

    /// <inheritdoc/>
    static Amount IAdditiveIdentity<Amount, Amount>.AdditiveIdentity => Zero;

    /// <summary>Gets the count of base units.</summary>
    public UInt128 Units { get; }

    /// <summary>Gets a value indicating whether this is nothing.</summary>
    public bool IsZero => Units == UInt128.Zero;

    /// <summary>Returns the amount of that many base units.</summary>
    /// <param name="units">The count of base units.</param>
    /// <returns>The amount.</returns>
    public static Amount Of(UInt128 units) => new(units);

    /// <summary>Returns the smaller of two amounts.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other amount.</param>
    /// <returns>The smaller.</returns>
    public static Amount Min(Amount left, Amount right) => left.Units <= right.Units ? left : right;

    /// <summary>Returns the larger of two amounts.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other amount.</param>
    /// <returns>The larger.</returns>
    public static Amount Max(Amount left, Amount right) => left.Units >= right.Units ? left : right;

    /// <summary>Returns the sum; the twin of <see cref="Add"/>.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other amount.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds <see cref="MaxValue"/>.</exception>
    public static Amount operator +(Amount left, Amount right) => left.Add(right);

    /// <summary>Returns the difference; the twin of <see cref="Subtract"/>.</summary>
    /// <param name="left">The amount to take from.</param>
    /// <param name="right">The amount to take.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException"><paramref name="right"/> is the larger: an amount is never negative.</exception>
    public static Amount operator -(Amount left, Amount right) => left.Subtract(right);

    /// <summary>Tells whether the first amount is the smaller.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other amount.</param>
    /// <returns><see langword="true"/> when smaller.</returns>
    public static bool operator <(Amount left, Amount right) => left.Units < right.Units;

    /// <summary>Tells whether the first amount is the larger.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other amount.</param>
    /// <returns><see langword="true"/> when larger.</returns>
    public static bool operator >(Amount left, Amount right) => left.Units > right.Units;

    /// <summary>Tells whether the first amount is at most the second.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other amount.</param>
    /// <returns><see langword="true"/> when at most equal.</returns>
    public static bool operator <=(Amount left, Amount right) => left.Units <= right.Units;

    /// <summary>Tells whether the first amount is at least the second.</summary>
    /// <param name="left">One amount.</param>
    /// <param name="right">The other amount.</param>
    /// <returns><see langword="true"/> when at least equal.</returns>
    public static bool operator >=(Amount left, Amount right) => left.Units >= right.Units;

    /// <summary>Returns the sum.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds <see cref="MaxValue"/>.</exception>
    public Amount Add(Amount other)
    {
        UInt128 sum = unchecked(Units + other.Units);
        return sum < Units
            ? throw new OverflowException($"{this} + {other} base units exceeds the largest amount, 2^128 - 1.")
            : new Amount(sum);
    }

    /// <summary>Returns the difference.</summary>
    /// <param name="other">What to take, at most this amount.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException"><paramref name="other"/> is larger than this: an amount is never negative.</exception>
    public Amount Subtract(Amount other) =>
        other.Units > Units
            ? throw new OverflowException($"{this} - {other} base units would be negative, which an amount cannot be.")
            : new Amount(unchecked(Units - other.Units));

    /// <summary>Returns the difference, or zero when there is less here than is to be taken.</summary>
    /// <param name="other">What to take.</param>
    /// <returns><c>max(0, this - other)</c>.</returns>
    public Amount SubtractToZero(Amount other) => other.Units >= Units ? Zero : new Amount(unchecked(Units - other.Units));

    /// <summary>Returns this amount times a fraction of two integers.</summary>
    /// <param name="numerator">The numerator.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <param name="rounding">The direction: 10 units * 1 / 3 is 3 for <see cref="Rounding.Down"/>, 4 for <see cref="Rounding.Up"/>.</param>
    /// <returns><c>round(units * numerator / denominator)</c>.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    /// <exception cref="OverflowException">The result exceeds <see cref="MaxValue"/>.</exception>
    public Amount Multiply(UInt128 numerator, UInt128 denominator, Rounding rounding) =>
        new(MultiplyDivide.Round(Units, numerator, denominator, rounding));

    /// <summary>Returns a part of this amount.</summary>
    /// <param name="proportion">The part, in [0, 1].</param>
    /// <param name="rounding">The direction: half of 7 units is 3 for <see cref="Rounding.Down"/>, 4 for <see cref="Rounding.Up"/>.</param>
    /// <returns><c>round(units * parts / 10^18)</c>, never more than this amount.</returns>
    public Amount Multiply(Proportion proportion, Rounding rounding) =>
        new(MultiplyDivide.Round(Units, proportion.Parts, Proportion.PartsPerOne, rounding));

    /// <summary>Returns this amount times a ratio, which may exceed one.</summary>
    /// <param name="ratio">The multiplier.</param>
    /// <param name="rounding">The direction: 7 units * 1.5 is 10 for <see cref="Rounding.Down"/>, 11 for <see cref="Rounding.Up"/>.</param>
    /// <returns><c>round(units * parts / 10^18)</c>.</returns>
    /// <exception cref="OverflowException">The result exceeds <see cref="MaxValue"/>.</exception>
    public Amount Multiply(Ratio ratio, Rounding rounding) =>
        new(MultiplyDivide.Round(Units, ratio.Parts, Proportion.PartsPerOne, rounding));

    /// <summary>Returns this amount as a gain.</summary>
    /// <returns>The signed amount, not negative.</returns>
    public SignedAmount ToSigned() => SignedAmount.Gain(this);

    /// <inheritdoc/>
    public int CompareTo(Amount other) => Units.CompareTo(other.Units);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Amount other => CompareTo(other),
        _ => throw new ArgumentException($"Expected an Amount, got {obj.GetType().Name}.", nameof(obj)),
    };

    JsonConverter<Amount> IJsonValue<Amount>.Converter => new AmountJsonConverter();
}
