using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Participation, budget balance and honest safety: what honesty earns.</summary>
internal static class IncomeProperties
{
    public static Finding Participation(MechanismIncentives incentives)
    {
        Economics economics = incentives.Economics;
        Fraction reward = HonestIncome.Reward(incentives);
        Fraction costs = new Fraction(economics.JobsPerEpoch) * economics.CostPerJob.High;
        Fraction loss = HonestIncome.WrongfulLoss(incentives);
        Fraction margin = reward - costs - loss - economics.OutsideOption.High;
        string condition = $"reward {Answer.Show(reward)} - cost {Answer.Show(costs)} - wrongful penalties {Answer.Show(loss)} - outside option {Answer.Show(economics.OutsideOption.High)} an epoch";

        // Earning exactly the outside option is enough to take part.
        return margin.IsNegative
            ? Answer.Fails(AlignmentProperty.Participation, -margin, condition, "do something else instead of honest work", Assumptions(incentives))
            : Answer.Holds(AlignmentProperty.Participation, margin, condition, Assumptions(incentives));
    }

    public static Finding BudgetBalance(MechanismIncentives incentives)
    {
        const string Condition = "rewards are shares of the pool, bounties and the treasury's part are shares of the offender's loss";
        IRewardSplitter splitter = incentives.Probe.Policy.Reward.Splitter;
        Fraction paid = HonestIncome.Reward(incentives) * new Fraction(incentives.Economics.Participants);
        Fraction pool = (incentives.Economics.PaymentPerJob.Low * new Fraction(incentives.Economics.JobsPerEpoch) * new Fraction(incentives.Economics.Participants))
            + new Fraction((System.Numerics.BigInteger)incentives.Probe.Policy.Reward.IssuancePerEpoch.Units);
        return paid > pool
            ? Answer.Fails(AlignmentProperty.BudgetBalance, paid - pool, Condition, "everybody works honestly and is paid more than came in", [])
            : Answer.Holds(
                AlignmentProperty.BudgetBalance,
                pool - paid,
                Condition,
                [$"{splitter.GetType().Name} never pays more than the pool, as the laws of reward splitters test."],
                AlignmentEngine.Promise);
    }

    public static Finding HonestSafety(MechanismIncentives incentives)
    {
        Fraction loss = HonestIncome.WrongfulLoss(incentives);
        Fraction allowed = incentives.Economics.WrongfulLossLimit.Low * HonestIncome.Reward(incentives);
        Fraction lifetime = loss / (Fraction.One - incentives.Economics.Discount.High);
        string condition = $"expected wrongful penalties {Answer.Show(loss)} an epoch, {Answer.Show(lifetime)} over a lifetime, against {Answer.Show(allowed)} allowed an epoch";
        return allowed < loss
            ? Answer.Fails(AlignmentProperty.HonestSafety, loss - allowed, condition, "be honest and lose more to wrongful penalties than allowed", Assumptions(incentives))
            : Answer.Holds(AlignmentProperty.HonestSafety, allowed - loss, condition, Assumptions(incentives));
    }

    private static System.Collections.Immutable.ImmutableArray<string> Assumptions(MechanismIncentives incentives) =>
    [
        $"Reputation has settled after long honest work, in a network of {incentives.Economics.Participants} like it.",
        "The stake is the minimum bond; its cost of capital belongs into the outside option.",
    ];
}
