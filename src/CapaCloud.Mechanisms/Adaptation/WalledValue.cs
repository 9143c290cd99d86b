using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Adaptation;

/// <summary>A value that is inside its wall, because no other can be made.</summary>
/// <remarks>
/// <code>Wall.Lowest &lt;= Value &lt;= Wall.Highest, always</code>
/// A class without a public constructor: neither <c>default</c> nor a copy with another number gets around the wall. Only <see cref="Wall.Nearest"/> and
/// <see cref="WalledController"/> make one. Immutable.
/// </remarks>
public sealed class WalledValue : IEquatable<WalledValue>
{
    internal WalledValue(Wall wall, UInt128 value)
    {
        if (value < wall.Lowest || value > wall.Highest)
        {
            throw new InvalidOperationException(
                $"{DecimalText.Format(value)} is outside the wall of '{wall.Parameter}'; expected {DecimalText.Format(wall.Lowest)} to {DecimalText.Format(wall.Highest)}.");
        }

        (Wall, Value) = (wall, value);
    }

    /// <summary>Gets the wall.</summary>
    public Wall Wall { get; }

    /// <summary>Gets the value, in units of the parameter.</summary>
    public UInt128 Value { get; }

    /// <inheritdoc/>
    public bool Equals(WalledValue? other) => other is not null && Value == other.Value && Wall == other.Wall;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WalledValue);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Wall.Parameter} = {DecimalText.Format(Value)}";
}
