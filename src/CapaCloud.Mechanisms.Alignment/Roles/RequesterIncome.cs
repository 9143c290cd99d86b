using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>What a requester gets for its money: participation, budget balance and honest safety.</summary>
internal static class RequesterIncome
{
    /// <summary>The value of a correct result, or redress for a false one, against the price.</summary>
    public static Finding Participation(RequestTerms terms) => Answer.Of(
        AlignmentProperty.Participation,
        Surplus(terms) - terms.Request.OutsideOption.High,
        $"a job is worth {Answer.Show(Surplus(terms))} beyond its price, false results and wrong rulings counted, against {Answer.Show(terms.Request.OutsideOption.High)} elsewhere",
        "have the job done elsewhere; the profit is for each job",
        RequesterConduct.Assumed);

    public static Finding BudgetBalance(RequestTerms terms)
    {
        Economics economics = terms.Incentives.Economics;
        Fraction room = economics.DisputeDeposit.Low - economics.DisputeCost.OrZero().High;
        string condition = $"a deposit of {Answer.Show(economics.DisputeDeposit.Low)} against a dispute's cost of {Answer.Show(economics.DisputeCost.OrZero().High)}";
        return room.IsNegative
            ? Answer.Fails(AlignmentProperty.BudgetBalance, -room, condition, "lose disputes: what the deposit does not cover the network pays; the profit is its loss for each dispute", RequesterConduct.Assumed)
            : Answer.Holds(AlignmentProperty.BudgetBalance, room, condition, RequesterConduct.Assumed);
    }

    /// <summary>What wrong rulings take from who disputes false results only.</summary>
    public static Finding HonestSafety(RequestTerms terms)
    {
        Fraction loss = terms.Request.FalseResultRate.High * terms.LostRightly * (terms.Incentives.Economics.PaymentPerJob.High + terms.MostLoss);
        Fraction surplus = Surplus(terms), allowed = terms.Incentives.Economics.WrongfulLossLimit.Low * (surplus.IsNegative ? Fraction.Zero : surplus);
        string condition = $"wrong rulings cost {Answer.Show(loss)} a job, against {Answer.Show(allowed)} allowed";
        return loss <= allowed
            ? Answer.Holds(AlignmentProperty.HonestSafety, allowed - loss, condition, RequesterConduct.Assumed)
            : Answer.Fails(AlignmentProperty.HonestSafety, loss - allowed, condition, "dispute false results and lose more to wrong rulings than allowed", RequesterConduct.Assumed);
    }

    private static Fraction Surplus(RequestTerms terms)
    {
        // Fewer false results are better, unless redress is worth more than a correct result: both ends are looked at.
        Fraction low = At(terms.Request.FalseResultRate.Low), high = At(terms.Request.FalseResultRate.High);
        return low < high ? low : high;

        Fraction At(Fraction falseResults)
        {
            Fraction payment = terms.Incentives.Economics.PaymentPerJob.High;
            Fraction redress = terms.HasDisputes ? ((Fraction.One - terms.LostRightly) * payment) - (terms.LostRightly * terms.MostLoss) : Fraction.Zero;
            return ((Fraction.One - falseResults) * terms.Request.ValuePerJob.Low) - payment + (redress.IsPositive ? falseResults * redress : Fraction.Zero);
        }
    }
}
