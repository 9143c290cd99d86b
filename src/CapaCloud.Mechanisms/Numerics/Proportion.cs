using System.Diagnostics;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms;

/// <summary>A part of a whole, from 0 to 1, such as 5 %: <c>Proportion.Percent(5)</c>. It has 18 decimal digits.</summary>
/// <remarks>
/// <code>value = parts / 10^18, 0 &lt;= parts &lt;= 10^18</code>
/// Dimensionless. The precision is that of Cosmos decimals, of Polkadot's Perquintill and of the EVM's WAD, so their figures
/// carry over digit for digit. A slash of more than everything cannot be written down. <c>default</c> is <see cref="Zero"/>.
/// Immutable and safe to share between threads.
/// </remarks>
[JsonConverter(typeof(ValueJsonConverter<Proportion>))]
[DebuggerDisplay("{ToString(),nq}")]
public readonly partial record struct Proportion :
    IComparable<Proportion>,
    IComparable,
    IComparisonOperators<Proportion, Proportion, bool>,
    IMinMaxValue<Proportion>,
    IJsonValue<Proportion>
{
    /// <summary>How many parts make one: 10^18.</summary>
    public const ulong PartsPerOne = 1_000_000_000_000_000_000;

    private Proportion(ulong parts) => Parts = parts;

    /// <summary>Gets nothing: 0, the value of <c>default</c>.</summary>
    public static Proportion Zero => default;

    /// <summary>Gets everything: 1.</summary>
    public static Proportion One => new(PartsPerOne);

    /// <summary>Gets a half: 0.5.</summary>
    public static Proportion Half => new(PartsPerOne / 2);

    /// <inheritdoc/>
    static Proportion IMinMaxValue<Proportion>.MinValue => Zero;

    /// <inheritdoc/>
    static Proportion IMinMaxValue<Proportion>.MaxValue => One;

    /// <summary>Gets the count of parts, 10^18 to the one.</summary>
    public ulong Parts { get; }

    /// <summary>Gets a value indicating whether this is 0.</summary>
    public bool IsZero => Parts == 0;

    /// <summary>Gets what is left to one: <c>1 - value</c>, exact.</summary>
    public Proportion Complement => new(PartsPerOne - Parts);

    /// <summary>Returns the proportion of that many parts of 10^18.</summary>
    /// <param name="parts">From 0 to 10^18.</param>
    /// <returns>The proportion.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More parts than make one.</exception>
    public static Proportion FromParts(ulong parts) =>
        parts <= PartsPerOne ? new Proportion(parts) : throw AboveOne(nameof(parts), parts, "parts of 10^18");

    /// <summary>Returns that many hundredths: whole percent. 12.5 % is <c>BasisPoints(1_250)</c> or <c>Parse("0.125")</c>.</summary>
    /// <param name="hundredths">From 0 to 100.</param>
    /// <returns>The proportion, exact: 5 gives 0.05.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More than 100.</exception>
    public static Proportion Percent(uint hundredths) =>
        hundredths <= 100 ? new Proportion(hundredths * (PartsPerOne / 100)) : throw AboveOne(nameof(hundredths), hundredths, "percent");

    /// <summary>Returns that many ten-thousandths.</summary>
    /// <param name="tenThousandths">From 0 to 10,000.</param>
    /// <returns>The proportion, exact: 25 gives 0.0025.</returns>
    /// <exception cref="ArgumentOutOfRangeException">More than 10,000.</exception>
    public static Proportion BasisPoints(uint tenThousandths) =>
        tenThousandths <= 10_000
            ? new Proportion(tenThousandths * (PartsPerOne / 10_000))
            : throw AboveOne(nameof(tenThousandths), tenThousandths, "basis points");

    /// <summary>Returns a quotient of two integers as a proportion.</summary>
    /// <param name="numerator">At most <paramref name="denominator"/>.</param>
    /// <param name="denominator">Not zero.</param>
    /// <param name="rounding">The direction: 2 / 3 is 0.666666666666666666 down and 0.666666666666666667 up.</param>
    /// <returns><c>round(10^18 * numerator / denominator)</c> parts.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The numerator is the larger: the quotient exceeds one.</exception>
    public static Proportion FromQuotient(UInt128 numerator, UInt128 denominator, Rounding rounding)
    {
        if (numerator > denominator && denominator != UInt128.Zero)
        {
            throw new ArgumentOutOfRangeException(
                nameof(numerator),
                $"{DecimalText.Format(numerator)} / {DecimalText.Format(denominator)} exceeds one; a proportion is from 0 to 1.");
        }

        return new Proportion((ulong)MultiplyDivide.Round(numerator, PartsPerOne, denominator, rounding));
    }

    /// <summary>Returns the smaller of two proportions.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The smaller.</returns>
    public static Proportion Min(Proportion left, Proportion right) => left.Parts <= right.Parts ? left : right;

    /// <summary>Returns the larger of two proportions.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The larger.</returns>
    public static Proportion Max(Proportion left, Proportion right) => left.Parts >= right.Parts ? left : right;

    /// <summary>Tells whether the first value is the smaller.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(Proportion left, Proportion right) => left.Parts < right.Parts;

    /// <summary>Tells whether the first value is the larger.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(Proportion left, Proportion right) => left.Parts > right.Parts;

    /// <summary>Tells whether the first value is at most the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(Proportion left, Proportion right) => left.Parts <= right.Parts;

    /// <summary>Tells whether the first value is at least the second.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(Proportion left, Proportion right) => left.Parts >= right.Parts;

    /// <summary>Returns a part of this part.</summary>
    /// <param name="other">The other factor.</param>
    /// <param name="rounding">The direction of the 18th digit: 10^-18 * 0.5 is 0 down and 10^-18 up.</param>
    /// <returns><c>round(parts * other.parts / 10^18)</c> parts.</returns>
    public Proportion Multiply(Proportion other, Rounding rounding) =>
        new((ulong)MultiplyDivide.Round(Parts, other.Parts, PartsPerOne, rounding));

    /// <summary>Returns the sum, or one when the sum would exceed one.</summary>
    /// <param name="other">What to add.</param>
    /// <returns><c>min(1, this + other)</c>, exact.</returns>
    public Proportion AddToOne(Proportion other) => new(ulong.Min(PartsPerOne, Parts + other.Parts));

    /// <summary>Returns the difference, or zero when there is less here than is to be taken.</summary>
    /// <param name="other">What to take.</param>
    /// <returns><c>max(0, this - other)</c>, exact.</returns>
    public Proportion SubtractToZero(Proportion other) => new(Parts > other.Parts ? Parts - other.Parts : 0);

    /// <summary>Returns the same number as a ratio, which may grow beyond one.</summary>
    /// <returns>The ratio, exact.</returns>
    public Ratio ToRatio() => Ratio.FromParts(Parts);

    /// <summary>Returns a proportion that cannot exceed one by the way it was computed.</summary>
    internal static Proportion FromTrusted(UInt128 parts) => new((ulong)parts);

    /// <inheritdoc/>
    public int CompareTo(Proportion other) => Parts.CompareTo(other.Parts);

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        Proportion other => CompareTo(other),
        _ => throw new ArgumentException($"Expected a Proportion, got {obj.GetType().Name}.", nameof(obj)),
    };

    private static ArgumentOutOfRangeException AboveOne(string name, ulong value, string unit) =>
        new(name, $"{DecimalText.Format(value)} {unit} exceeds one; a proportion is from 0 to 1.");

    JsonConverter<Proportion> IJsonValue<Proportion>.Converter => new ProportionJsonConverter();
}
