using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Splits money among people by weight, each quota rounded down; what is left over goes to the account that the caller names.</summary>
/// <remarks>
/// <code>
/// share     = floor(pool * weight / total weight)
/// remainder = pool - sum(shares)     less than one unit for each claim
/// </code>
/// In base units. Rounds down, in favour of the account of the remainder: 100 over 1, 1, 1 gives 33, 33, 33 and leaves 1. Ties do
/// not occur. A share depends on nothing but the claim's weight and the totals, so shares can be computed anywhere and in any
/// order. Splitting an identity never gains; merging m identities gains less than m units. Time linear in the claims; no
/// allocation. Immutable and safe to share between threads. Source: the rule of Cosmos and of every MasterChef-like contract.
/// </remarks>
public sealed record FloorSplitter : ITotalsSplitter
{
    /// <inheritdoc/>
    [JsonIgnore]
    public RewardSplitterPromises Promises =>
        RewardSplitterPromises.WithinOneUnitOfQuota
        | RewardSplitterPromises.PermutationEquivariant
        | RewardSplitterPromises.EqualWeightsDifferByAtMostOne
        | RewardSplitterPromises.MonotoneInOwnWeight
        | RewardSplitterPromises.MonotoneInPool
        | RewardSplitterPromises.ScaleFree;

    /// <inheritdoc/>
    public Amount SplitGain(Amount pool) => Amount.One;

    /// <inheritdoc/>
    public Amount Share(Amount pool, UInt128 weight, UInt128 totalWeight)
    {
        if (weight > totalWeight)
        {
            throw new ArgumentOutOfRangeException(
                nameof(weight),
                $"The weight {DecimalText.Format(weight)} exceeds the total weight {DecimalText.Format(totalWeight)}, which includes it.");
        }

        return totalWeight == UInt128.Zero ? Amount.Zero : Amount.Of(MultiplyDivide.Down(pool.Units, weight, totalWeight));
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

        QuotaDivision quota = new(pool.Units, total);
        UInt128 distributed = UInt128.Zero;
        for (int claim = 0; claim < weights.Length; claim++)
        {
            UInt128 share = quota.Divide(weights[claim], out _);
            shares[claim] = Amount.Of(share);
            distributed = unchecked(distributed + share);
        }

        return new RewardSplit(Amount.Of(distributed), Amount.Of(pool.Units - distributed), RewardSplitOutcome.Divided);
    }
}
