using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Presets.Networks.IExec;

/// <summary>iExec's payments: the price and the losers' stakes go to the winners by the logarithm of their weights, the rest to the scheduler.</summary>
/// <remarks>
/// <code>
/// pool     = price + stakes of the losers           stake  = price * stake percent, rounded down
/// worker   = floor(pool * (100 - scheduler percent)% * log weight / sum of log weights)      scheduler = pool - all workers
/// kitty    = stake of a scheduler that failed       reward = min(max(percent of kitty, least), kitty)
/// </code>
/// Base units; every claim rounds down and the scheduler takes what is left, so the pool is paid out whole. Source:
/// iExecBlockchainComputing/PoCo, IexecPoco2Facet (distributeRewards, seize and kitty).
/// </remarks>
public static class PocoRewards
{
    /// <summary>Returns the stake that a price asks for.</summary>
    /// <param name="price">The price of the task.</param>
    /// <param name="percent">The percentage.</param>
    /// <returns>The stake, rounded down: 30 percent of 33333333367 is 10000000010.</returns>
    public static Amount Stake(Amount price, uint percent) => price.Multiply(Proportion.Percent(percent), Rounding.Down);

    /// <summary>Shares out a pool.</summary>
    /// <param name="pool">The price and the losers' stakes.</param>
    /// <param name="schedulerPercent">The scheduler's percentage.</param>
    /// <param name="logarithmicWeights">The winners' weights, in logarithms.</param>
    /// <returns>What each winner gets, and what the scheduler gets; together exactly the pool.</returns>
    /// <exception cref="ArgumentException">No winner with a weight.</exception>
    public static (ImmutableArray<Amount> Workers, Amount Scheduler) Share(
        Amount pool, uint schedulerPercent, ReadOnlySpan<int> logarithmicWeights)
    {
        UInt128 sum = UInt128.Zero;
        foreach (int weight in logarithmicWeights)
        {
            sum += (UInt128)weight;
        }

        if (sum == UInt128.Zero)
        {
            throw new ArgumentException("There is no winner with a weight to share the pool.", nameof(logarithmicWeights));
        }

        Amount forWorkers = pool.Multiply(Proportion.Percent(schedulerPercent).Complement, Rounding.Down);
        Amount left = pool;
        var workers = ImmutableArray.CreateBuilder<Amount>(logarithmicWeights.Length);
        foreach (int weight in logarithmicWeights)
        {
            Amount share = forWorkers.Multiply((UInt128)weight, sum, Rounding.Down);
            workers.Add(share);
            left -= share;
        }

        return (workers.MoveToImmutable(), left);
    }

    /// <summary>Returns what a successful scheduler gets out of the kitty of seized stakes.</summary>
    /// <param name="kitty">The kitty.</param>
    /// <param name="percent">The percentage of it.</param>
    /// <param name="least">The least that is paid, while there is so much.</param>
    /// <returns>The reward.</returns>
    public static Amount FromKitty(Amount kitty, uint percent, Amount least) =>
        Amount.Min(Amount.Max(kitty.Multiply(Proportion.Percent(percent), Rounding.Down), least), kitty);
}
