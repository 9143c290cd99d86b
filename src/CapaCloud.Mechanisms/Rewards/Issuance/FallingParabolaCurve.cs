using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Falls along a parabola from a highest rate to a lowest one, and is flat outside.</summary>
/// <remarks>
/// <code>
/// staked &lt;= From:  Highest
/// staked &gt;= Until: Lowest
/// otherwise: Lowest + (Highest - Lowest) * ((Until - staked) / (Until - From))^2
/// </code>
/// A part of the supply for each year; rounds down in the 18th digit. Continuous, and without a kink at Until. Source: the dynamic maximum of Tezos's adaptive
/// issuance, from 10 % at 8 % staked to 1 % at a half.
/// </remarks>
public sealed record FallingParabolaCurve : IIssuanceCurve
{
    /// <summary>Initializes a new instance of the <see cref="FallingParabolaCurve"/> class.</summary>
    /// <param name="lowest">The lowest rate.</param>
    /// <param name="highest">The highest rate, not below the lowest.</param>
    /// <param name="from">The part up to which the highest rate holds.</param>
    /// <param name="until">The part from which on the lowest rate holds, above the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rates or the parts are out of order.</exception>
    [JsonConstructor]
    public FallingParabolaCurve(Ratio lowest, Ratio highest, Proportion from, Proportion until)
    {
        if (highest < lowest || until <= from)
        {
            throw new ArgumentOutOfRangeException(nameof(highest), $"Rates from {lowest} to {highest} between {from} and {until} staked; expected a highest rate that is not below the lowest, and a second part above the first.");
        }

        (Lowest, Highest, From, Until) = (lowest, highest, from, until);
    }

    /// <summary>Gets the lowest rate.</summary>
    public Ratio Lowest { get; }

    /// <summary>Gets the highest rate.</summary>
    public Ratio Highest { get; }

    /// <summary>Gets the part up to which the highest rate holds.</summary>
    public Proportion From { get; }

    /// <summary>Gets the part from which on the lowest rate holds.</summary>
    public Proportion Until { get; }

    /// <inheritdoc/>
    [JsonIgnore]
    public Ratio HighestRate => Highest;

    /// <inheritdoc/>
    public Ratio YearlyRate(Proportion staked)
    {
        if (staked <= From)
        {
            return Highest;
        }

        // One floor: the squares of 60-bit parts fit, the rate comes in last.
        UInt128 left = Until.SubtractToZero(staked).Parts, width = Until.Parts - From.Parts;
        return Lowest + Ratio.FromParts(MultiplyDivide.Down((Highest - Lowest).Parts, left * left, width * width));
    }
}
