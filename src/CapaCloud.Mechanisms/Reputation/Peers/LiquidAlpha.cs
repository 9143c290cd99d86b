namespace CapaCloud.Mechanisms.Reputation;

/// <summary>How fast a validator's bond follows its weight, for each pair: fast for who moves ahead of the consensus, slow for who follows it.</summary>
/// <remarks>
/// <code>
/// rate = Low + logistic(d) * (High - Low)       logistic of the given steepness around 1 / 2
/// d    = max(0, weight - consensus) when the bond is to grow (weight >= bond), else max(0, bond - weight)
/// </code>
/// Rounds to the nearest part. Source: Bittensor, subtensor (liquid alpha of Yuma 3).
/// </remarks>
/// <param name="Low">The slowest rate: 0.1 in the network's tests.</param>
/// <param name="High">The fastest rate: 0.3 there.</param>
/// <param name="Steepness">How sharply it changes between: 10 there.</param>
public sealed record LiquidAlpha(Proportion Low, Proportion High, Ratio Steepness)
{
    /// <summary>Returns the rate for one pair of validator and server.</summary>
    /// <param name="weight">The weight the validator gives.</param>
    /// <param name="consensus">The consensus on the server.</param>
    /// <param name="bond">The bond so far.</param>
    /// <returns>The rate, between the two bounds.</returns>
    /// <exception cref="InvalidOperationException">The low rate is above the high one.</exception>
    public Proportion Rate(Proportion weight, Proportion consensus, Proportion bond)
    {
        if (Low > High)
        {
            throw new InvalidOperationException($"The low rate {Low} is above the high rate {High}.");
        }

        Proportion difference = weight >= bond ? weight.SubtractToZero(consensus) : bond.SubtractToZero(weight);
        Proportion step = new LogisticCurve(Steepness, Proportion.Half).Evaluate(difference);
        return Low.AddToOne(High.SubtractToZero(Low).Multiply(step, Rounding.HalfUp));
    }
}
