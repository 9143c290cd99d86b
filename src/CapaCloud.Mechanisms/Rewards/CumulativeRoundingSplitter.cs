using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// Gives each claim what the rounded running total grows by: one pass, exact sum, and shards that need only their prefix.
/// </summary>
/// <remarks>
/// <code>
/// share(i) = floor(pool * prefix(i) / total) - floor(pool * prefix(i - 1) / total)
/// prefix(i) = weight(0) + ... + weight(i)
/// </code>
/// In base units. Each share is the quota rounded down or up; which of the two follows from the position in the list: 100 over
/// 1, 1, 1 gives 33, 33, 34. So whoever orders the list chooses who gets the odd units (one each at most); order it by
/// something nobody chooses, such as a hash. A larger pool can move an odd unit from one claim to the next: 2 over 2, 1, 2
/// gives 0, 1, 1 and 3 gives 1, 0, 2. Ties do not occur. Splitting or merging identities gains at most one unit for each. Time
/// linear in the claims, one pass, no allocation. Immutable and safe to share between threads.
/// </remarks>
public sealed record CumulativeRoundingSplitter : IRewardSplitter
{
    /// <inheritdoc/>
    [JsonIgnore]
    public RewardSplitterPromises Promises =>
        RewardSplitterPromises.SumsExactly
        | RewardSplitterPromises.WithinOneUnitOfQuota
        | RewardSplitterPromises.EqualWeightsDifferByAtMostOne
        | RewardSplitterPromises.MonotoneInOwnWeight
        | RewardSplitterPromises.ScaleFree;

    /// <inheritdoc/>
    public Amount SplitGain(Amount pool) => Amount.One;

    /// <summary>
    /// Divides one shard of a list of claims, given the weights before it; the shards together equal the whole.
    /// </summary>
    /// <param name="pool">What is divided over the whole list, in base units.</param>
    /// <param name="weightBefore">The sum of all weights before this shard.</param>
    /// <param name="totalWeight">The sum of all weights of the list.</param>
    /// <param name="weights">The weights of the shard.</param>
    /// <param name="shares">Receives the shares of the shard.</param>
    /// <returns>The sum of the shard's shares; zero when the total weight is zero.</returns>
    /// <exception cref="ArgumentException">The shares are not as many as the weights.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The weights before and in this shard exceed the total weight.</exception>
    public static Amount SplitShard(
        Amount pool, UInt128 weightBefore, UInt128 totalWeight, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
    {
        SplitWeights.Check(weights.Length, shares.Length);
        UInt128 inShard = SplitWeights.Sum(weights);
        if (weightBefore > totalWeight || inShard > totalWeight - weightBefore)
        {
            throw new ArgumentOutOfRangeException(
                nameof(totalWeight),
                $"The total weight {DecimalText.Format(totalWeight)} is less than the {DecimalText.Format(weightBefore)} before the shard "
                    + $"and the {DecimalText.Format(inShard)} in it.");
        }

        if (totalWeight == UInt128.Zero)
        {
            shares.Clear();
            return Amount.Zero;
        }

        return Write(new QuotaDivision(pool.Units, totalWeight), weightBefore, weights, shares);
    }

    /// <inheritdoc/>
    public RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        SplitWeights.Check(weights.Length, tieBreak, shares.Length);
        UInt128 total = SplitWeights.Sum(weights);
        if (total == UInt128.Zero)
        {
            return SplitWeights.Nothing(pool, shares);
        }

        Write(new QuotaDivision(pool.Units, total), UInt128.Zero, weights, shares);
        return new RewardSplit(pool, Amount.Zero, RewardSplitOutcome.Divided);
    }

    private static Amount Write(in QuotaDivision quota, UInt128 weightBefore, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
    {
        if (quota.IsNarrow)
        {
            return WriteNarrow(quota, (ulong)weightBefore, weights, shares);
        }

        UInt128 start = quota.Divide(weightBefore, out _);
        UInt128 prefix = weightBefore, before = start;
        unchecked
        {
            // The prefix stays within the total, which was summed with a check; the running quotient never falls.
            for (int claim = 0; claim < weights.Length; claim++)
            {
                prefix += weights[claim];
                UInt128 after = quota.Divide(prefix, out _);
                shares[claim] = Amount.Of(after - before);
                before = after;
            }

            return Amount.Of(before - start);
        }
    }

    /// <summary>The same for totals below 2^63; the quota is a copy, which the compiler keeps in registers.</summary>
    private static Amount WriteNarrow(QuotaDivision quota, ulong weightBefore, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
    {
        UInt128 start = quota.DivideNarrow(weightBefore, out _);
        UInt128 before = start;
        ulong prefix = weightBefore;
        shares = shares[..weights.Length];
        unchecked
        {
            for (int claim = 0; claim < weights.Length; claim++)
            {
                prefix += (ulong)weights[claim];
                UInt128 after = quota.DivideNarrow(prefix, out _);
                shares[claim] = Amount.Of(after - before);
                before = after;
            }

            return Amount.Of(before - start);
        }
    }
}
