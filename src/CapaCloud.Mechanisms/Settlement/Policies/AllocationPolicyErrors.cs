using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The laws between the rules of allocation and the rest of a policy.</summary>
internal static class AllocationPolicyErrors
{
    private const AuctionPromises Needed = AuctionPromises.OnePrice | AuctionPromises.BudgetBalanced;

    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        if (policy.Allocation is not { } allocation)
        {
            return;
        }

        if (policy.Jobs is null)
        {
            errors.Add(new PolicyError("$.allocation", "says who gets jobs, and the policy has no jobs; add rules of jobs, or leave it out"));
        }

        if (allocation.Auction is null)
        {
            errors.Add(new PolicyError("$.allocation.auction", "is missing"));
        }
        else if ((allocation.Auction.Promises & Needed) != Needed)
        {
            errors.Add(new PolicyError(
                "$.allocation.auction",
                $"promises {allocation.Auction.Promises}; expected {Needed} as well, because a job has one price, and its provider gets what its requester pays"));
        }
    }
}
