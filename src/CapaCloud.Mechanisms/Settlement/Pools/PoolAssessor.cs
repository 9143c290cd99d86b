using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one participant claims of the further pools, by the name of the pool.</summary>
internal sealed class PoolAssessor
{
    private readonly (FurtherPool Pool, Ratio Full, (string Pool, string Formula, string Brought) Words)[] _pools;

    public PoolAssessor(MechanismPolicy policy) => _pools =
    [
        .. policy.Reward.Pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal)
            .Select(static pool => (pool, pool.ReputationMultiplier.Evaluate(Proportion.One).Multiply(pool.UptimeMultiplier.Evaluate(Proportion.One), Rounding.Down), WordsOf(pool))),
    ];

    public ImmutableArray<PoolWeight> Assess(
        in ParticipantState state, in ParticipantInput input, in Attendance attendance, Proportion score, IneligibilityReason ineligibility, bool isBonded, ExplanationRecorder? recorder)
    {
        if (_pools.Length == 0)
        {
            return [];
        }

        PoolWeight[] weights = new PoolWeight[_pools.Length];
        for (int index = 0; index < weights.Length; index++)
        {
            (FurtherPool pool, Ratio full, (string Pool, string Formula, string Brought) words) = _pools[index];
            (UInt128 claimed, UInt128 most) = Claimed(pool.Claim, state, input, attendance);
            UInt128 weight = ineligibility == IneligibilityReason.None
                ? MultipliedWeight.Of((pool.ReputationMultiplier, pool.UptimeMultiplier), claimed, score, attendance.Uptime, words, recorder)
                : UInt128.Zero;
            weights[index] = new PoolWeight(pool.Name, weight, isBonded ? UInt128.Max(weight, MultipliedWeight.Of(most, full)) : UInt128.Zero);
        }

        return [.. weights];
    }

    /// <summary>What is claimed, and what would be with every duty kept. Duties are claimed whether an uptime is judged by them or not: what does not count would be the others' gain.</summary>
    private static (UInt128 Claimed, UInt128 Most) Claimed(RewardClaim claim, in ParticipantState state, in ParticipantInput input, in Attendance attendance)
    {
        UInt128 plain = claim switch
        {
            RewardClaim.Checks => (UInt128)input.Checks * RewardPolicy.WeightPerWork,
            RewardClaim.Uptime => (UInt128)attendance.RowKept * RewardPolicy.WeightPerWork,
            RewardClaim.Stake => StakeBehind.EarningIn(state, input.Epoch).Units,
            _ => input.Report.Work * RewardPolicy.WeightPerWork,
        };
        return (plain, claim == RewardClaim.Uptime ? (UInt128)attendance.RowDue * RewardPolicy.WeightPerWork : plain);
    }

    private static (string Pool, string Formula, string Brought) WordsOf(FurtherPool pool)
    {
        string brought = pool.Claim == RewardClaim.Stake ? "stake that earns" : $"{FurtherPool.Words(pool.Claim)} in billionths";
        return ($" in '{pool.Name}'", $"{brought} * multiplier", brought);
    }
}
