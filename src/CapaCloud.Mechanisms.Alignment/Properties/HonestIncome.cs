using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What honesty earns in an epoch once its reputation has settled, and what wrongful penalties take of it.</summary>
internal static class HonestIncome
{
    /// <summary>The reward of an epoch, as the mechanism pays it at the least payment.</summary>
    public static Fraction Reward(MechanismIncentives incentives) =>
        incentives.Probe.Punish(0, incentives.Economics.DetectionDelay, incentives.Probe.Jobs).Reward.ToFraction();

    /// <summary>The expected wrongful penalty of an epoch, forfeited rewards included, at most.</summary>
    public static Fraction WrongfulLoss(MechanismIncentives incentives)
    {
        Economics economics = incentives.Economics;
        Fraction chance = incentives.AuditRate * economics.HonestFaultRate.High;
        if (chance.IsZero)
        {
            return Fraction.Zero;
        }

        chance = HighestRate(incentives) * economics.HonestFaultRate.High;
        PenaltyLadder ladder = new([.. incentives.Slashed.Zip(incentives.Forgone, (slashed, forgone) => slashed.ToFraction() + forgone.ToFraction())]);
        return ladder.Expected(economics.JobsPerEpoch, chance).High;
    }

    /// <summary>Audits may be more frequent than the least rate, which is what the honest pay for: the rate of a newcomer, or the least.</summary>
    public static Fraction HighestRate(MechanismIncentives incentives)
    {
        Fraction rate = incentives.Probe.Policy.Verification.Sampler
            .Rate(new Verification.AuditCandidate(Identity.ParticipantId.Of("deviator"), default, Numerics.Proportion.Zero, incentives.Probe.Stake)).ToFraction();
        return rate > incentives.AuditRate ? rate : incentives.AuditRate;
    }
}
