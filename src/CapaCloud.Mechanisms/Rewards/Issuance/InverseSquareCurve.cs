using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Pays more the less is staked: a factor over the square of the staked part, between two rates.</summary>
/// <remarks>
/// <code>rate = min(Highest, max(Lowest, Factor / staked^2)); Highest when nothing is staked</code>
/// A part of the supply for each year; rounds down in the 18th digit. Source: Tezos's adaptive issuance, with a factor of 1/1600.
/// </remarks>
public sealed record InverseSquareCurve : IIssuanceCurve
{
    /// <summary>Initializes a new instance of the <see cref="InverseSquareCurve"/> class.</summary>
    /// <param name="factor">The rate if everything were staked and no bound applied.</param>
    /// <param name="lowest">The lowest rate.</param>
    /// <param name="highest">The highest rate, not below the lowest.</param>
    /// <exception cref="ArgumentOutOfRangeException">The highest rate is below the lowest.</exception>
    [JsonConstructor]
    public InverseSquareCurve(Ratio factor, Ratio lowest, Ratio highest)
    {
        if (highest < lowest)
        {
            throw new ArgumentOutOfRangeException(nameof(highest), $"Rates from {lowest} to {highest}; expected a highest rate that is not below the lowest.");
        }

        Factor = factor;
        Lowest = lowest;
        Highest = highest;
    }

    /// <summary>Gets the rate if everything were staked and no bound applied.</summary>
    public Ratio Factor { get; }

    /// <summary>Gets the lowest rate.</summary>
    public Ratio Lowest { get; }

    /// <summary>Gets the highest rate.</summary>
    public Ratio Highest { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio HighestRate => Highest;

    /// <inheritdoc/>
    public Ratio YearlyRate(Proportion staked)
    {
        // Two divisions that each round down are one that rounds down, but a quotient too large for the type is above any bound.
        if (staked.IsZero
            || !MultiplyDivide.TryDivide(Factor.Parts, Proportion.PartsPerOne, staked.Parts, out UInt128 once, out _)
            || !MultiplyDivide.TryDivide(once, Proportion.PartsPerOne, staked.Parts, out UInt128 twice, out _))
        {
            return Highest;
        }

        return Ratio.Min(Highest, Ratio.Max(Lowest, Ratio.FromParts(twice)));
    }
}
