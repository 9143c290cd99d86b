using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Settlement.Policies;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What a requester loses by dealing with itself and by disputing correct results, at the worst for honesty.</summary>
internal static class RequesterMargins
{
    /// <summary>What one more job brings in issuance.</summary>
    public static Fraction Issued(MechanismIncentives incentives) =>
        incentives.Probe.Policy.Reward.IssuancePerEpoch.ToFraction()
            / new Fraction(((System.Numerics.BigInteger)incentives.Economics.JobsPerEpoch * incentives.Economics.Participants) + 1);

    /// <summary><c>fee * payment - issuance of a job</c>: what paying oneself for a needless job loses.</summary>
    public static Fraction SelfDealing(MechanismIncentives incentives)
    {
        RewardPolicy reward = incentives.Probe.Policy.Reward;
        return (reward.TreasuryFee.ToFraction() * incentives.Economics.PaymentPerJob.Low) - Issued(incentives);
    }

    /// <summary><c>(1 - won) * min(deposit, cost) - won * payment</c>: what disputing a correct result loses.</summary>
    public static Fraction FalseDispute(Economics economics, Fraction won) =>
        ((Fraction.One - won) * LeastLoss(economics)) - (won * economics.PaymentPerJob.High);

    /// <summary>What the loser of a dispute pays at least.</summary>
    public static Fraction LeastLoss(Economics economics) =>
        economics.DisputeDeposit.Low < economics.DisputeCost.Low ? economics.DisputeDeposit.Low : economics.DisputeCost.Low;
}
