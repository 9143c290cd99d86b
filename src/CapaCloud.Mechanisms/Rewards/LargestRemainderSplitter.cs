using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Splits money among people by weight: each gets its quota rounded down, and the units left over go, one each, to the largest remainders.</summary>
/// <remarks>
/// <code>
/// quota = pool * weight / total weight
/// share = floor(quota), plus 1 for the claims with the largest (quota - floor(quota)) until nothing is left
/// </code>
/// In base units. Each share is the quota rounded down or up: 100 over 1, 1, 1 gives 33, 33, 34, the 34 to the claim that the
/// tie-break names. The remainders are compared exactly, as integers. Selection is by their digits, most significant first: time
/// linear in the claims for every input, no sort. The shares serve as the only working space: no allocation. The shares must not
/// overlap the weights in memory. Splitting or merging identities gains at most one unit for each identity. A larger pool can
/// give a claim one unit less (the Alabama paradox): 10 over 6, 6, 2 gives 4, 4, 2 and 11 gives 5, 5, 1; where that matters take
/// <c>DivisorSplitter</c>. Immutable and safe to share between threads. Source: Hamilton's method, 1792.
/// </remarks>
public sealed record LargestRemainderSplitter : IRewardSplitter
{
    /// <inheritdoc/>
    [JsonIgnore]
    public RewardSplitterPromises Promises =>
        RewardSplitterPromises.SumsExactly
        | RewardSplitterPromises.WithinOneUnitOfQuota
        | RewardSplitterPromises.PermutationEquivariant
        | RewardSplitterPromises.EqualWeightsDifferByAtMostOne
        | RewardSplitterPromises.MonotoneInOwnWeight
        | RewardSplitterPromises.ScaleFree;

    /// <inheritdoc/>
    public Amount SplitGain(Amount pool) => Amount.One;

    /// <summary>Returns the search for the last remainder that gets a unit, for claims that lie on many machines.</summary>
    /// <param name="pool">What is divided, in base units.</param>
    /// <param name="totalWeight">The sum of all weights.</param>
    /// <param name="seed">What decides between equal claims; when it is left out and they compete for a unit, the search is refused.</param>
    /// <returns>The search at its first question; at its end when the total weight is zero.</returns>
    public static RemainderSearch Search(Amount pool, UInt128 totalWeight, Digest? seed = null) => new(pool, totalWeight, seed);

    /// <inheritdoc/>
    public RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        SplitWeights.Check(weights.Length, tieBreak, shares.Length);
        UInt128 total = SplitWeights.Sum(weights);
        if (total == UInt128.Zero)
        {
            return SplitWeights.Nothing(pool, shares);
        }

        new LargestRemainders(pool.Units, total, weights, UInt128.Zero, UInt128.MaxValue, shares).Write(tieBreak);
        return new RewardSplit(pool, Amount.Zero, RewardSplitOutcome.Divided);
    }
}
