using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Rewards;
using CapaCloud.Mechanisms.Slashing;
using CapaCloud.Mechanisms.Verification;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Properties;

/// <summary>Requester fairness and monotonicity.</summary>
internal static class RoleProperties
{
    public static Finding RequesterFairness(MechanismIncentives incentives)
    {
        const AlignmentProperty Property = AlignmentProperty.RequesterFairness;
        Economics economics = incentives.Economics;
        RewardPolicy reward = incentives.Probe.Policy.Reward;
        string[] assumptions = ["Every job is paid for before it is settled, at the network's price.", "Jobs that one gives to oneself cost nothing to compute."];
        Fraction issued = RequesterMargins.Issued(incentives), selfDealing = RequesterMargins.SelfDealing(incentives);
        if (!selfDealing.IsPositive)
        {
            return Answer.Fails(
                Property,
                -selfDealing,
                $"the fee takes {Prose.Percent(reward.TreasuryFee)} of the {Answer.Show(economics.PaymentPerJob.Low)} that a job costs; {Answer.Show(issued)} are issued for it",
                "pay oneself for a job that nobody needed; the profit is for each job",
                [.. assumptions]);
        }

        if (economics.DisputeCost is null)
        {
            return Answer.Missing(Property, nameof(Economics.DisputeCost), "does a requester lose by disputing correct results");
        }

        if (economics.DisputeDeposit.High.IsZero && economics.DisputeCost.OrZero().High.IsZero)
        {
            return Answer.Holds(Property, selfDealing, "paid in advance and without disputes, a requester can only lose the fee by dealing with itself", [.. assumptions]);
        }

        Fraction wrong = economics.ColludingShare.OrZero().High;
        Fraction dispute = RequesterMargins.FalseDispute(economics, wrong);
        Fraction margin = dispute < selfDealing ? dispute : selfDealing;
        return Answer.Of(
            Property,
            margin,
            $"{Figures.Percent(Fraction.One - wrong)} of false disputes are lost, which costs {Lost(economics)}; one that is won saves {Answer.Show(economics.PaymentPerJob.High)}",
            "dispute every correct result; the profit is for each job",
            [.. assumptions]);
    }

    private static string Lost(Economics economics)
    {
        string cost = Answer.Show(economics.DisputeCost.OrZero().Low), deposit = Answer.Show(economics.DisputeDeposit.Low);
        return economics.DisputeDeposit.Low < economics.DisputeCost.OrZero().Low ? $"{deposit}, the whole deposit and less than the {cost} of a dispute" : $"{cost} of a deposit of {deposit}";
    }

    public static Finding Monotonicity(MechanismIncentives incentives)
    {
        MechanismPolicy policy = incentives.Probe.Policy;
        List<string> missing = [.. incentives.Gaps];
        const RewardMultiplierPromises Smooth = RewardMultiplierPromises.Monotone | RewardMultiplierPromises.Continuous;
        if ((policy.Reward.UptimeMultiplier.Promises & Smooth) != Smooth || (policy.Reward.ReputationMultiplier.Promises & Smooth) != Smooth)
        {
            missing.Add("a reward multiplier does not promise to be monotone and continuous");
        }

        if (policy.Offences.FirstOrDefault(offence => offence.Offence == Offence.Downtime) is { } downtime
            && (downtime.Curve.Promises & (SlashingCurvePromises.MonotoneInSeverity | SlashingCurvePromises.Continuous)) != (SlashingCurvePromises.MonotoneInSeverity | SlashingCurvePromises.Continuous))
        {
            missing.Add("the downtime curve does not promise to be monotone and continuous in severity");
        }

        missing.AddRange(Cliffs.Of(policy));
        if (!policy.Verification.Sampler.Promises.HasFlag(AuditSamplerPromises.Continuous))
        {
            missing.Add("the sampler does not promise to be continuous");
        }

        const string Condition = "score, multipliers, penalties and audit rate move the right way and without cliffs";
        return missing.Count > 0
            ? Answer.Open(AlignmentProperty.Monotonicity, Condition, $"Missing promises: {string.Join("; ", missing)}.", AlignmentEngine.Promise)
            : Answer.Holds(
                AlignmentProperty.Monotonicity,
                Fraction.Zero,
                Condition,
                ["The promises are those that the laws of each part test.", "The minimum bond itself is a cliff that everybody sees in advance."],
                AlignmentEngine.Promise);
    }
}
