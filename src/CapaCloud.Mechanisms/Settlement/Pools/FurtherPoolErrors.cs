using System.Collections.Immutable;
using CapaCloud.Mechanisms.Numerics;
using CapaCloud.Mechanisms.Rewards;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The laws between the further pools and the rest of a policy.</summary>
internal static class FurtherPoolErrors
{
    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        ImmutableArray<FurtherPool> pools = policy.Reward.Pools;
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < pools.Length; index++)
        {
            FurtherPool pool = pools[index];
            string path = $"$.reward.pools[{index}]";
            Require(LedgerAccount.IsPoolName(pool.Name), $"{path}.name", $"is '{pool.Name}'; expected 1 to {LedgerAccount.LongestPoolName} lowercase ASCII letters, digits and hyphens");
            Require(seen.Add(pool.Name ?? ""), $"{path}.name", $"'{pool.Name}' is listed twice; each pool has a name of its own");
            Require(pool.Splitter is ITotalsSplitter, $"{path}.splitter", "needs the weights of all participants at once; expected one whose shares follow from the totals, such as floor");
            CheckSources(policy, pool, path);
            CheckSlashed(policy, pool, path);
            Require(
                pool.Claim != RewardClaim.Checks || policy.Verification.Panels is not null,
                $"{path}.claim",
                "is by checks, and the policy has no panels: nobody could ever claim it; add panels, or pay by work, uptime or stake");
        }

        CheckSum(static pool => pool.FeeShare, "feeShare");
        CheckSum(static pool => pool.SlashedShare, "slashedShare");

        void CheckSources(MechanismPolicy all, FurtherPool pool, string path)
        {
            Require(
                !pool.Issuance.IsZero || !pool.FeeShare.IsZero || !pool.SlashedShare.IsZero,
                path,
                "has no source, so it never pays anything; expected an issuance, a feeShare or a slashedShare above 0");
            Require(pool.FeeShare.IsZero || !all.Reward.TreasuryFee.IsZero, $"{path}.feeShare", "is a part of the network's fee, and there is none; expected a treasuryFee above 0, or a feeShare of 0");
            Require(
                pool.SlashedShare.IsZero || !all.Penalty.TreasuryShare.IsZero,
                $"{path}.slashedShare",
                "is a part of what the treasury gets of penalties, and it gets nothing; expected a penalty.treasuryShare above 0, or a slashedShare of 0");
        }

        void CheckSlashed(MechanismPolicy all, FurtherPool pool, string path) => Require(
            pool.SlashedShare.IsZero || all.Offences.IsEmpty || all.Offences.Any(static offence => !offence.IsInvalidating),
            $"{path}.slashedShare",
            "is a part of the stake that penalties take, and every offence costs the reward alone; expected an offence that costs stake, or a slashedShare of 0");

        void CheckSum(Func<FurtherPool, Proportion> part, string name) => Require(
            IdleParts.Sum(pools, part) <= Proportion.PartsPerOne,
            "$.reward.pools",
            $"have {name}s that add up to {DecimalText.FormatFixed(IdleParts.Sum(pools, part))}; expected at most 1: more would be paid than came in");

        void Require(bool holds, string path, string message)
        {
            if (!holds)
            {
                errors.Add(new PolicyError(path, message));
            }
        }
    }
}
