using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Pays the most when an ideal part is staked: less in a straight line below it, and half as much for each Falloff above it.</summary>
/// <remarks>
/// <code>
/// staked &lt;= Ideal: Lowest + (Highest - Lowest) * staked / Ideal
/// staked &gt; Ideal:  Lowest + (Highest - Lowest) * 2^(-(staked - Ideal) / Falloff)
/// </code>
/// A part of the supply for each year; rounds down in the 18th digit. Continuous at the ideal. Source: Polkadot's reward curve (exact, not its table of points).
/// </remarks>
public sealed record TargetStakeCurve : IIssuanceCurve
{
    /// <summary>Initializes a new instance of the <see cref="TargetStakeCurve"/> class.</summary>
    /// <param name="lowest">The rate when nothing is staked.</param>
    /// <param name="highest">The rate at the ideal, not below the lowest.</param>
    /// <param name="ideal">The part that should be staked, not zero.</param>
    /// <param name="falloff">How much more than the ideal halves what is above the lowest rate, not zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    [JsonConstructor]
    public TargetStakeCurve(Ratio lowest, Ratio highest, Proportion ideal, Proportion falloff)
    {
        if (highest < lowest || ideal.IsZero || falloff.IsZero)
        {
            throw new ArgumentOutOfRangeException(nameof(highest), $"Rates from {lowest} to {highest} at an ideal of {ideal} with a falloff of {falloff}; expected rates that do not fall, and an ideal and a falloff above 0.");
        }

        Lowest = lowest;
        Highest = highest;
        Ideal = ideal;
        Falloff = falloff;
    }

    /// <summary>Gets the rate when nothing is staked.</summary>
    public Ratio Lowest { get; }

    /// <summary>Gets the rate at the ideal.</summary>
    public Ratio Highest { get; }

    /// <summary>Gets the part that should be staked.</summary>
    public Proportion Ideal { get; }

    /// <summary>Gets how much more than the ideal halves what is above the lowest rate.</summary>
    public Proportion Falloff { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio HighestRate => Highest;

    /// <inheritdoc/>
    public Ratio YearlyRate(Proportion staked)
    {
        UInt128 range = (Highest - Lowest).Parts;
        if (staked <= Ideal)
        {
            return Lowest + Ratio.FromParts(MultiplyDivide.Down(range, staked.Parts, Ideal.Parts));
        }

        Ratio halvings = Ratio.FromQuotient(staked.Parts - Ideal.Parts, Falloff.Parts, Rounding.Up);
        return Lowest + Ratio.FromParts(range).Multiply(Exponential.NegativePowerOfTwo(halvings, Rounding.Down).ToRatio(), Rounding.Down);
    }
}
