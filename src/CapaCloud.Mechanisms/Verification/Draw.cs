using System.Diagnostics;
using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Verification;

/// <summary>One uniform draw from 0 to 2^128 - 1.</summary>
/// <remarks>
/// <code>u = value / 2^128, 0 &lt;= u &lt; 1</code>
/// Comparisons are exact in integers. <c>default</c> is the smallest draw, 0.
/// </remarks>
/// <param name="Value">The drawn number.</param>
[DebuggerDisplay("{Value}")]
public readonly record struct Draw([property: JsonConverter(typeof(WholeNumberJsonConverter<UInt128>))] UInt128 Value) : IComparable<Draw>
{
    /// <summary>Tells whether the draw is below a rate: true with exactly that probability, within 2^-128.</summary>
    /// <param name="rate">The rate; 0 never, 1 always.</param>
    /// <returns><c>value * 10^18 &lt; parts * 2^128</c>, exact.</returns>
    public bool IsBelow(Proportion rate) => UInt256.Multiply(Value, Proportion.PartsPerOne).Upper < rate.Parts;

    /// <summary>Tells whether the draw is below a quotient: true with exactly that probability, within 2^-128.</summary>
    /// <param name="numerator">The numerator; at or above the denominator it is always true.</param>
    /// <param name="denominator">The denominator, not zero.</param>
    /// <returns><c>value * denominator &lt; numerator * 2^128</c>, exact.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    public bool IsBelow(UInt128 numerator, UInt128 denominator) =>
        denominator == UInt128.Zero
            ? throw new DivideByZeroException("A draw cannot be compared with a quotient whose denominator is zero.")
            : UInt256.Multiply(Value, denominator).Upper < numerator;

    /// <summary>Returns a whole number below a bound.</summary>
    /// <param name="bound">The bound, at least 1.</param>
    /// <returns><c>floor(value * bound / 2^128)</c>: each number's probability is within 2^-128 of <c>1 / bound</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The bound is 0: there is no number below it.</exception>
    public UInt128 Below(UInt128 bound) =>
        bound == UInt128.Zero
            ? throw new ArgumentOutOfRangeException(nameof(bound), "There is no whole number from 0 to below 0; the bound must be at least 1.")
            : UInt256.Multiply(Value, bound).Upper;

    /// <inheritdoc/>
    public int CompareTo(Draw other) => Value.CompareTo(other.Value);
}
