using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Two surfaces over reputations: what the best strategy is worth at most, and what honesty is worth at least.</summary>
/// <remarks>
/// <code>value at (Across[i], Up[j]) = Best[i * Up.Length + j], Honest[i * Up.Length + j]; straight in each direction between</code>
/// Where verdicts come late, such a block for each state of pending work, one after the other: Best has all of them, Honest those that honest work leads through.
/// Base units over all epochs. Across grows with a better record (evidence for, or the score), Up with a worse one (evidence against).
/// </remarks>
/// <param name="Across">The lines across, ascending from 0.</param>
/// <param name="Up">The lines up, ascending from 0.</param>
/// <param name="Best">The upper surface.</param>
/// <param name="Honest">The lower surface.</param>
public sealed record DynamicGrid(ImmutableArray<double> Across, ImmutableArray<double> Up, ImmutableArray<double> Best, ImmutableArray<double> Honest)
{
    /// <summary>Gets the lines across, ascending from 0.</summary>
    public ImmutableArray<double> Across { get; init => field = value.IsDefault ? [] : value; } = Across.IsDefault ? [] : Across;

    /// <summary>Gets the upper surface.</summary>
    public ImmutableArray<double> Best { get; init => field = value.IsDefault ? [] : value; } = Best.IsDefault ? [] : Best;

    /// <summary>Gets the lower surface.</summary>
    public ImmutableArray<double> Honest { get; init => field = value.IsDefault ? [] : value; } = Honest.IsDefault ? [] : Honest;

    /// <summary>Gets the lines up, ascending from 0.</summary>
    public ImmutableArray<double> Up { get; init => field = value.IsDefault ? [] : value; } = Up.IsDefault ? [] : Up;

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"DynamicGrid {{ Across = {Prose.List(Across)}, Best = {Prose.List(Best)}, Honest = {Prose.List(Honest)}, Up = {Prose.List(Up)} }}";

    /// <inheritdoc/>
    public bool Equals(DynamicGrid? other) =>
        other is not null && Across.AsSpan().SequenceEqual(other.Across.AsSpan()) && Up.AsSpan().SequenceEqual(other.Up.AsSpan())
        && Best.AsSpan().SequenceEqual(other.Best.AsSpan()) && Honest.AsSpan().SequenceEqual(other.Honest.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Across.Length, Up.Length);
}
