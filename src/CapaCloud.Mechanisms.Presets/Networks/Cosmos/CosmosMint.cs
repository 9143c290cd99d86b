using System.Numerics;

namespace CapaCloud.Mechanisms.Presets.Networks.Cosmos;

/// <summary>The mint module of the Cosmos SDK: a yearly rate that seeks a bonded part, in the module's own decimals.</summary>
/// <remarks>
/// <code>
/// change = (1 - bonded / Goal) * RateChange / BlocksPerYear
/// rate'  = min(Highest, max(Lowest, rate + change))
/// provision = floor(yearly provisions / BlocksPerYear)
/// </code>
/// Products and quotients round half to even in the 18th digit. The core's <c>BondedGoalRate</c> is the same rule with one rounding toward the rate as it is.
/// Source: cosmos-sdk, x/mint/types/minter.go.
/// </remarks>
/// <param name="Goal">The part that should be bonded, not zero.</param>
/// <param name="RateChange">How much the rate rises in a year in which nothing is bonded.</param>
/// <param name="Lowest">The lowest rate.</param>
/// <param name="Highest">The highest rate.</param>
/// <param name="BlocksPerYear">How many blocks a year has, not zero.</param>
public sealed record CosmosMint(CosmosDecimal Goal, CosmosDecimal RateChange, CosmosDecimal Lowest, CosmosDecimal Highest, ulong BlocksPerYear)
{
    /// <summary>Returns the yearly rate after a block.</summary>
    /// <param name="rate">The rate before.</param>
    /// <param name="bonded">The bonded part of the supply.</param>
    /// <returns>The rate.</returns>
    public CosmosDecimal Next(CosmosDecimal rate, CosmosDecimal bonded)
    {
        CosmosDecimal yearly = CosmosDecimal.One.Subtract(bonded.Divide(Goal)).Multiply(RateChange);
        CosmosDecimal moved = rate.Add(yearly.Divide(CosmosDecimal.FromInteger(BlocksPerYear)));
        return moved.CompareTo(Highest) > 0 ? Highest : moved.CompareTo(Lowest) < 0 ? Lowest : moved;
    }

    /// <summary>Returns what a block mints.</summary>
    /// <param name="yearlyProvisions">What a year mints, in base units and 18 digits.</param>
    /// <returns>Base units, rounded down.</returns>
    public BigInteger Provision(CosmosDecimal yearlyProvisions) => yearlyProvisions.Divide(CosmosDecimal.FromInteger(BlocksPerYear)).TruncateToInteger().Whole;
}
