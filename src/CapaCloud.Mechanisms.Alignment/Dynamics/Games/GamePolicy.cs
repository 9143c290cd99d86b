using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Which policies the decision problem can be bounded for: those whose parts promise what the bounds use.</summary>
internal static class GamePolicy
{
    private const AuditSamplerPromises Sampler = AuditSamplerPromises.NeverRisesWithReputation | AuditSamplerPromises.NeverFallsWithStake | AuditSamplerPromises.Anonymous;
    private const SlashingCurvePromises Curve = SlashingCurvePromises.MonotoneInRepetition | SlashingCurvePromises.MonotoneInCorrelation;

    /// <summary>Says why a policy cannot be followed, or null.</summary>
    public static string? Refuses(MechanismPolicy policy, long delay) =>
        (policy.Verification.Sampler.Promises & Sampler) != Sampler ? $"the sampler {policy.Verification.Sampler.GetType().Name} does not promise that reputation and stake never help"
        : !policy.Reward.Splitter.Promises.HasFlag(RewardSplitterPromises.WithinOneUnitOfQuota) ? $"the splitter {policy.Reward.Splitter.GetType().Name} does not pay by shares"
        : !policy.Reward.ReputationMultiplier.Promises.HasFlag(RewardMultiplierPromises.Monotone) ? $"the multiplier {policy.Reward.ReputationMultiplier.GetType().Name} does not promise to be monotone"
        : policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult) is { } rule ? Refuses(policy, rule, delay)
        : null;

    /// <summary>
    /// Says what an accomplice can do that the decision problem does not know, or null. There a late verdict comes when the audits bring it; who reports first chooses in which epoch it forfeits a
    /// reward, and one jail is served for all that was in flight.
    /// </summary>
    public static string? Unseen(MechanismPolicy policy, Economics economics) =>
        economics.DetectionDelay > 0 && policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult) is { } rule && (rule.ForfeitsReward || !rule.Jail.IsZero)
            ? "an accomplice who reports all that is in flight before the audits do chooses the epoch in which late verdicts forfeit a reward and jail begins"
            : null;

    /// <summary>A proof counts only where nobody can choose when a verdict strikes.</summary>
    public static DynamicOutcome Seen(DynamicOutcome outcome, MechanismPolicy policy, Economics economics) =>
        outcome is DynamicOutcome.Holds && Unseen(policy, economics) is { } reason ? new DynamicOutcome.NotCovered(reason) : outcome;

    /// <summary>
    /// Verdicts that come late share one bond: where those of the epochs in flight may take more than there is, what a verdict takes is not known without all that came before it.
    /// With honest faults a correlated penalty is not known without the others.
    /// </summary>
    public static string? RefusesBond(MechanismProbe probe, Economics economics)
    {
        if (probe.Policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.IncorrectResult) is not { } rule)
        {
            return null;
        }

        OffenceContext alone = new() { Severity = Proportion.One }, together = alone with { ShareAtFault = Proportion.One };
        if (!economics.HonestFaultRate.High.IsZero && rule.Curve.Evaluate(alone) != rule.Curve.Evaluate(together))
        {
            return "with honest faults a correlated penalty depends on the others";
        }

        if (economics.DetectionDelay == 0 || probe.Stake.IsZero)
        {
            return null;
        }

        Fraction each = probe.Punish((int)Math.Min(economics.JobsPerEpoch, 64), economics.DetectionDelay, probe.Jobs).Slashed.ToFraction();
        return each * new Fraction(economics.DetectionDelay + 1) > probe.Stake.ToFraction()
            ? $"one bond pays for the verdicts of {Prose.Epochs(economics.DetectionDelay + 1)} in flight, which together may take more than it"
            : null;
    }

    private static string? Refuses(MechanismPolicy policy, OffencePolicy rule, long delay) =>
        (rule.Curve.Promises & Curve) != Curve ? $"the slashing curve {rule.Curve.GetType().Name} does not promise to be monotone in repetition and in correlation"
        : !rule.AppealWindow.IsZero ? $"the penalty for a wrong result waits {Prose.Epochs(rule.AppealWindow)} for an appeal"
        : rule.CircuitBreaker is not null ? "with a circuit breaker what others do decides whether a verdict is charged"
        : !policy.Stake.IsChargeable(MechanismProbe.Start, MechanismProbe.Start + EpochSpan.Of((ulong)delay)) ? $"verdicts come {Prose.Epochs(delay)} after the job, and liability ends after {policy.Stake.LiabilityWindow}"
        : !rule.Jail.IsZero && rule.Jail.Epochs < (ulong)delay ? $"a jail of {Prose.Epochs(rule.Jail)} ends before the verdicts of {Prose.Epochs(delay)} have come"
        : null;
}
