using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>What it costs a coalition to buy the auditors that it did not get by the draw.</summary>
/// <remarks>
/// <code>
/// an outsider sells from      review rate * (penalty of a wrong check + its pay for the check, where that can still be lost)
/// and surely from             that + the bounty that it would have earned
/// what deters, S, becomes     min(S, price + review rate * S)
/// </code>
/// Why the last line: among the audited jobs of a batch the coalition buys either all auditors or not all. Not all: a verdict, S. All: at
/// least one price, and at least one chance that it is found out. In base units; one vote for each audit is counted where honesty shall
/// win, a whole majority where an attack is claimed.
/// </remarks>
/// <param name="Price">The least an outsider sells a vote for.</param>
/// <param name="SurePrice">What it takes whatever its bounty would be, and whatever being found out costs besides.</param>
/// <param name="Reviewed">The chance that a bought vote is found out.</param>
/// <param name="Limit">The most the coalition pays.</param>
internal sealed record SidePayments(Fraction Price, Fraction SurePrice, Fraction Reviewed, Fraction Limit)
{
    /// <summary>Gets a value indicating whether an outsider surely sells at what the coalition pays.</summary>
    public bool SurelyTaken => Limit >= SurePrice;

    /// <summary>Returns the terms, or null where the coalition pays nobody or too little for anybody.</summary>
    public static SidePayments? Of(MechanismIncentives incentives)
    {
        Economics economics = incentives.Economics;
        Fraction limit = economics.SidePaymentLimit.OrZero().High;
        Fraction reviewed = economics.ReviewRate.Low;
        if (limit.IsZero)
        {
            return null;
        }

        CheckTerms terms = CheckTerms.Of(incentives);
        Fraction price = reviewed * terms.Sold, sure = economics.ReviewRate.High * (terms.Most(incentives, Lives.HonestLife.Of(incentives)) + terms.MostPay);
        Fraction bounty = incentives.Probe.Policy.Penalty.BountyShare.ToFraction() * incentives.Slashed[^1].ToFraction();
        return limit < price ? null : new SidePayments(price, (sure > price ? sure : price) + bounty, reviewed, limit);
    }

    /// <summary>Returns the chance that one of so many bought votes is found out, at most.</summary>
    public Fraction ReviewedOf(int votes)
    {
        Fraction any = Reviewed * new Fraction(votes);
        return any < Fraction.One ? any : Fraction.One;
    }

    /// <summary>Returns what a penalty is still worth as a deterrent.</summary>
    public Fraction Deterrent(Fraction penalty)
    {
        Fraction bought = Price + (Reviewed * penalty);
        return bought < penalty ? bought : penalty;
    }
}
