using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What a requester loses by dealing with itself and by disputing correct results, at the worst for honesty.</summary>
internal static class RequesterMargins
{
    /// <summary>What one more job brings in issuance.</summary>
    public static Fraction Issued(MechanismIncentives incentives) =>
        incentives.Probe.Policy.Reward.IssuancePerEpoch.ToFraction()
            / new Fraction(((System.Numerics.BigInteger)incentives.Economics.JobsPerEpoch * incentives.Economics.Participants) + 1);

    /// <summary><c>fee * payment - issuance of a job - what a better score draws from the rest</c>: what paying oneself for a needless job loses.</summary>
    /// <remarks>
    /// Where others share what scores lose, a job at the best score among newcomers weighs more than the payment it brings: with weights m and w, and a share s of the pool already one's own,
    /// <code>one more job earns at most  (1 - fee) * payment * (s + (1 - s) * m / w)</code>
    /// Elsewhere a job is paid by its part of all claims, and a claim is the weight at the best score: what others lose by their scores is nobody's gain.
    /// </remarks>
    public static Fraction SelfDealing(MechanismIncentives incentives)
    {
        RewardPolicy reward = incentives.Probe.Policy.Reward;
        Fraction kept = (Fraction.One - reward.TreasuryFee.ToFraction()) * incentives.Economics.PaymentPerJob.High;
        Fraction advantage = Advantage(incentives);
        return (reward.TreasuryFee.ToFraction() * incentives.Economics.PaymentPerJob.Low) - (Issued(incentives) * advantage) - (kept * (advantage - Fraction.One));
    }

    /// <summary>How much more than its part of all claims a job at the best score is paid, at most; 1 where scores move no pay, and where what they lose goes to nobody.</summary>
    private static Fraction Advantage(MechanismIncentives incentives)
    {
        RewardPolicy reward = incentives.Probe.Policy.Reward;
        if (reward.LostShare != LostShareUse.Others)
        {
            return Fraction.One;
        }

        Reputation.IReputationModel model = incentives.Probe.Policy.Reputation.Model;
        Proportion newcomer = model.Read(model.Newcomer(MechanismProbe.Start));
        Fraction own = new((System.Numerics.BigInteger)reward.ReputationMultiplier.Evaluate(Proportion.One).Parts);
        Fraction theirs = new((System.Numerics.BigInteger)reward.ReputationMultiplier.Evaluate(newcomer).Parts);
        return own <= theirs ? Fraction.One : theirs.IsZero ? new Fraction(incentives.Economics.Participants) : Smaller(own / theirs, new Fraction(incentives.Economics.Participants));
    }

    private static Fraction Smaller(Fraction one, Fraction other) => one < other ? one : other;

    /// <summary><c>(1 - won) * min(deposit, cost) - won * payment</c>: what disputing a correct result loses.</summary>
    public static Fraction FalseDispute(Economics economics, Fraction won) =>
        ((Fraction.One - won) * LeastLoss(economics)) - (won * economics.PaymentPerJob.High);

    /// <summary>What the loser of a dispute pays at least.</summary>
    public static Fraction LeastLoss(Economics economics) =>
        economics.DisputeDeposit.Low < economics.DisputeCost.OrZero().Low ? economics.DisputeDeposit.Low : economics.DisputeCost.OrZero().Low;
}
