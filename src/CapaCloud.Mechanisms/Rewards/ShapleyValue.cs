using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>A player's fair part of what all achieve together, as an exact fraction in lowest terms.</summary>
/// <remarks>
/// <code>value = Numerator / Denominator</code>
/// In the unit of the game. No rounding. <c>default</c> has the denominator 0 and is not a value.
/// </remarks>
public readonly record struct ShapleyValue
{
    internal ShapleyValue(Int128 numerator, UInt128 denominator)
    {
        UInt128 divisor = GreatestCommonDivisor(Magnitude(numerator), denominator);
        Numerator = numerator / (Int128)divisor;
        Denominator = denominator / divisor;
    }

    /// <summary>Gets the numerator; negative for a player who costs more than it brings.</summary>
    public Int128 Numerator { get; }

    /// <summary>Gets the denominator, above zero.</summary>
    public UInt128 Denominator { get; }

    /// <summary>Returns the fraction, such as <c>421/2145</c>, or a whole number.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        string sign = Int128.IsNegative(Numerator) ? "-" : "";
        string whole = sign + DecimalText.Format(Magnitude(Numerator));
        return Denominator == UInt128.One ? whole : $"{whole}/{DecimalText.Format(Denominator)}";
    }

    private static UInt128 Magnitude(Int128 value) => unchecked((UInt128)(Int128.IsNegative(value) ? -value : value));

    private static UInt128 GreatestCommonDivisor(UInt128 left, UInt128 right)
    {
        while (right != UInt128.Zero)
        {
            (left, right) = (right, left % right);
        }

        return left;
    }
}
