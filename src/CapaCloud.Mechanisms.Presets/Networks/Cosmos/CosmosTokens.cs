using System.Globalization;
using System.Numerics;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>An amount of tokens in base units as the Cosmos SDK counts it: up to 2^256 - 1.</summary>
/// <remarks>
/// No formula. Exact; what leaves the range is refused, as the SDK's <c>Int</c> refuses it. The core's <see cref="Amount"/> has half the width.
/// As JSON a text of digits. <c>default</c> is 0. Source: Cosmos SDK, <c>math/int.go</c>.
/// </remarks>
[JsonConverter(typeof(CosmosTokensJsonConverter))]
public readonly record struct CosmosTokens : IComparable<CosmosTokens>
{
    /// <summary>How many bits an amount has: 256.</summary>
    public const int MaximumBits = 256;

    /// <summary>Initializes a new instance of the <see cref="CosmosTokens"/> struct.</summary>
    /// <param name="units">The base units.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    /// <exception cref="OverflowException">More than 256 bits.</exception>
    public CosmosTokens(BigInteger units)
    {
        if (units.Sign < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(units), $"Tokens are not negative, got {units.ToString(CultureInfo.InvariantCulture)} base units.");
        }

        Units = units.GetBitLength() <= MaximumBits
            ? units
            : throw new OverflowException($"{units.ToString(CultureInfo.InvariantCulture)} base units need more than the {MaximumBits} bits of the Cosmos SDK.");
    }

    /// <summary>Gets no tokens.</summary>
    public static CosmosTokens Zero => default;

    /// <summary>Gets the base units.</summary>
    public BigInteger Units { get; }

    /// <summary>Gets a value indicating whether there are none.</summary>
    public bool IsZero => Units.IsZero;

    /// <summary>Returns the same amount as the core's.</summary>
    /// <param name="amount">The amount, in base units.</param>
    /// <returns>The tokens.</returns>
    public static CosmosTokens From(Amount amount) => new(amount.Units);

    /// <summary>Returns a number of base units.</summary>
    /// <param name="units">The base units.</param>
    /// <returns>The tokens.</returns>
    public static CosmosTokens Of(UInt128 units) => new(units);

    /// <summary>Reads digits.</summary>
    /// <param name="text">The base units, digits only.</param>
    /// <returns>The tokens.</returns>
    /// <exception cref="FormatException">Not digits only.</exception>
    /// <exception cref="OverflowException">More than 256 bits.</exception>
    public static CosmosTokens Parse(string text) =>
        BigInteger.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out BigInteger units)
            ? new CosmosTokens(units)
            : throw new FormatException($"'{text}' is no number of base units: digits only, such as 1000000.");

    /// <summary>Returns the smaller of two amounts.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The smaller.</returns>
    public static CosmosTokens Min(CosmosTokens left, CosmosTokens right) => left.Units <= right.Units ? left : right;

    /// <summary>Returns the sum.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>The sum, exact.</returns>
    /// <exception cref="OverflowException">More than 256 bits.</exception>
    public static CosmosTokens operator +(CosmosTokens left, CosmosTokens right) => new(left.Units + right.Units);

    /// <summary>Returns the difference.</summary>
    /// <param name="left">From what.</param>
    /// <param name="right">What is taken.</param>
    /// <returns>The difference, exact.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static CosmosTokens operator -(CosmosTokens left, CosmosTokens right) => new(left.Units - right.Units);

    /// <summary>Returns the difference, 0 where it would be negative.</summary>
    /// <param name="other">What is taken.</param>
    /// <returns>The difference.</returns>
    public CosmosTokens SubtractToZero(CosmosTokens other) => Units <= other.Units ? Zero : new CosmosTokens(Units - other.Units);

    /// <summary>Returns a part, rounded down (<c>MulInt</c>, then <c>TruncateInt</c>): half of 3 is 1.</summary>
    /// <param name="fraction">The part, not negative.</param>
    /// <returns>The part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The part is negative.</exception>
    /// <exception cref="OverflowException">The product needs more than 315 bits.</exception>
    public CosmosTokens Multiply(CosmosDecimal fraction) => new(new CosmosDecimal(fraction.Parts * Units).TruncateToInteger().Whole);

    /// <summary>Returns the same amount as the core's.</summary>
    /// <returns>The amount, in base units.</returns>
    /// <exception cref="OverflowException">More than 128 bits.</exception>
    public Amount ToAmount() => Amount.Of((UInt128)Units);

    /// <inheritdoc/>
    public int CompareTo(CosmosTokens other) => Units.CompareTo(other.Units);

    /// <summary>Returns the base units as digits, the same in every culture.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Units.ToString(CultureInfo.InvariantCulture);
}
