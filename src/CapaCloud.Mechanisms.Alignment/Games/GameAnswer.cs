using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Games;

/// <summary>What was found of one property of one honest history.</summary>
/// <remarks>No formula. Immutable and safe to share between threads.</remarks>
/// <param name="Game">The game.</param>
/// <param name="Property">The property.</param>
/// <param name="History">The honest history.</param>
/// <param name="Conclusion">What was found.</param>
/// <param name="Cases">When the property holds: the strategies, and for each the stakes for which it has the property. Together the cases
/// cover every admissible valuation. Empty when it does not hold or strategies were not asked for.</param>
/// <param name="Counterexample">When the property fails: a valuation, and who gains there by which moves; else <see langword="null"/>.</param>
/// <param name="WeakestPrecondition">When it was asked for: the condition that, beside the constraints, is necessary and sufficient for the
/// property; else <see langword="null"/>.</param>
public sealed record GameAnswer(
    Game Game,
    GameProperty Property,
    GameHistory History,
    GameConclusion Conclusion,
    ImmutableArray<StrategyCase> Cases,
    GameCounterexample? Counterexample,
    StakeCondition? WeakestPrecondition)
{
    /// <summary>Gets when the property holds: the strategies, and for each the stakes for which it has the property. Together the cases cover every admissible valuation. Empty when it does not hold or strategies were not asked for.</summary>
    public ImmutableArray<StrategyCase> Cases { get; init => field = value.IsDefault ? [] : value; } = Cases.IsDefault ? [] : Cases;

    /// <summary>Gets a value indicating whether the property holds.</summary>
    public bool Holds => Conclusion == GameConclusion.Holds;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"GameAnswer {{ Game = {Game}, Property = {Property}, History = {History}, Conclusion = {Conclusion}, Counterexample = {Counterexample}, "
        + $"WeakestPrecondition = {WeakestPrecondition}, Cases = {Prose.List(Cases)}, Holds = {Holds} }}";

    /// <inheritdoc/>
    public bool Equals(GameAnswer? other) =>
        other is not null
        && Equals(Game, other.Game)
        && Property == other.Property
        && Equals(History, other.History)
        && Conclusion == other.Conclusion
        && Equals(Counterexample, other.Counterexample)
        && Equals(WeakestPrecondition, other.WeakestPrecondition)
        && Cases.SequenceEqual(other.Cases);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Property, Conclusion, Cases.Length);
}

/// <summary>A strategy that has the property, and when.</summary>
/// <remarks>No formula. Immutable.</remarks>
/// <param name="When">The condition under which the strategy has the property, beside the constraints.</param>
/// <param name="Strategy">The strategy.</param>
public sealed record StrategyCase(StakeCondition When, GameStrategy Strategy);
