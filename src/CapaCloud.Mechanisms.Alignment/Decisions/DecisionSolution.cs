using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Decisions;

/// <summary>What a solver found: a value for each state, and the action that attains it.</summary>
/// <remarks>
/// <code>
/// |Values[s] - best possible value of s| &lt;= ErrorBound        up to floating point
/// </code>
/// </remarks>
/// <param name="Values">The value of each state.</param>
/// <param name="Policy">The number of the best action of each state, over all actions of the process.</param>
/// <param name="ErrorBound">How far a value may be from the best possible.</param>
/// <param name="Sweeps">How many passes over all states were made, those that evaluate a fixed policy included.</param>
public sealed record DecisionSolution(ImmutableArray<double> Values, ImmutableArray<int> Policy, double ErrorBound, int Sweeps)
{
    /// <summary>Gets the number of the best action of each state, over all actions of the process.</summary>
    public ImmutableArray<int> Policy { get; init => field = value.IsDefault ? [] : value; } = Policy.IsDefault ? [] : Policy;

    /// <summary>Gets the value of each state.</summary>
    public ImmutableArray<double> Values { get; init => field = value.IsDefault ? [] : value; } = Values.IsDefault ? [] : Values;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"DecisionSolution {{ ErrorBound = {ErrorBound}, Sweeps = {Sweeps}, Policy = {Prose.List(Policy)}, Values = {Prose.List(Values)} }}";

    /// <inheritdoc/>
    public bool Equals(DecisionSolution? other) =>
        other is not null
        && ErrorBound.Equals(other.ErrorBound)
        && Sweeps == other.Sweeps
        && Values.SequenceEqual(other.Values)
        && Policy.SequenceEqual(other.Policy);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sweeps, Values.Length);
}
