using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Turns Shapley values into weights for any <see cref="IRewardSplitter"/>.</summary>
/// <remarks>
/// <code>weight(i) = max(0, value(i)) * (common denominator)</code>
/// Exact: the weights have the very proportions of the values. A player who costs more than it brings gets weight zero, not a
/// bill.
/// </remarks>
public static class ShapleyWeights
{
    /// <summary>Writes the weights.</summary>
    /// <param name="values">The values of all players of one game.</param>
    /// <param name="weights">Receives a weight for each player.</param>
    /// <exception cref="ArgumentException">The weights are not as many as the values, or a value is <c>default</c>.</exception>
    /// <exception cref="OverflowException">A weight needs more than 128 bits.</exception>
    public static void Write(ReadOnlySpan<ShapleyValue> values, Span<UInt128> weights)
    {
        if (weights.Length != values.Length)
        {
            throw new ArgumentException($"There {Prose.Are(values.Length, "value")} and room for {Prose.Count(weights.Length, "weight")}; expected as many.", nameof(weights));
        }

        UInt128 common = UInt128.One;
        foreach (ShapleyValue value in values)
        {
            if (value.Denominator == UInt128.Zero)
            {
                throw new ArgumentException("A value has the denominator 0: it was never computed.", nameof(values));
            }

            UInt128 left = common, right = value.Denominator;
            while (right != UInt128.Zero)
            {
                (left, right) = (right, left % right);
            }

            common *= value.Denominator / left;
        }

        for (int player = 0; player < values.Length; player++)
        {
            ShapleyValue value = values[player];
            weights[player] = Int128.IsNegative(value.Numerator)
                ? UInt128.Zero
                : MultiplyDivide.Down((UInt128)value.Numerator, common, value.Denominator);
        }
    }
}
