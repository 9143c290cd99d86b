using System.Collections.Immutable;
using CapaCloud.Mechanisms.Markets;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>The laws between the rules of jobs and the rest of a policy.</summary>
internal static class JobPolicyErrors
{
    public static void Check(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        if (policy.Jobs is not { } jobs)
        {
            Require(
                policy.Offences.All(static offence => offence.Offence != Offence.UndeliveredJob),
                "$.offences",
                $"prices '{Offence.UndeliveredJob}', and the policy has no jobs: it can never happen; add rules of jobs, or leave the offence out");
            return;
        }

        if (jobs.Service is null)
        {
            errors.Add(new PolicyError("$.jobs.service", "is missing"));
            return;
        }

        CheckClasses(jobs, errors);
        Require(!jobs.ReviewPeriod.IsZero, "$.jobs.reviewPeriod", "is 0 epochs; expected at least 1, so that a result can be judged before it is paid");
        Require(
            policy.Offences.Any(static offence => offence.Offence == Offence.IncorrectResult),
            "$.offences",
            $"has no price for '{Offence.IncorrectResult}', so no verdict could keep a wrong result from being paid; price it");
        Require(
            jobs.Grace < policy.Stake.LiabilityWindow || policy.Stake.LiabilityWindow.IsZero,
            "$.jobs.grace",
            $"is {Prose.Epochs(jobs.Grace)}, and a fault can be charged for {policy.Stake.LiabilityWindow}; expected less, so that nothing delivered can still be charged");
        Require(
            jobs.RulingPeriod.IsZero ? jobs.DisputeBond.IsZero && jobs.NoRulingRefund == Proportion.Half : true,
            "$.jobs.rulingPeriod",
            "is 0 epochs, so there are no disputes, and disputeBond or noRulingRefund say something about them; give disputes time, or leave both as they are: 0 and 0.5");
        Require(
            jobs.Service.Evaluate(Proportion.One) >= Ratio.One,
            "$.jobs.service",
            $"pays {jobs.Service.Evaluate(Proportion.One)} of the price for a service that is all that was promised; expected 1");
        Require(
            jobs.Cover == default || (!jobs.Cover.Gain.IsZero && !jobs.Cover.Coverage.IsZero),
            "$.jobs.cover",
            $"has gain {jobs.Cover.Gain} and coverage {jobs.Cover.Coverage}; expected both above 0, or both 0 when stake need not cover work");

        void Require(bool holds, string path, string message)
        {
            if (!holds)
            {
                errors.Add(new PolicyError(path, message));
            }
        }
    }

    private static void CheckClasses(JobPolicy jobs, ImmutableArray<PolicyError>.Builder errors)
    {
        if (jobs.Classes.IsEmpty)
        {
            errors.Add(new PolicyError("$.jobs.classes", "is empty, so no job could be awarded; expected at least one class"));
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < jobs.Classes.Length; index++)
        {
            JobClass? item = jobs.Classes[index];
            if (item is null || IdentityName.ComplaintOfWords(item.Name ?? "") is not null)
            {
                errors.Add(new PolicyError($"$.jobs.classes[{index}].name", $"a class's name {IdentityName.ComplaintOfWords(item?.Name ?? "")}"));
            }
            else if (!seen.Add(item.Name!))
            {
                errors.Add(new PolicyError($"$.jobs.classes[{index}].name", $"'{item.Name}' is listed twice"));
            }
            else if (item.MaximumValue.IsZero)
            {
                errors.Add(new PolicyError($"$.jobs.classes[{index}].maximumValue", "is 0 units, so no job of the class could have a price; expected more"));
            }
        }
    }
}
