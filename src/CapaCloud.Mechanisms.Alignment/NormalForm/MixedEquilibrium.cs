using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.NormalForm;

/// <summary>How often each of two players makes each choice, such that neither gains by changing alone.</summary>
/// <remarks>No formula. Chances in [0, 1], summing to one for each player. Exact.</remarks>
/// <param name="Row">The chances of the row player's choices.</param>
/// <param name="Column">The chances of the column player's choices.</param>
public sealed record MixedEquilibrium(ImmutableArray<Fraction> Row, ImmutableArray<Fraction> Column)
{
    /// <summary>Gets the chances of the column player's choices.</summary>
    public ImmutableArray<Fraction> Column { get; init => field = value.IsDefault ? [] : value; } = Column.IsDefault ? [] : Column;

    /// <summary>Gets the chances of the row player's choices.</summary>
    public ImmutableArray<Fraction> Row { get; init => field = value.IsDefault ? [] : value; } = Row.IsDefault ? [] : Row;

    /// <inheritdoc/>
    public bool Equals(MixedEquilibrium? other) =>
        other is not null && Row.SequenceEqual(other.Row) && Column.SequenceEqual(other.Column);

    /// <inheritdoc/>
    public override int GetHashCode() => Row.Concat(Column).Aggregate(0, HashCode.Combine);

    /// <summary>Returns both mixtures.</summary>
    /// <returns>Such as <c>(1/2, 1/2) against (1, 0)</c>, decimals where they are finite.</returns>
    public override string ToString() =>
        $"({string.Join(", ", Row.Select(RationalText.Format))}) against ({string.Join(", ", Column.Select(RationalText.Format))})";
}
