using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Vests in steps.</summary>
/// <remarks>
/// <code>vested = floor(total * sum of the weights with After &lt;= elapsed / sum of all weights)</code>
/// In base units and epochs; rounds down, so 100 in three steps of equal weight is 33, then 66, then 100. Weights that are the amounts themselves release exactly these. At exactly its time a step is vested. Equal by content.
/// </remarks>
public sealed record SteppedVesting : IVestingSchedule
{
    private readonly UInt128 _all;

    /// <summary>Initializes a new instance of the <see cref="SteppedVesting"/> class.</summary>
    /// <param name="steps">The steps, each later than the one before; not all weights are zero.</param>
    /// <exception cref="ArgumentException">There is no weight, or a step is not later than the one before it, or the weights sum to more than 2^128 - 1.</exception>
    [JsonConstructor]
    public SteppedVesting(ImmutableArray<VestingStep> steps)
    {
        Steps = steps.IsDefault ? [] : steps;
        for (int index = 0; index < Steps.Length; index++)
        {
            if (index > 0 && Steps[index].After <= Steps[index - 1].After)
            {
                throw new ArgumentException($"The step after {Prose.Epochs(Steps[index].After)} follows the one after {Steps[index - 1].After}; expected later ones.", nameof(steps));
            }

            if (Steps[index].Weight > UInt128.MaxValue - _all)
            {
                throw new ArgumentException($"The weights of the steps up to {Prose.Epochs(Steps[index].After)} exceed 2^128 - 1 together; expected a sum that can be counted.", nameof(steps));
            }

            _all += Steps[index].Weight;
        }

        if (_all == UInt128.Zero)
        {
            throw new ArgumentException($"The weights of {Prose.Count(Steps.Length, "step")} add up to 0; expected one above it.", nameof(steps));
        }
    }

    /// <summary>Gets the steps, the earliest first.</summary>
    public ImmutableArray<VestingStep> Steps { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public EpochSpan Duration => Steps[^1].After;

    /// <inheritdoc/>
    public Amount Vested(Amount total, EpochSpan elapsed)
    {
        UInt128 weight = UInt128.Zero;
        foreach (VestingStep step in Steps)
        {
            weight += step.After <= elapsed ? step.Weight : UInt128.Zero;
        }

        return total.Multiply(weight, _all, Rounding.Down);
    }

    /// <summary>Returns its members, the first ones of each list.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        $"SteppedVesting {{ Steps = {Prose.List(Steps)}, Duration = {Duration} }}";

    /// <inheritdoc/>
    public bool Equals(SteppedVesting? other) => other is not null && Steps.AsSpan().SequenceEqual(other.Steps.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => Steps.Length ^ Steps[0].GetHashCode();
}
