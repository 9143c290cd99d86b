using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>The decimal of the Cosmos SDK (<c>LegacyDec</c>): 18 digits, signed, 315 bits wide, with the SDK's own rounding at each step.</summary>
/// <remarks>
/// <code>
/// Multiply = round(a * b / 10^18), ties to even      Quotient = round(truncate(a * 10^36 / b) / 10^18), ties to even
/// </code>
/// Truncation is toward zero and rounding is on the size, then the sign is put back. A result of more than 315 bits is an
/// <see cref="OverflowException"/> in every operation, as it stops the SDK. As JSON a text. <c>default</c> is 0. For reproducing a
/// Cosmos chain's figures digit for digit; new mechanisms use <see cref="Proportion"/> and <see cref="Ratio"/>. Source: Cosmos
/// SDK, <c>math/legacy_dec.go</c>.
/// </remarks>
[JsonConverter(typeof(CosmosDecimalJsonConverter))]
public readonly record struct CosmosDecimal : IComparable<CosmosDecimal>
{
    /// <summary>How many bits the parts have at most, without the sign: 315.</summary>
    public const int MaximumBits = 315;

    private const int FractionDigits = 18;

    private static readonly BigInteger Scale = Proportion.PartsPerOne;

    /// <summary>Initializes a new instance of the <see cref="CosmosDecimal"/> struct.</summary>
    /// <param name="parts">The number in parts of 10^18.</param>
    /// <exception cref="OverflowException">More than 315 bits.</exception>
    public CosmosDecimal(BigInteger parts) => Parts = BigInteger.Abs(parts).GetBitLength() <= MaximumBits
        ? parts
        : throw new OverflowException($"{parts.ToString(CultureInfo.InvariantCulture)} parts of 10^18 need more than the {MaximumBits} bits of a Cosmos decimal.");

    /// <summary>Gets the number in parts of 10^18.</summary>
    public BigInteger Parts { get; }

    /// <summary>Gets a value indicating whether it is zero.</summary>
    public bool IsZero => Parts.IsZero;

    /// <summary>Gets the whole part, toward zero.</summary>
    public BigInteger Whole => BigInteger.Divide(Parts, Scale);

    /// <summary>Gets one.</summary>
    public static CosmosDecimal One => new(Scale);

    /// <summary>Returns a whole number.</summary>
    /// <param name="value">The number.</param>
    /// <returns>The decimal.</returns>
    public static CosmosDecimal FromInteger(BigInteger value) => new(value * Scale);

    /// <summary>Returns the smaller of two decimals.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The smaller.</returns>
    public static CosmosDecimal Min(CosmosDecimal left, CosmosDecimal right) => left.Parts <= right.Parts ? left : right;

    /// <summary>Reads a decimal with at most 18 digits after the point, such as -1.545.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The decimal.</returns>
    /// <exception cref="FormatException">The text is not such a decimal.</exception>
    public static CosmosDecimal Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        bool negative = text.StartsWith('-');
        string[] sides = (negative ? text[1..] : text).Split('.');
        string fraction = sides.Length == 2 ? sides[1] : "";
        if (sides.Length > 2 || sides[0].Length == 0 || fraction.Length > FractionDigits || (sides.Length == 2 && fraction.Length == 0)
            || !BigInteger.TryParse(sides[0] + fraction.PadRight(FractionDigits, '0'), NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger parts))
        {
            throw new FormatException($"'{text}' is not a decimal with at most 18 digits after the point, such as -1.545.");
        }

        return new CosmosDecimal(negative ? -parts : parts);
    }

    /// <summary>Returns the sum, exact.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>The sum.</returns>
    public CosmosDecimal Add(CosmosDecimal other) => new(Parts + other.Parts);

    /// <summary>Returns the difference, exact.</summary>
    /// <param name="other">What to take.</param>
    /// <returns>The difference.</returns>
    public CosmosDecimal Subtract(CosmosDecimal other) => new(Parts - other.Parts);

    /// <summary>Returns the product (<c>Mul</c>), ties to even: 0.000000000000000001 * 0.5 is 0.</summary>
    /// <param name="other">The other factor.</param>
    /// <returns>The product.</returns>
    public CosmosDecimal Multiply(CosmosDecimal other) => new(OnSize(Parts * other.Parts, Scale, Rounding.HalfEven));

    /// <summary>Returns the product toward zero (<c>MulTruncate</c>), which favours the pool that pays.</summary>
    /// <param name="other">The other factor.</param>
    /// <returns>The product: 0.000000000000000009 * 0.9 is 0.000000000000000008.</returns>
    public CosmosDecimal MultiplyTruncate(CosmosDecimal other) => new(OnSize(Parts * other.Parts, Scale, Rounding.Down));

    /// <summary>Returns the product rounded up (<c>MulRoundUp</c>), which favours whoever receives it.</summary>
    /// <param name="other">The other factor.</param>
    /// <returns>The product: 0.000000000000000009 * 0.9 is 0.000000000000000009.</returns>
    public CosmosDecimal MultiplyRoundUp(CosmosDecimal other) => new(WideRounding.Quotient(Parts * other.Parts, Scale, Rounding.Up));

    /// <summary>Returns the quotient (<c>Quo</c>): truncated at 36 digits, then rounded to 18 with ties to even.</summary>
    /// <param name="other">The divisor.</param>
    /// <returns>The quotient: 2 / 3 is 0.666666666666666667.</returns>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public CosmosDecimal Divide(CosmosDecimal other) =>
        new(OnSize(BigInteger.Divide(Parts * Scale * Scale, other.Parts), Scale, Rounding.HalfEven));

    /// <summary>Returns the quotient toward zero (<c>QuoTruncate</c>).</summary>
    /// <param name="other">The divisor.</param>
    /// <returns>The quotient: 2 / 3 is 0.666666666666666666.</returns>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public CosmosDecimal DivideTruncate(CosmosDecimal other) => new(BigInteger.Divide(Parts * Scale, other.Parts));

    /// <summary>Returns the quotient rounded up (<c>QuoRoundUp</c>).</summary>
    /// <param name="other">The divisor.</param>
    /// <returns>The quotient: 1 / 3 is 0.333333333333333334.</returns>
    /// <exception cref="DivideByZeroException">The divisor is zero.</exception>
    public CosmosDecimal DivideRoundUp(CosmosDecimal other) =>
        new(WideRounding.Quotient(Parts * Scale * other.Parts.Sign, BigInteger.Abs(other.Parts), Rounding.Up));

    /// <summary>Returns the nearest whole number (<c>RoundInt</c>), ties to even: 0.5 is 0, 1.5 is 2.</summary>
    /// <returns>The whole number.</returns>
    public CosmosDecimal RoundToInteger() => new(OnSize(Parts, Scale, Rounding.HalfEven) * Scale);

    /// <summary>Returns the whole part (<c>TruncateInt</c>), toward zero: -1.5 is -1.</summary>
    /// <returns>The whole number.</returns>
    public CosmosDecimal TruncateToInteger() => new(OnSize(Parts, Scale, Rounding.Down) * Scale);

    /// <summary>Returns the smallest whole number not below (<c>Ceil</c>): 0.001 is 1, -4.7 is -4.</summary>
    /// <returns>The whole number.</returns>
    public CosmosDecimal Ceiling() => new(WideRounding.Quotient(Parts, Scale, Rounding.Up) * Scale);

    /// <inheritdoc/>
    public int CompareTo(CosmosDecimal other) => Parts.CompareTo(other.Parts);

    /// <summary>Returns the decimal with all 18 digits, as the SDK prints it, the same in every culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        BigInteger whole = BigInteger.DivRem(BigInteger.Abs(Parts), Scale, out BigInteger fraction);
        return string.Create(CultureInfo.InvariantCulture, $"{(Parts.Sign < 0 ? "-" : "")}{whole}.{fraction:D18}");
    }

    private static BigInteger OnSize(BigInteger numerator, BigInteger denominator, Rounding rounding)
    {
        BigInteger size = WideRounding.Quotient(BigInteger.Abs(numerator), denominator, rounding);
        return numerator.Sign < 0 ? -size : size;
    }
}
