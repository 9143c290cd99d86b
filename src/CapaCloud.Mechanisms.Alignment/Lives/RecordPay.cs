using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Lives;

/// <summary>What a job is paid where pay follows the record along a straight line: all of it at the best score, a part of it at the worst.</summary>
internal static class RecordPay
{
    /// <summary>Returns the pay of a job at the best score, in base units.</summary>
    public static Fraction Best(MechanismIncentives incentives) =>
        incentives.Economics.PaymentPerJob.Low * (Fraction.One - incentives.Probe.Policy.Reward.TreasuryFee.ToFraction());

    /// <summary>Returns the part of that which the worst score is paid.</summary>
    public static double PartAtWorst(MechanismIncentives incentives)
    {
        LinearMultiplier multiplier = (LinearMultiplier)incentives.Probe.Policy.Reward.ReputationMultiplier;
        return (double)multiplier.AtZero.Parts / (double)multiplier.AtOne.Parts;
    }
}
