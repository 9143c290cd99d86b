using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>Stakes for which a property fails, and who gains there by which moves.</summary>
/// <remarks>
/// No formula. There is more than one deviation only where the answer to what honest players do elsewhere differs: every strategy that yields
/// the history is broken by at least one of them. Immutable.
/// </remarks>
/// <param name="Valuation">The stakes, in exact numbers; they satisfy the constraints.</param>
/// <param name="Deviations">The lines of play; the first is the one to show.</param>
public sealed record GameCounterexample(Valuation Valuation, ImmutableArray<GameDeviation> Deviations)
{
    /// <summary>Gets the lines of play; the first is the one to show.</summary>
    public ImmutableArray<GameDeviation> Deviations { get; init => field = value.IsDefault ? [] : value; } = Deviations.IsDefault ? [] : Deviations;

    /// <summary>Gets the line of play to show.</summary>
    public GameDeviation Primary => Deviations[0];

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"GameCounterexample {{ Valuation = {Valuation}, Deviations = {Prose.List(Deviations)}, Primary = {Primary} }}";

    /// <inheritdoc/>
    public bool Equals(GameCounterexample? other) =>
        other is not null
        && Equals(Valuation, other.Valuation)
        && Deviations.SequenceEqual(other.Deviations);

    /// <inheritdoc/>
    public override int GetHashCode() => Deviations.Length;
}

/// <summary>A line of play by which deviators gain, or by which an honest player loses.</summary>
/// <remarks>
/// No formula. Immutable.
/// </remarks>
/// <param name="Deviators">Who does not play honestly.</param>
/// <param name="Victim">For weak and weaker immunity the honest player who ends below zero; else <see langword="null"/>.</param>
/// <param name="Line">The whole line, to an ending.</param>
/// <param name="Moves">The moves of the deviators by which the line leaves the honest history and stays off it.</param>
/// <param name="Gain">What the deviators get above honesty, or for immunity what the victim loses, as an expression.</param>
/// <param name="Amount">The gain at the valuation; positive.</param>
public sealed record GameDeviation(
    ImmutableArray<GamePlayer> Deviators,
    GamePlayer? Victim,
    GameHistory Line,
    ImmutableArray<StrategyChoice> Moves,
    StakeExpression Gain,
    StakeValue Amount)
{
    /// <summary>Gets who does not play honestly.</summary>
    public ImmutableArray<GamePlayer> Deviators { get; init => field = value.IsDefault ? [] : value; } = Deviators.IsDefault ? [] : Deviators;

    /// <summary>Gets the moves of the deviators by which the line leaves the honest history and stays off it.</summary>
    public ImmutableArray<StrategyChoice> Moves { get; init => field = value.IsDefault ? [] : value; } = Moves.IsDefault ? [] : Moves;

    /// <summary>Returns who leaves the honest history, by which moves, and what it brings.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"{Prose.List(Deviators)} by {Prose.List(Moves)}: {(Victim is null ? "a gain" : $"a loss of {Victim}")} of {Gain}, which is {Amount}";

    /// <inheritdoc/>
    public bool Equals(GameDeviation? other) =>
        other is not null
        && Equals(Victim, other.Victim)
        && Equals(Line, other.Line)
        && Equals(Gain, other.Gain)
        && Equals(Amount, other.Amount)
        && Deviators.SequenceEqual(other.Deviators)
        && Moves.SequenceEqual(other.Moves);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Deviators.Length, Moves.Length);
}
