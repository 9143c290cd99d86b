using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>A network whose rules move: its state, the policy that governs it now, and the controllers that move it.</summary>
/// <remarks>No formula. It is data, goes to JSON and back, and is all that <see cref="Steering.Adapt"/> needs besides the observations. Immutable.</remarks>
public sealed record AdaptiveState
{
    /// <summary>Gets the network's state, governed by <see cref="Policy"/>.</summary>
    public required NetworkState Network { get; init; }

    /// <summary>Gets the policy that governs it.</summary>
    public required MechanismPolicy Policy { get; init; }

    /// <summary>Gets the steered values, in the order of the steering.</summary>
    public ImmutableArray<SteeredValue> Values { get; init => field = value.IsDefault ? [] : value; } = [];

    /// <summary>Returns a steered value.</summary>
    /// <param name="parameter">The steered parameter's name.</param>
    /// <returns>The value, in units of the parameter.</returns>
    /// <exception cref="KeyNotFoundException">Nothing of that name is steered.</exception>
    public UInt128 ValueOf(string parameter)
    {
        foreach (SteeredValue value in Values)
        {
            if (value.Parameter == parameter)
            {
                return value.State.Value;
            }
        }

        throw new KeyNotFoundException($"'{parameter}' is not steered; expected one of {string.Join(", ", Values.Select(static value => value.Parameter))}.");
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"AdaptiveState {{ Network = {Network}, Policy = {Policy}, Values = {Prose.List(Values)} }}";

    /// <inheritdoc/>
    public bool Equals(AdaptiveState? other) =>
        other is not null && Network == other.Network && Policy == other.Policy && Values.AsSpan().SequenceEqual(other.Values.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Network.GetHashCode() ^ Values.Length;
}
