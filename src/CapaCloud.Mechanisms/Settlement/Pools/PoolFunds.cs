using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Fills the further pools, and says what each participant gets of them.</summary>
internal static class PoolFunds
{
    /// <summary>Returns what each pool of the policy has, by name.</summary>
    public static ImmutableArray<PoolTerms> Of(MechanismPolicy policy, NetworkState state, EpochTotals totals, Amount fee)
    {
        if (policy.Reward.Pools.IsEmpty)
        {
            return [];
        }

        return [.. policy.Reward.Pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal).Select(pool => Of(policy, pool, PoolLists.BalanceOf(state.Pools, pool.Name), WeightIn(totals, pool.Name), fee))];
    }

    /// <summary>Returns what lies in pools that the policy has no more: their money goes to the treasury.</summary>
    public static ImmutableArray<PoolAmount> Closed(MechanismPolicy policy, NetworkState state) => state.Pools.IsEmpty
        ? []
        : state.Pools.RemoveAll(one => policy.Reward.Pools.Any(pool => pool.Name == one.Pool));

    /// <summary>Writes down what comes into the pools, and what leaves those that are closed.</summary>
    public static void Post(EpochTerms terms, List<Posting> postings)
    {
        foreach (PoolTerms pool in terms.Pools)
        {
            LedgerAccount account = LedgerAccount.FurtherPool(pool.Pool);
            Post(LedgerAccount.RewardPool, account, pool.Fee, PostingReason.Fee, postings);
            Post(LedgerAccount.Issuance, account, pool.Issuance, PostingReason.Issuance, postings);
        }

        foreach (PoolAmount closed in terms.ClosedPools)
        {
            Post(LedgerAccount.FurtherPool(closed.Pool), LedgerAccount.Treasury, closed.Amount, PostingReason.Remainder, postings);
        }
    }

    /// <summary>Writes down what was lost of the pools.</summary>
    public static void PostLost(EpochTerms terms, List<Posting> postings)
    {
        foreach (PoolTerms pool in terms.Pools)
        {
            LedgerAccount account = LedgerAccount.FurtherPool(pool.Pool);
            Post(account, LedgerAccount.Treasury, pool.LostToTreasury, PostingReason.Withheld, postings);
            Post(account, LedgerAccount.Burned, pool.Lost - pool.LostToTreasury, PostingReason.Withheld, postings);
        }
    }

    /// <summary>Returns what a participant gets of each pool that pays it anything.</summary>
    public static ImmutableArray<PoolAmount> SharesOf(MechanismPolicy policy, EpochTerms terms, ImmutableArray<PoolWeight> weights, ExplanationRecorder? recorder = null)
    {
        if (terms.Pools.IsEmpty)
        {
            return [];
        }

        ImmutableArray<PoolAmount>.Builder shares = ImmutableArray.CreateBuilder<PoolAmount>(weights.Length);
        for (int index = 0; index < weights.Length; index++)
        {
            PoolTerms pool = terms.Pools[index];
            IRewardSplitter splitter = policy.Reward.Pools.First(one => one.Name == pool.Pool).Splitter;
            Amount share = pool.Weight == UInt128.Zero ? Amount.Zero : ((ITotalsSplitter)splitter).Share(pool.Divided, weights[index].Weight, pool.Weight);
            if (recorder is not null)
            {
                Explain(pool, splitter, weights[index].Weight, share, recorder);
            }

            if (!share.IsZero)
            {
                shares.Add(new PoolAmount(pool.Pool, share));
            }
        }

        return shares.DrainToImmutable();
    }

    private static PoolTerms Of(MechanismPolicy policy, FurtherPool pool, Amount balance, PoolWeight all, Amount fee)
    {
        if (all.Weight > all.Claim)
        {
            throw new ArgumentException(
                $"The totals have a weight of {DecimalText.Format(all.Weight)} and a claim of {DecimalText.Format(all.Claim)} in the pool '{pool.Name}'; expected a claim of at least the weight.", nameof(all));
        }

        PoolTerms terms = new()
        {
            Pool = pool.Name,
            Balance = balance,
            Fee = fee.Multiply(pool.FeeShare, Rounding.Down),
            Issuance = pool.Issuance,
            Weight = all.Weight,
            Claim = all.Claim,
        };
        Amount lost = policy.Reward.LostShare == LostShareUse.Others || all.Weight == all.Claim ? Amount.Zero : terms.Available - terms.Available.Multiply(all.Weight, all.Claim, Rounding.Down);
        return terms with { Lost = lost, LostToTreasury = EpochTerms.ToTreasury(policy, lost) };
    }

    private static PoolWeight WeightIn(EpochTotals totals, string pool)
    {
        foreach (PoolWeight one in totals.Pools)
        {
            if (one.Pool == pool)
            {
                return one;
            }
        }

        return new PoolWeight(pool, UInt128.Zero, UInt128.Zero);
    }

    private static void Explain(in PoolTerms pool, IRewardSplitter splitter, UInt128 weight, Amount share, ExplanationRecorder recorder)
    {
        string name = $"'{pool.Pool}'", divided = pool.Lost.IsZero ? name : $"what is divided of {name}";
        recorder.Combine(
            name,
            "what earlier epochs left in it + its part of the fee + what is issued into it",
            StepOperation.Add,
            ExplanationRecorder.Money(name, pool.Available),
            ExplanationRecorder.Money("left in it", pool.Balance),
            ExplanationRecorder.Money("of the fee", pool.Fee),
            ExplanationRecorder.Money("issued", pool.Issuance));
        if (!pool.Lost.IsZero)
        {
            recorder.MultiplyDivide(
                divided,
                $"{name} * weight of all / claim of all; the rest is what jail, forfeited rewards, scores and uptimes took from the shares",
                ExplanationRecorder.Money(name, pool.Available),
                ExplanationRecorder.Count("weight of all", pool.Weight),
                ExplanationRecorder.Count("claim of all", pool.Claim),
                Rounding.Down,
                ExplanationRecorder.Money(divided, pool.Divided));
        }

        recorder.Rule(
            $"reward of {name}",
            $"share of {divided} by weight, {recorder.Say(splitter)}",
            ExplanationRecorder.Money("reward", share),
            ExplanationRecorder.Money(divided, pool.Divided),
            ExplanationRecorder.Count("weight", weight),
            ExplanationRecorder.Count("total weight", pool.Weight));
    }

    private static void Post(LedgerAccount from, LedgerAccount to, Amount amount, PostingReason reason, List<Posting> postings)
    {
        if (!amount.IsZero)
        {
            postings.Add(new Posting(from, to, amount, reason));
        }
    }
}
