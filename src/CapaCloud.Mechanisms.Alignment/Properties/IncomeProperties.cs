using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Participation, budget balance and honest safety: what honesty earns.</summary>
internal static class IncomeProperties
{
    /// <summary>An honest life against the outside option, from a newcomer's first epoch on.</summary>
    public static Finding Participation(MechanismIncentives incentives, HonestLife life)
    {
        const AlignmentProperty Property = AlignmentProperty.Participation;
        Economics economics = incentives.Economics;
        if (economics.OutsideOption is not { } outside)
        {
            return Answer.Missing(Property, nameof(Economics.OutsideOption), "does honest work earn at least what else could be done");
        }

        Fraction costs = economics.CostOf(life.Jobs);
        Fraction income = life.Newcomer - costs - life.WrongfulLoss, least = life.LeastIncome;
        Fraction margin = (income > least ? income : least) - outside.High, most = IncentiveParts.MostIncome(incentives, life) - outside.High;
        string condition = $"an epoch pays {Answer.Show(life.Newcomer)} and costs {Answer.Show(costs)}; wrongful verdicts and what follows them take {Answer.Show(life.WrongfulLoss)}, and {Answer.Show(outside.High)} could be earned elsewhere";

        // Earning exactly the outside option is enough to take part.
        return !margin.IsNegative ? Answer.Holds(Property, margin, condition, Assumptions(incentives))
            : most.IsNegative ? Answer.Fails(Property, -most, condition, "do something else instead of honest work", Assumptions(incentives))
            : new Finding.Inconclusive
            {
                Property = Property,
                Engine = AlignmentEngine.Exact,
                Condition = condition,
                Assumptions = Assumptions(incentives),
                LargestGain = -margin,
                WhatWouldClose = $"Between a loss of {Answer.Show(-margin)} and a gain of {Answer.Show(most)} an epoch nothing is shown: pay newcomers more, or lower what follows a wrongful verdict.",
            };
    }

    public static Finding BudgetBalance(MechanismIncentives incentives)
    {
        const string Condition = "rewards are shares of the pool, bounties and the treasury's part are shares of the offender's loss";
        IRewardSplitter splitter = incentives.Probe.Policy.Reward.Splitter;
        Fraction paid = incentives.Probe.Punish(0, incentives.Economics.DetectionDelay, incentives.Probe.Jobs).Reward.ToFraction() * new Fraction(incentives.Economics.Participants);
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

    public static Finding HonestSafety(MechanismIncentives incentives, HonestLife life)
    {
        Fraction loss = life.Slashed + (life.Struck * (life.Forfeited + life.Jailed));
        Fraction allowed = incentives.Economics.WrongfulLossLimit.Low * life.Newcomer;
        Fraction lifetime = loss / (Fraction.One - incentives.Economics.Discount.High);
        string condition = $"wrongful penalties take {Answer.Show(loss)} an epoch and {Answer.Show(lifetime)} over a lifetime, with repetition, forfeited rewards and jail counted; {Answer.Show(allowed)} an epoch are allowed";
        PenaltyLadder ladder = new([.. incentives.Slashed.Select((taken, verdicts) => taken.ToFraction() + incentives.Forgone[verdicts].ToFraction())]);
        Fraction least = ladder.Expected(life.Jobs, incentives.AuditRate * incentives.Economics.HonestFaultRate.High).Low;
        return allowed >= loss ? Answer.Holds(AlignmentProperty.HonestSafety, allowed - loss, condition, Assumptions(incentives))
            : least > allowed ? Answer.Fails(AlignmentProperty.HonestSafety, least - allowed, condition, "be honest and lose more to wrongful penalties than allowed", Assumptions(incentives))
            : Answer.Open(AlignmentProperty.HonestSafety, condition, "The bound on wrongful penalties exceeds what is allowed: fewer audits of honest work, a smaller slash, a shorter jail or repetition window closes it.");
    }

    private static System.Collections.Immutable.ImmutableArray<string> Assumptions(MechanismIncentives incentives) =>
    [
        $"From a newcomer's first epoch on, in a network of {incentives.Economics.Participants} that has settled; a wrongful verdict is counted with all that follows it.",
        "The stake is the minimum bond; its cost of capital belongs into the outside option.",
    ];
}
