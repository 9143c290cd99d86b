using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>What one participant claims of the further pools, by the name of the pool.</summary>
internal sealed class PoolAssessor
{
    private readonly (FurtherPool Pool, Ratio Full)[] _pools;

    public PoolAssessor(MechanismPolicy policy) => _pools =
    [
        .. policy.Reward.Pools.OrderBy(static pool => pool.Name, StringComparer.Ordinal)
            .Select(static pool => (pool, pool.ReputationMultiplier.Evaluate(Proportion.One).Multiply(pool.UptimeMultiplier.Evaluate(Proportion.One), Rounding.Down))),
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
            (FurtherPool pool, Ratio full) = _pools[index];
            (UInt128 claimed, UInt128 most) = Claimed(pool.Claim, state, input, attendance);
            UInt128 weight = ineligibility == IneligibilityReason.None ? Weight(pool, claimed, score, attendance.Uptime, recorder) : UInt128.Zero;
            weights[index] = new PoolWeight(pool.Name, weight, isBonded ? UInt128.Max(weight, Times(most, full)) : UInt128.Zero);
        }

        return [.. weights];
    }

    /// <summary>What is claimed, and what would be with every duty kept.</summary>
    private static (UInt128 Claimed, UInt128 Most) Claimed(RewardClaim claim, in ParticipantState state, in ParticipantInput input, in Attendance attendance)
    {
        UInt128 plain = claim switch
        {
            RewardClaim.Checks => (UInt128)input.Checks * RewardPolicy.WeightPerWork,
            RewardClaim.Uptime => (UInt128)attendance.Kept * RewardPolicy.WeightPerWork,
            RewardClaim.Stake => StakeBehind.EarningIn(state, input.Epoch).Units,
            _ => input.Report.Work * RewardPolicy.WeightPerWork,
        };
        return (plain, claim == RewardClaim.Uptime ? (UInt128)attendance.Due * RewardPolicy.WeightPerWork : plain);
    }

    private static UInt128 Times(UInt128 claimed, Ratio multiplier) => MultiplyDivide.Down(claimed, multiplier.Parts, Proportion.PartsPerOne);

    private static UInt128 Weight(FurtherPool pool, UInt128 claimed, Proportion score, Proportion uptime, ExplanationRecorder? recorder)
    {
        Ratio byReputation = pool.ReputationMultiplier.Evaluate(score), byUptime = pool.UptimeMultiplier.Evaluate(uptime);
        Ratio multiplier = byReputation.Multiply(byUptime, Rounding.Down);
        UInt128 weight = Times(claimed, multiplier);
        if (recorder is null)
        {
            return weight;
        }

        string of = $"in '{pool.Name}'", what = pool.Claim == RewardClaim.Stake ? "stake that earns" : $"{FurtherPool.Words(pool.Claim)} in billionths";
        recorder.Rule($"reputation multiplier {of}", recorder.Say(pool.ReputationMultiplier), ExplanationRecorder.Parts("multiplier", byReputation), ExplanationRecorder.Parts("score", score));
        recorder.Rule($"uptime multiplier {of}", recorder.Say(pool.UptimeMultiplier), ExplanationRecorder.Parts("multiplier", byUptime), ExplanationRecorder.Parts("uptime", uptime));
        recorder.MultiplyDivide(
            $"multiplier {of}",
            "reputation multiplier * uptime multiplier",
            ExplanationRecorder.Parts("reputation multiplier", byReputation),
            ExplanationRecorder.Parts("uptime multiplier", byUptime),
            ExplanationRecorder.One,
            Rounding.Down,
            ExplanationRecorder.Parts("multiplier", multiplier));
        recorder.MultiplyDivide(
            $"weight {of}",
            $"{what} * multiplier",
            ExplanationRecorder.Count(what, claimed),
            ExplanationRecorder.Parts("multiplier", multiplier),
            ExplanationRecorder.One,
            Rounding.Down,
            ExplanationRecorder.Count("weight", weight));
        return weight;
    }
}
