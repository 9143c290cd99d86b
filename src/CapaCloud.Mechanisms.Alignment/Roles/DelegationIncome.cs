using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Roles;

/// <summary>What a delegation earns: participation, budget balance and honest safety.</summary>
internal static class DelegationIncome
{
    public static Finding Participation(DelegationTerms terms)
    {
        const AlignmentProperty Property = AlignmentProperty.Participation;
        RationalInterval loss = terms.WrongfulLoss;
        Fraction outside = terms.Delegation.OutsideOption.High;
        Fraction best = terms.Income - loss.Low - outside;
        Fraction worst = terms.Income - loss.High - outside;
        string condition = $"an epoch pays {Answer.Show(terms.Income)} after a commission of {Prose.Percent(terms.Delegation.Commission.Rate)}; wrongful penalties take at most {Answer.Show(loss.High)}, and {Answer.Show(outside)} could be earned elsewhere";
        return best.IsNegative
            ? Answer.Fails(Property, -best, condition, "delegate to nobody and take the outside option", Assumptions(terms))
            : worst.IsNegative
                ? Answer.Open(Property, condition, "Whether it pays depends on how penalties for several wrongful verdicts in an epoch add up.")
                : Answer.Holds(Property, worst, condition, Assumptions(terms));
    }

    public static Finding BudgetBalance() => Answer.Holds(
        AlignmentProperty.BudgetBalance,
        Fraction.Zero,
        "commission and the delegators' part sum to the reward; a pool pays out at most what came in",
        ["As the laws of OperatorPool and Commission test; what roundings leave belongs to those who stay."],
        AlignmentEngine.Promise);

    public static Finding HonestSafety(DelegationTerms terms)
    {
        const AlignmentProperty Property = AlignmentProperty.HonestSafety;
        RationalInterval loss = terms.WrongfulLoss;
        Fraction allowed = terms.Incentives.Economics.WrongfulLossLimit.Low * terms.Income;
        string condition = $"wrongful penalties of the operator cost the delegation between {Answer.Show(loss.Low)} and {Answer.Show(loss.High)} an epoch, against {Answer.Show(allowed)} allowed";
        return loss.High <= allowed
            ? Answer.Holds(Property, allowed - loss.High, condition, Assumptions(terms))
            : loss.Low > allowed
                ? Answer.Fails(Property, loss.Low - allowed, condition, "stand behind an honest operator and lose more to wrongful penalties than allowed", Assumptions(terms))
                : Answer.Open(Property, condition, "The limit lies between the bounds of the loss.");
    }

    private static System.Collections.Immutable.ImmutableArray<string> Assumptions(DelegationTerms terms) =>
    [
        "The operator is honest; whether that pays for it is the question of kickbacks.",
        $"The commission stays. The largest raise that can come before a delegator sees it costs {Answer.Show(terms.Income - terms.IncomeAfterRaise)} for one epoch.",
    ];
}
