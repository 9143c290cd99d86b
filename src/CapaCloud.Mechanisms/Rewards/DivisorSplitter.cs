using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Serialization;

namespace CapaCloud.Mechanisms.Rewards;

/// <summary>Gives out the units one by one, each to the claim with the largest weight for the units it already has.</summary>
/// <remarks>
/// <code>
/// next unit to the claim with the largest weight / d(s), s the units it has; d depends on the method
/// </code>
/// In base units. More of the pool or of one's own weight never gives less: there is no Alabama paradox. In exchange a share
/// may be more than one unit away from its quota: 100 over 905, 47, 48 by <see cref="DivisorMethod.DHondt"/> gives 92, 4, 4,
/// where the quota is 90.5. Priorities are compared exactly, as products of up to 513 bits, without roots or fractions; equal
/// ones go by the tie-break. Where d(0) is 0 every claim gets a unit before any gets a second, the larger weights first.
/// Splitting or merging identities gains at most one unit for each. The units are not counted out: the search starts from
/// shares rounded at a level close to the final one and adds the few that are missing from a heap, so the time is at most n log
/// n whatever the pool. Up to 256 claims without allocation; more rent their working space from the shared array pool.
/// Immutable and safe to share between threads. Source: Balinski and Young, Fair Representation.
/// </remarks>
/// <param name="Method">The divisor.</param>
/// <param name="Minimum">
/// What every claim with a weight gets first, in base units (one seat for each state, say). When the pool does not hold it for
/// everybody, it is divided equally, the odd units by the tie-break.
/// </param>
public sealed record DivisorSplitter(DivisorMethod Method, Amount Minimum = default) : IRewardSplitter
{
    /// <summary>Gets the method.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that the enumeration has not.</exception>
    public DivisorMethod Method { get; init => field = EnumerationMember.Required(value); } = EnumerationMember.Required(Method, nameof(Method));

    /// <summary>Gets what every claim with a weight gets first, in base units.</summary>
    public Amount Minimum { get; init; } = Minimum;

    /// <inheritdoc/>
    [JsonIgnore]
    public RewardSplitterPromises Promises =>
        RewardSplitterPromises.SumsExactly
        | RewardSplitterPromises.PermutationEquivariant
        | RewardSplitterPromises.EqualWeightsDifferByAtMostOne
        | RewardSplitterPromises.MonotoneInOwnWeight
        | RewardSplitterPromises.MonotoneInPool
        | RewardSplitterPromises.ScaleFree;

    /// <inheritdoc/>
    public Amount SplitGain(Amount pool) => Minimum >= pool ? Amount.Max(pool, Amount.One) : Minimum + Amount.One;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The method is not a defined value.</exception>
    public RewardSplit Split(Amount pool, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
    {
        SplitWeights.Check(weights.Length, tieBreak, shares.Length);
        UInt128 total = SplitWeights.Sum(weights);
        switch (Method)
        {
            case DivisorMethod.SainteLague:
                return Split<SainteLagueDivisor>(pool, total, weights, tieBreak, shares);
            case DivisorMethod.DHondt:
                return Split<DHondtDivisor>(pool, total, weights, tieBreak, shares);
            case DivisorMethod.HuntingtonHill:
                return Split<HuntingtonHillDivisor>(pool, total, weights, tieBreak, shares);
            case DivisorMethod.Adams:
                return Split<AdamsDivisor>(pool, total, weights, tieBreak, shares);
            case DivisorMethod.Dean:
                return Split<DeanDivisor>(pool, total, weights, tieBreak, shares);
            default:
                throw new InvalidOperationException($"{Method} is not one of the five defined divisor methods.");
        }
    }

    private RewardSplit Split<TDivisor>(
        Amount pool, UInt128 total, ReadOnlySpan<UInt128> weights, in TieBreak tieBreak, Span<Amount> shares)
        where TDivisor : struct, IDivisor
    {
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

        UInt128 left = pool.Units - DivisorStart.Write<TDivisor>(pool.Units, minimum, total, claims, weights, shares);
        DivisorHeap<TDivisor>.Distribute((ulong)left, (int)claims, weights, tieBreak, shares);
        return new RewardSplit(pool, Amount.Zero, RewardSplitOutcome.Divided);
    }
}
