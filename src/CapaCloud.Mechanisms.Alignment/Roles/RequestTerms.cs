using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Settlement.Policies;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>The numbers of a request at the worst of their intervals for honesty.</summary>
internal sealed class RequestTerms
{
    public RequestTerms(MechanismIncentives incentives, RequestEconomics request)
    {
        (Incentives, Request) = (incentives, request);
        Economics economics = incentives.Economics;
        RewardPolicy reward = incentives.Probe.Policy.Reward;
        WonFalsely = Fraction.One - ((Fraction.One - request.WrongRulingRate.High) * (Fraction.One - economics.ColludingShare.High));
        LostRightly = request.WrongRulingRate.High;
        LeastLoss = Least(economics.DisputeDeposit.Low, economics.DisputeCost.Low);
        MostLoss = Least(economics.DisputeDeposit.High, economics.DisputeCost.High);
        System.Numerics.BigInteger jobs = ((System.Numerics.BigInteger)economics.JobsPerEpoch * economics.Participants) + 1;
        SelfDealing = (reward.TreasuryFee.ToFraction() * economics.PaymentPerJob.Low) - (reward.IssuancePerEpoch.ToFraction() / new Fraction(jobs));
        FalseDispute = ((Fraction.One - WonFalsely) * LeastLoss) - (WonFalsely * economics.PaymentPerJob.High);
        Redress = ((Fraction.One - LostRightly) * economics.PaymentPerJob.Low) - (LostRightly * MostLoss);
    }

    public MechanismIncentives Incentives { get; }

    public RequestEconomics Request { get; }

    public Fraction WonFalsely { get; }

    public Fraction LostRightly { get; }

    public Fraction LeastLoss { get; }

    public Fraction MostLoss { get; }

    /// <summary>Gets what paying oneself for a needless job loses.</summary>
    public Fraction SelfDealing { get; }

    /// <summary>Gets what disputing a correct result loses.</summary>
    public Fraction FalseDispute { get; }

    /// <summary>Gets what disputing a false result brings.</summary>
    public Fraction Redress { get; }

    public bool HasDisputes => !Incentives.Economics.DisputeDeposit.High.IsZero || !Incentives.Economics.DisputeCost.High.IsZero;

    private static Fraction Least(Fraction one, Fraction other) => one < other ? one : other;
}
