using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Settlement.Policies;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Time;
using CapaCloud.Mechanisms.Verification;

namespace CapaCloud.Mechanisms.Alignment.Dynamics.Games;

/// <summary>Which policies the decision problem can be bounded for: those whose parts promise what the bounds use.</summary>
internal static class GamePolicy
{
    private const AuditSamplerPromises Sampler = AuditSamplerPromises.NeverRisesWithReputation | AuditSamplerPromises.NeverFallsWithStake | AuditSamplerPromises.Anonymous;
    private const SlashingCurvePromises Curve = SlashingCurvePromises.MonotoneInRepetition | SlashingCurvePromises.MonotoneInCorrelation;

    /// <summary>Says why a policy cannot be followed, or null.</summary>
    public static string? Refuses(MechanismPolicy policy, long delay) =>
        (policy.Verification.Sampler.Promises & Sampler) != Sampler ? $"the sampler {policy.Verification.Sampler.GetType().Name} does not promise that reputation and stake never help"
        : !policy.Reward.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone) ? $"the multiplier {policy.Reward.ReputationMultiplier.GetType().Name} does not promise to be monotone"
        : policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult) is { } rule ? Refuses(policy, rule, delay)
        : null;

    private static string? Refuses(MechanismPolicy policy, OffencePolicy rule, long delay) =>
        (rule.Curve.Promises & Curve) != Curve ? $"the slashing curve {rule.Curve.GetType().Name} does not promise to be monotone in repetition and in correlation"
        : !rule.AppealWindow.IsZero ? $"the penalty for a wrong result waits {rule.AppealWindow} epochs for an appeal"
        : rule.CircuitBreaker is not null && policy.Stake.MinimumBond.IsZero ? "the circuit breaker has no stake to look at"
        : !policy.Stake.IsChargeable(MechanismProbe.Start, MechanismProbe.Start + EpochSpan.Of((ulong)delay)) ? $"verdicts come {delay} epochs after the job, and liability ends after {policy.Stake.LiabilityWindow}"
        : !rule.Jail.IsZero && rule.Jail.Epochs < (ulong)delay ? $"a jail of {rule.Jail} epochs ends before the verdicts of {delay} epochs have come"
        : null;
}
