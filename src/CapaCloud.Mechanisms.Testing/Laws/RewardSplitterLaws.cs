using System.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Testing;

/// <summary>Tests a splitter of your own: the shares add up to the last unit, equals get alike, and it keeps what it promises.</summary>
/// <remarks>
/// No formula. Some hold for every splitter: nothing is created or lost, weight zero gets zero, and nobody gains more by
/// splitting or merging than the splitter states. The others are tested when the splitter promises them.
/// </remarks>
public static class RewardSplitterLaws
{
    /// <summary>Returns the laws that a splitter must keep: the general ones, and one for each promise.</summary>
    /// <param name="splitter">The splitter.</param>
    /// <returns>The laws.</returns>
    public static IReadOnlyList<Law> For(IRewardSplitter splitter)
    {
        ArgumentNullException.ThrowIfNull(splitter);
        List<Law> laws =
        [
            Of("conserves", "the shares and the remainder add up to the pool", item => Conserves(splitter, item)),
            Of("zero-weight-gets-zero", "a claim of weight zero gets nothing", item => ZeroGetsZero(splitter, item)),
            Of("all-zero-is-named", "without any weight the pool is the remainder and the outcome says why", item => AllZeroIsNamed(splitter, item)),
            Of("repeatable", "the same claims get the same shares, whatever was in their place before", item => IsRepeatable(splitter, item)),
            Of("split-gain", "splitting or merging identities gains at most what is stated", item => GainIsBounded(splitter, item)),
        ];
        Add(RewardSplitterPromises.SumsExactly, "sums-exactly", "nothing is left over when a weight is above zero", SumsExactly);
        Add(RewardSplitterPromises.WithinOneUnitOfQuota, "within-quota", "each share is its quota rounded down or up", IsWithinQuota);
        Add(RewardSplitterPromises.PermutationEquivariant, "permutation", "reordering the claims reorders the shares", IsEquivariant);
        Add(RewardSplitterPromises.EqualWeightsDifferByAtMostOne, "equal-weights", "equal weights get the same but for one unit", TreatsEqualsEqually);
        Add(RewardSplitterPromises.MonotoneInOwnWeight, "monotone-weight", "more weight never gets less", IsMonotoneInWeight);
        Add(RewardSplitterPromises.MonotoneInPool, "monotone-pool", "a larger pool gives nobody less", IsMonotoneInPool);
        Add(RewardSplitterPromises.ScaleFree, "scale", "all weights times one factor get the same shares", IsScaleFree);
        return laws;

        void Add(RewardSplitterPromises promise, string name, string statement, Func<IRewardSplitter, SplitCase, bool> holds)
        {
            if (splitter.Promises.HasFlag(promise))
            {
                laws.Add(Of(name, statement, item => holds(splitter, item)));
            }
        }
    }

    private static Law Of(string name, string statement, Func<SplitCase, bool> holds) => Law.Of(name, statement, SplitCase.Arbitrary, holds);

    private static bool Conserves(IRewardSplitter splitter, SplitCase item)
    {
        UInt128[] shares = item.Split(splitter, item.Pool, item.Weights, item.Names, out RewardSplit split);
        return Sum(shares) == (BigInteger)split.Distributed.Units && Sum(shares) + split.Remainder.Units == item.Pool;
    }

    private static bool ZeroGetsZero(IRewardSplitter splitter, SplitCase item) =>
        item.Split(splitter).Zip(item.Weights).All(claim => claim.Second != UInt128.Zero || claim.First == UInt128.Zero);

    private static bool AllZeroIsNamed(IRewardSplitter splitter, SplitCase item)
    {
        item.Split(splitter, item.Pool, item.Weights, item.Names, out RewardSplit divided);
        bool isNamed = divided.Outcome == Expected(item.Weights);
        UInt128[] none = new UInt128[item.Weights.Length];
        UInt128[] shares = item.Split(splitter, item.Pool, none, item.Names, out RewardSplit split);
        return isNamed && split.Outcome == Expected(none) && split.Remainder.Units == item.Pool && Sum(shares).IsZero;
    }

    private static RewardSplitOutcome Expected(UInt128[] weights) =>
        weights.Length == 0 ? RewardSplitOutcome.NoClaims
        : weights.All(weight => weight == UInt128.Zero) ? RewardSplitOutcome.AllWeightsZero
        : RewardSplitOutcome.Divided;

    private static bool IsRepeatable(IRewardSplitter splitter, SplitCase item)
    {
        UInt128[] first = item.Split(splitter);
        Amount[] shares = new Amount[item.Weights.Length];
        splitter.Split(Amount.Of(item.Pool), item.Weights, TieBreak.ByIdentity(item.Seed, item.Names), shares);
        return first.AsSpan().SequenceEqual([.. shares.Select(share => share.Units)]);
    }

    private static bool SumsExactly(IRewardSplitter splitter, SplitCase item)
    {
        item.Split(splitter, item.Pool, item.Weights, item.Names, out RewardSplit split);
        return split.Outcome != RewardSplitOutcome.Divided || split.Remainder.IsZero;
    }

    private static bool IsWithinQuota(IRewardSplitter splitter, SplitCase item)
    {
        UInt128[] shares = item.Split(splitter);
        BigInteger total = item.Total;
        return Enumerable.Range(0, shares.Length).All(claim =>
        {
            // |share - pool * weight / total| < 1
            BigInteger distance = ((BigInteger)shares[claim] * total) - ((BigInteger)item.Pool * item.Weights[claim]);
            return total.IsZero || BigInteger.Abs(distance) < total;
        });
    }

    private static bool IsEquivariant(IRewardSplitter splitter, SplitCase item)
    {
        int[] order = [.. Enumerable.Range(0, item.Weights.Length)];
        new Random((int)item.Choice).Shuffle(order);
        ParticipantId[] names = item.Names;
        UInt128[] shares = item.Split(splitter);
        UInt128[] reordered = item.Split(
            splitter, item.Pool, [.. order.Select(claim => item.Weights[claim])], [.. order.Select(claim => names[claim])], out _);
        return reordered.AsSpan().SequenceEqual([.. order.Select(claim => shares[claim])]);
    }

    private static bool TreatsEqualsEqually(IRewardSplitter splitter, SplitCase item)
    {
        // Every claim twice, so that there are equals in every case.
        UInt128[] weights = [.. item.Weights, .. item.Weights];
        ParticipantId[] names = [.. Enumerable.Range(0, weights.Length).Select(claim => ParticipantId.Of($"claim{claim}"))];
        UInt128[] shares = item.Split(splitter, item.Pool, weights, names, out _);
        return weights.Zip(shares).GroupBy(claim => claim.First, claim => claim.Second).All(group => group.Max() - group.Min() <= UInt128.One);
    }

    private static bool IsMonotoneInWeight(IRewardSplitter splitter, SplitCase item)
    {
        if (item.Weights.Length == 0)
        {
            return true;
        }

        int claim = (int)(item.Choice % (uint)item.Weights.Length);
        UInt128[] more = [.. item.Weights];
        more[claim] += item.Size;
        return item.Split(splitter, item.Pool, more, item.Names, out _)[claim] >= item.Split(splitter)[claim];
    }

    private static bool IsMonotoneInPool(IRewardSplitter splitter, SplitCase item)
    {
        UInt128 more = item.Pool + (item.Choice % 3 == 0 ? item.Size : UInt128.One);
        return item.Split(splitter, more, item.Weights, item.Names, out _).Zip(item.Split(splitter)).All(claim => claim.First >= claim.Second);
    }

    private static bool IsScaleFree(IRewardSplitter splitter, SplitCase item)
    {
        UInt128 factor = 2 + (item.Choice % 9);
        UInt128[] scaled = [.. item.Weights.Select(weight => weight * factor)];
        return item.Split(splitter, item.Pool, scaled, item.Names, out _).AsSpan().SequenceEqual(item.Split(splitter));
    }

    private static bool GainIsBounded(IRewardSplitter splitter, SplitCase item)
    {
        SplitGainTrial trial = SplitGainTrial.Of(splitter, item);
        BigInteger bound = (BigInteger)splitter.SplitGain(Amount.Of(item.Pool)).Units * trial.Identities;
        return trial.Gain <= bound;
    }

    private static BigInteger Sum(UInt128[] values) => values.Aggregate(BigInteger.Zero, (sum, value) => sum + value);
}
