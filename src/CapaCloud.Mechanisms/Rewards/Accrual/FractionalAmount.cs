using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>An amount of money with a fraction of a base unit: what somebody has earned before it is paid, and what a division carries on.</summary>
/// <remarks>
/// <code>value = Whole + Fraction / 2^128</code>
/// In base units. Sums and differences are exact. Only whole units are ever paid; the fraction stays where it is. <c>default</c> is nothing. Immutable.
/// </remarks>
/// <param name="Whole">The whole base units.</param>
/// <param name="Fraction">The rest, in parts of 2^128 of a base unit.</param>
public readonly partial record struct FractionalAmount(
    Amount Whole, [property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Fraction)
    : IComparable<FractionalAmount>
{
    /// <summary>Gets nothing.</summary>
    public static FractionalAmount Zero => default;

    /// <summary>Gets a value indicating whether this is nothing at all.</summary>
    [JsonIgnore]
    public bool IsZero => Whole.IsZero && Fraction == UInt128.Zero;

    /// <summary>Tells whether the first is the smaller.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <(FractionalAmount left, FractionalAmount right) => left.CompareTo(right) < 0;

    /// <summary>Tells whether the first is the larger.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >(FractionalAmount left, FractionalAmount right) => left.CompareTo(right) > 0;

    /// <summary>Tells whether the first is at most the second.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator <=(FractionalAmount left, FractionalAmount right) => left.CompareTo(right) <= 0;

    /// <summary>Tells whether the first is at least the second.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when it is.</returns>
    public static bool operator >=(FractionalAmount left, FractionalAmount right) => left.CompareTo(right) >= 0;

    /// <summary>Returns the sum, exact.</summary>
    /// <param name="other">What to add.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 whole units.</exception>
    public FractionalAmount Add(FractionalAmount other)
    {
        UInt128 fraction = unchecked(Fraction + other.Fraction);
        Amount whole = Whole + other.Whole;
        return new FractionalAmount(fraction < Fraction ? whole + Amount.One : whole, fraction);
    }

    /// <summary>Returns the sum with whole units, exact.</summary>
    /// <param name="amount">What to add, in base units.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum exceeds 2^128 - 1 whole units.</exception>
    public FractionalAmount Add(Amount amount) => this with { Whole = Whole + amount };

    /// <inheritdoc/>
    public int CompareTo(FractionalAmount other)
    {
        int byWhole = Whole.CompareTo(other.Whole);
        return byWhole != 0 ? byWhole : Fraction.CompareTo(other.Fraction);
    }
}
