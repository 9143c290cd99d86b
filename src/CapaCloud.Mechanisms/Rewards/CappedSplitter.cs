using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// Divides by weight, but nobody gets more than a part of the pool; what the cap cuts off goes to the others by weight.
/// </summary>
/// <remarks>
/// <code>
/// cap   = floor(pool * LargestShare)
/// share = min(cap, level * weight)     the level such that the shares add up to the pool (water-filling), by largest remainder
/// </code>
/// In base units. The cap rounds down, in favour of the other claims: half of 101 is 50. 100 over 90, 5, 5 with a cap of one half
/// gives 50, 25, 25. When everybody is at the cap, the rest of the pool is the remainder: 100 over 1, 1 with a cap of 0.3 gives
/// 30, 30 and leaves 40. A cap for an identity is worth an identity: who splits evades it, for up to one cap for each identity
/// (<see cref="SplitGain"/>); use it where an identity is costly or proven. Time linear in the claims for each round of
/// filling (a handful); no allocation. The shares must not overlap the weights in memory. Immutable and safe to share between
/// threads.
/// </remarks>
/// <param name="LargestShare">The largest part of the pool that a claim may get.</param>
public sealed record CappedSplitter(Proportion LargestShare) : IRewardSplitter
{
    /// <inheritdoc/>
    [JsonIgnore]
    public RewardSplitterPromises Promises =>
        RewardSplitterPromises.PermutationEquivariant
        | RewardSplitterPromises.EqualWeightsDifferByAtMostOne
        | RewardSplitterPromises.MonotoneInOwnWeight
        | RewardSplitterPromises.ScaleFree
        | (LargestShare == Proportion.One
            ? RewardSplitterPromises.SumsExactly | RewardSplitterPromises.WithinOneUnitOfQuota
            : RewardSplitterPromises.None);

    /// <inheritdoc/>
    public Amount SplitGain(Amount pool) => LargestShare == Proportion.One ? Amount.One : Amount.Of(Cap(pool.Units) + UInt128.One);

    /// <inheritdoc/>
    public RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        SplitWeights.Check(weights.Length, tieBreak, shares.Length);
        UInt128 total = SplitWeights.Sum(weights);
        if (total == UInt128.Zero)
        {
            return SplitWeights.Nothing(pool, shares);
        }

        UInt128 cap = Cap(pool.Units);
        uint claims = (uint)SplitWeights.CountPositive(weights);
        if (cap <= pool.Units / claims)
        {
            return WriteEqual(pool, cap, claims, weights, shares);
        }

        WaterLevel level = WaterLevel.UnderCap(pool.Units, cap, total, weights);
        new LargestRemainders(level.Pool, level.Weight, weights, UInt128.Zero, level.Heaviest, shares).Write(tieBreak);
        for (int claim = 0; claim < weights.Length; claim++)
        {
            if (weights[claim] > level.Heaviest)
            {
                shares[claim] = Amount.Of(cap);
            }
        }

        return new RewardSplit(pool, Amount.Zero, RewardSplitOutcome.Divided);
    }

    private static RewardSplit WriteEqual(Amount pool, UInt128 cap, uint claims, ReadOnlySpan<UInt128> weights, Span<Amount> shares)
    {
        for (int claim = 0; claim < weights.Length; claim++)
        {
            shares[claim] = weights[claim] == UInt128.Zero ? Amount.Zero : Amount.Of(cap);
        }

        Amount distributed = Amount.Of(cap * claims);
        return new RewardSplit(distributed, pool - distributed, RewardSplitOutcome.Divided);
    }

    private UInt128 Cap(UInt128 pool) => MultiplyDivide.Down(pool, LargestShare.Parts, Proportion.PartsPerOne);
}
