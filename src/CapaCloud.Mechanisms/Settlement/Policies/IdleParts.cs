using System.Collections.Immutable;
using CapaCloud.Mechanisms.Reputation;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Finds parts of a policy that can never act: who wrote them believes in a rule that is not there.</summary>
internal static class IdleParts
{
    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        RewardPolicy reward = policy.Reward;
        Require(
            policy.ExcusedCauses.IsEmpty || ReadsDuties(policy),
            "$.excusedCauses",
            $"excuses missed duties, and nothing looks at duties; expected a price for '{Offence.Downtime}', an uptime multiplier or a model that reads presence, or no causes");
        Require(
            policy.Duties is null || ReadsDuties(policy),
            "$.duties",
            $"says which duties count, and nothing looks at duties; expected a price for '{Offence.Downtime}', an uptime multiplier or a model that reads presence, or no rule of duties");
        Require(policy.Duties is not { Least: 1, DueInJail: true }, "$.duties", "says that every duty counts, in jail as well, and so it is without it; expected a least number of duties, or no rule of duties");
        Require(CanPay(reward.ReputationMultiplier), "$.reward.reputationMultiplier", "is 0 at every score, so nobody is ever paid; expected more than 0 at a score of 1");
        Require(CanPay(reward.UptimeMultiplier), "$.reward.uptimeMultiplier", "is 0 at every uptime, so nobody is ever paid; expected more than 0 at an uptime of 1");
        Require(
            policy.Verification.Panels is not { } panels || panels.Pay.IsZero || FeedsTreasury(policy),
            "$.verification.panels.pay",
            "is paid by the treasury, and nothing ever comes into it; expected a treasury fee, a fee of jobs, the treasury's share of penalties or of what is lost, or a pay of 0");

        void Require(bool holds, string path, string message)
        {
            if (!holds)
            {
                errors.Add(new PolicyError(path, message));
            }
        }
    }

    private static bool ReadsDuties(MechanismPolicy policy) =>
        policy.Offences.Any(static offence => offence.Offence == Offence.Downtime)
        || policy.Reputation.Model.Reads.HasFlag(ConductKinds.Presence)
        || policy.Reward.UptimeMultiplier.Steepness != Ratio.Zero;

    private static bool CanPay(IRewardMultiplier multiplier) =>
        !multiplier.Evaluate(Proportion.One).IsZero || !multiplier.Evaluate(Proportion.Half).IsZero || !multiplier.Evaluate(Proportion.Zero).IsZero;

    private static bool FeedsTreasury(MechanismPolicy policy) =>
        !policy.Reward.TreasuryFee.IsZero
        || !policy.Penalty.TreasuryShare.IsZero
        || policy.Reward.LostShare == LostShareUse.Treasury
        || policy.Jobs is { Fee.IsZero: false };
}
