namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Splits money among people by weight, to the last unit: a pool among claims.</summary>
/// <remarks>
/// <code>sum(shares) + remainder = pool</code>
/// A splitter is immutable and pure. A weight of zero gets zero. When all weights are zero nothing is divided, the whole pool
/// is the remainder, and the result says so. Its laws are <c>RewardSplitterLaws</c> in CapaCloud.Mechanisms.Testing.
/// </remarks>
public interface IRewardSplitter
{
    /// <summary>Gets what this splitter promises; the laws test each promise.</summary>
    RewardSplitterPromises Promises { get; }

    /// <summary>
    /// Returns the most that the claims of one owner can gain together by splitting or merging, for each identity involved.
    /// </summary>
    /// <param name="pool">What is divided, in base units.</param>
    /// <returns>
    /// A number of base units. Whoever turns m identities into n, the total weight unchanged, gains at most this times the larger
    /// of m and n. One unit means that rounding is all there is to gain.
    /// </returns>
    Amount SplitGain(Amount pool);

    /// <summary>Divides the pool.</summary>
    /// <param name="pool">What is divided, in base units.</param>
    /// <param name="weights">The weight of each claim; only the quotients of weights matter.</param>
    /// <param name="tieBreak">Who goes first among equals: a seeded hash of the identity, never the position.</param>
    /// <param name="shares">
    /// Receives the share of each claim, in the order of the weights; must not overlap them in memory.
    /// </param>
    /// <returns>What was divided and what is left over.</returns>
    /// <exception cref="ArgumentException">
    /// The shares, or the identities to break ties by, are not as many as the weights.
    /// </exception>
    /// <exception cref="OverflowException">The weights add up to more than 2^128 - 1.</exception>
    RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares);
}
