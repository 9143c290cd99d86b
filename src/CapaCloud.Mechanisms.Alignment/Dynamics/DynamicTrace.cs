using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>An attack, epoch by epoch, from a newcomer's reputation: as many audits pass and fail as are expected.</summary>
/// <remarks>
/// <code>
/// payoff of a move = Reward - jobs * cost + Cheated * gain - Slashed      (work)       or the outside option (idle)
/// </code>
/// One typical course of a strategy whose expected profit the finding states; <see cref="DynamicReplay"/> plays it through the mechanism again and must find the
/// same figures to the unit.
/// </remarks>
/// <param name="Moves">The moves, one for each epoch, a new name between two of them.</param>
public sealed record DynamicTrace(ImmutableArray<DynamicMove> Moves)
{
    /// <summary>Gets the moves, one for each epoch, a new name between two of them.</summary>
    public ImmutableArray<DynamicMove> Moves { get; init => field = value.IsDefault ? [] : value; } = Moves.IsDefault ? [] : Moves;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"DynamicTrace {{ Moves = {Prose.List(Moves)} }}";

    /// <inheritdoc/>
    public bool Equals(DynamicTrace? other) => other is not null && Moves.AsSpan().SequenceEqual(other.Moves.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Moves.Length;
}
