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
            $"excuses missed duties, and nothing looks at duties; expected a price for '{Offence.Downtime}', an uptime multiplier, a pool that pays uptime or a model that reads presence, or no causes");
        for (int index = 0; index < reward.Pools.Length; index++)
        {
            string path = $"$.reward.pools[{index}]";
            Require(CanPay(reward.Pools[index].ReputationMultiplier), $"{path}.reputationMultiplier", "is 0 at every score, so nobody is ever paid; expected more than 0 at a score of 1");
            Require(CanPay(reward.Pools[index].UptimeMultiplier), $"{path}.uptimeMultiplier", "is 0 at every uptime, so nobody is ever paid; expected more than 0 at an uptime of 1");
        }

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
        || policy.Reward.UptimeMultiplier.Steepness != Ratio.Zero
        || policy.Reward.Pools.Any(static pool => pool.Claim == RewardClaim.Uptime || pool.UptimeMultiplier.Steepness != Ratio.Zero);

    private static bool CanPay(IRewardMultiplier multiplier) =>
        !multiplier.Evaluate(Proportion.One).IsZero || !multiplier.Evaluate(Proportion.Half).IsZero || !multiplier.Evaluate(Proportion.Zero).IsZero;

    /// <summary>Returns a part of all pools together, in parts of 10^18.</summary>
    internal static UInt128 Sum(ImmutableArray<FurtherPool> pools, Func<FurtherPool, Proportion> part) => pools.Aggregate(UInt128.Zero, (sum, pool) => sum + part(pool).Parts);

    private static bool FeedsTreasury(MechanismPolicy policy) =>
        (!policy.Reward.TreasuryFee.IsZero && Sum(policy.Reward.Pools, static pool => pool.FeeShare) < Proportion.PartsPerOne)
        || (!policy.Penalty.TreasuryShare.IsZero && Sum(policy.Reward.Pools, static pool => pool.SlashedShare) < Proportion.PartsPerOne)
        || policy.Reward.LostShare == LostShareUse.Treasury
        || policy.Jobs is { Fee.IsZero: false };
}
