using System.Text.Json.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>
/// Divides by weight, but every claim with a weight gets at least a minimum, at the expense of the others by weight.
/// </summary>
/// <remarks>
/// <code>
/// share = max(Minimum, level * weight)     the level such that the shares add up to the pool, by largest remainder
/// </code>
/// In base units. 100 over 98, 1, 1 with a minimum of 10 gives 80, 10, 10. When the pool does not hold the minimum for
/// everybody, it is divided equally, the odd units by the tie-break: 6 over 9, 1, 1 with a minimum of 10 gives 2, 2, 2. A claim
/// of weight zero gets zero. A minimum for an identity pays for identities: who splits gains up to one minimum for each, as
/// <see cref="SplitGain"/> says; keep it below what an identity costs. Time linear in the claims for each round of filling (a
/// handful); no allocation. The shares must not overlap the weights in memory. Immutable and safe to share between threads.
/// </remarks>
/// <param name="Minimum">What every claim with a weight gets at least, in base units.</param>
public sealed record MinimumShareSplitter(Amount Minimum) : IRewardSplitter
{
    /// <inheritdoc/>
    [JsonIgnore]
    public RewardSplitterPromises Promises =>
        RewardSplitterPromises.SumsExactly
        | RewardSplitterPromises.PermutationEquivariant
        | RewardSplitterPromises.EqualWeightsDifferByAtMostOne
        | RewardSplitterPromises.MonotoneInOwnWeight
        | RewardSplitterPromises.ScaleFree
        | (Minimum.IsZero ? RewardSplitterPromises.WithinOneUnitOfQuota : RewardSplitterPromises.None);

    /// <inheritdoc/>
    public Amount SplitGain(Amount pool) =>
        Minimum >= pool ? pool : Minimum + Amount.One;

    /// <inheritdoc/>
    public RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        SplitWeights.Check(weights.Length, tieBreak, shares.Length);
        UInt128 total = SplitWeights.Sum(weights);
        if (total == UInt128.Zero)
        {
            return SplitWeights.Nothing(pool, shares);
        }

        uint claims = (uint)SplitWeights.CountPositive(weights);
        UInt128 minimum = Minimum.Units;
        if (minimum > pool.Units / claims)
        {
            return EqualShares.Write(pool, claims, weights, tieBreak, shares);
        }

        WaterLevel level = WaterLevel.OverMinimum(pool.Units, minimum, total, weights);
        new LargestRemainders(level.Pool, level.Weight, weights, level.Lightest, UInt128.MaxValue, shares).Write(tieBreak);
        for (int claim = 0; claim < weights.Length; claim++)
        {
            if (weights[claim] < level.Lightest && weights[claim] != UInt128.Zero)
            {
                shares[claim] = Amount.Of(minimum);
            }
        }

        return new RewardSplit(pool, Amount.Zero, RewardSplitOutcome.Divided);
    }
}
