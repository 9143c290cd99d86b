using System.Collections.Immutable;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The laws between the rules of requesters and the rest of a policy.</summary>
internal static class RequesterPolicyErrors
{
    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        if (policy.Requesters is not { } requesters)
        {
            return;
        }

        if (policy.Jobs is null)
        {
            errors.Add(new PolicyError("$.requesters", "says how requesters are scored, and the policy has no jobs; add rules of jobs, or leave it out"));
        }

        if (requesters.Model is null)
        {
            errors.Add(new PolicyError("$.requesters.model", "is missing"));
            return;
        }

        if (requesters.LeastScore.IsZero)
        {
            errors.Add(new PolicyError("$.requesters.leastScore", "is 0, so the score of a requester decides nothing; expected more than 0, or no rules of requesters"));
        }

        int before = errors.Count;
        ReputationFeeding.Check(requesters.Model, "$.requesters.model", errors);
        if (errors.Count == before && requesters.Model.Read(requesters.Model.Newcomer(Epoch.Zero)) is var newcomer && newcomer < requesters.LeastScore)
        {
            errors.Add(new PolicyError("$.requesters.leastScore", $"is {requesters.LeastScore}, and a newcomer has a score of {newcomer}, so nobody could ever ask for a first job; expected at most that"));
        }
    }
}
