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

    /// <summary>Tells whether two are the same value inside the same wall.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when wall and value are the same, or both are null.</returns>
    public static bool operator ==(WalledValue? left, WalledValue? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Tells whether two differ in value or wall.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns><see langword="true"/> when they differ.</returns>
    public static bool operator !=(WalledValue? left, WalledValue? right) => !(left == right);

    /// <inheritdoc/>
    public bool Equals(WalledValue? other) => other is not null && Value == other.Value && Wall == other.Wall;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WalledValue);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"{Wall.Parameter} = {DecimalText.Format(Value)}";
}
