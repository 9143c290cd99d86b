using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>The numbers of a request at the worst of their intervals for honesty.</summary>
internal sealed class RequestTerms
{
    public RequestTerms(MechanismIncentives incentives, RequestEconomics request)
    {
        (Incentives, Request) = (incentives, request);
        Economics economics = incentives.Economics;
        WonFalsely = Fraction.One - ((Fraction.One - request.WrongRulingRate.High) * (Fraction.One - economics.ColludingShare.OrZero().High));
        LostRightly = request.WrongRulingRate.High;
        LeastLoss = RequesterMargins.LeastLoss(economics);
        MostLoss = economics.DisputeDeposit.High < economics.DisputeCost.OrZero().High ? economics.DisputeDeposit.High : economics.DisputeCost.OrZero().High;
        SelfDealing = RequesterMargins.SelfDealing(incentives);
        FalseDispute = RequesterMargins.FalseDispute(economics, WonFalsely);
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

    public bool HasDisputes => !Incentives.Economics.DisputeDeposit.High.IsZero || !Incentives.Economics.DisputeCost.OrZero().High.IsZero;
}
