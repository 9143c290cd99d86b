using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Finds what is wrong with the rules of delegation.</summary>
internal static class DelegationPolicyErrors
{
    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        if (policy.Delegation is not { } rules)
        {
            return;
        }

        Require(
            rules.CommissionAtLeast <= rules.CommissionAtMost,
            "$.delegation.commissionAtLeast",
            $"is {rules.CommissionAtLeast}, above commissionAtMost, {rules.CommissionAtMost}; expected at most that");
        Require(!rules.LargestCommissionStep.IsZero, "$.delegation.largestCommissionStep", "is 0, so no commission could ever change; expected more");
        Require(!rules.MinimumDelegation.IsZero, "$.delegation.minimumDelegation", "is 0 units; expected at least 1");
        RequireLength(rules.CommissionPause, "$.delegation.commissionPause");
        RequireLength(rules.CommissionNotice, "$.delegation.commissionNotice");

        void RequireLength(EpochSpan span, string path) =>
            Require(span.Epochs <= StakingRules.LongestWindow, path, $"is {Prose.Epochs(span)}; expected at most {Prose.Number(StakingRules.LongestWindow)}");

        void Require(bool holds, string path, string message)
        {
            if (!holds)
            {
                errors.Add(new PolicyError(path, message));
            }
        }
    }
}
