namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// A splitter whose every share follows from the claim's own weight and the totals, so that a network of any size can be settled
/// as map, merge, map, on one thread or on a thousand machines.
/// </summary>
/// <remarks>
/// <code>share = f(pool, weight, total weight)</code>
/// Equal to <see cref="IRewardSplitter.Split"/> of the whole column, byte for byte.
/// </remarks>
public interface ITotalsSplitter : IRewardSplitter
{
    /// <summary>Returns one claim's share.</summary>
    /// <param name="pool">What is divided, in base units.</param>
    /// <param name="weight">The claim's weight.</param>
    /// <param name="totalWeight">The sum of all weights, this one included.</param>
    /// <returns>The share; zero when the total weight is zero.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> exceeds <paramref name="totalWeight"/>.</exception>
    Amount Share(Amount pool, UInt128 weight, UInt128 totalWeight);
}
