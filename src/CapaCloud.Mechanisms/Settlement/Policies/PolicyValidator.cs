using System.Collections.Immutable;
using System.Text.Json;
using CapaCloud.Mechanisms.Staking;

namespace CapaCloud.Mechanisms.Settlement;

/// <summary>Checks the laws between a policy's parameters, and lists every one that is broken.</summary>
/// <remarks>No formula. The laws are stated in the messages.</remarks>
internal static class PolicyValidator
{
    /// <summary>Returns everything that is wrong with a policy.</summary>
    /// <param name="policy">The policy.</param>
    /// <returns>The errors, none when the policy can be composed into a mechanism.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="policy"/> is null.</exception>
    public static ImmutableArray<PolicyError> Validate(MechanismPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ImmutableArray<PolicyError>.Builder errors = ImmutableArray.CreateBuilder<PolicyError>();
        CheckPresence(policy, errors);
        if (errors.Count == 0)
        {
            CheckStake(policy, errors);
            CheckPanels(policy, errors);
            RequesterPolicyErrors.Check(policy, errors);
            CheckPenalty(policy, errors);
            CheckOffences(policy, errors);
            CheckExcusedCauses(policy, errors);
            ReputationFeeding.Check(policy, errors);
            JobPolicyErrors.Check(policy, errors);
            DelegationPolicyErrors.Check(policy, errors);
            AllocationPolicyErrors.Check(policy, errors);
            FurtherPoolErrors.Check(policy, errors);
            IdleParts.Check(policy, errors);
        }

        return errors.ToImmutable();
    }

    private static void CheckPresence(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        string? complaint = IdentityName.ComplaintOfWords(policy.Name ?? "");
        Require(complaint is null, "$.name", $"a policy's name {complaint}");
        Require(policy.Stake is not null, "$.stake", "is missing");
        Require(policy.Verification?.Sampler is not null, "$.verification.sampler", "is missing");
        Require(policy.Verification?.Verdict is not null, "$.verification.verdict", "is missing");
        Require(policy.Reputation?.Model is not null, "$.reputation.model", "is missing");
        Require(policy.Reward?.Splitter is not null, "$.reward.splitter", "is missing");
        Require(policy.Reward?.ReputationMultiplier is not null, "$.reward.reputationMultiplier", "is missing");
        Require(policy.Reward?.UptimeMultiplier is not null, "$.reward.uptimeMultiplier", "is missing");
        for (int index = 0; index < (policy.Reward?.Pools.Length ?? 0); index++)
        {
            FurtherPool? pool = policy.Reward!.Pools[index];
            Require(pool?.Splitter is not null, $"$.reward.pools[{index}].splitter", "is missing");
            Require(pool?.ReputationMultiplier is not null, $"$.reward.pools[{index}].reputationMultiplier", "is missing");
            Require(pool?.UptimeMultiplier is not null, $"$.reward.pools[{index}].uptimeMultiplier", "is missing");
        }

        Require(policy.Penalty is not null, "$.penalty", "is missing");
        Require(!policy.Offences.IsDefault, "$.offences", "is missing; an empty list says that nothing is punished");
        Require(!policy.ExcusedCauses.IsDefault, "$.excusedCauses", "is missing; an empty list says that nothing is excused");
        for (int index = 0; !policy.Offences.IsDefault && index < policy.Offences.Length; index++)
        {
            Require(policy.Offences[index]?.Curve is not null, $"$.offences[{index}].curve", "is missing");
        }

        void Require(bool holds, string path, string message)
        {
            if (!holds)
            {
                errors.Add(new PolicyError(path, message));
            }
        }
    }

    private static void CheckStake(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        foreach ((string property, string message) in policy.Stake.Faults(areFaultsCharged: !policy.Offences.IsDefaultOrEmpty))
        {
            errors.Add(new PolicyError($"$.stake.{JsonNamingPolicy.CamelCase.ConvertName(property)}", message));
        }
    }

    private static void CheckPanels(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        if (policy.Verification.Panels is { Seats: < 1 or > PanelPolicy.MostSeats } panels)
        {
            errors.Add(new PolicyError("$.verification.panels.seats", $"is {panels.Seats}; expected 1 to {PanelPolicy.MostSeats}"));
        }

        if (policy.Verification.Panels?.PlantedErrors is { } planted && (planted.IsZero || planted == Proportion.One))
        {
            errors.Add(new PolicyError("$.verification.panels.plantedErrors", $"is {Prose.Percent(planted)}; expected more than 0 and less than 1, or nothing where no error is planted"));
        }
    }

    private static void CheckPenalty(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        PenaltyPolicy penalty = policy.Penalty;
        if (policy.Offences.IsEmpty && penalty != new PenaltyPolicy())
        {
            errors.Add(new PolicyError("$.penalty", "says where penalties go, and no offence has one; price an offence, or leave it out"));
        }

        if (!policy.Offences.IsEmpty && !penalty.BountyShare.IsZero && policy.Offences.All(static offence => offence.IsInvalidating))
        {
            errors.Add(new PolicyError("$.penalty.bountyShare", "is a part of the stake that penalties take, and every offence costs the reward alone; expected 0, or an offence that costs stake"));
        }

        if (penalty.DearestInSpan is { } span)
        {
            if (span.IsZero || span.Epochs > StakingRules.LongestWindow)
            {
                errors.Add(new PolicyError("$.penalty.dearestInSpan", $"is {Prose.Epochs(span)}; expected 1 to {Prose.Number(StakingRules.LongestWindow)}"));
            }

            if (policy.Offences.All(static offence => offence.IsInvalidating))
            {
                errors.Add(new PolicyError("$.penalty.dearestInSpan", "says which of several penalties counts, and no offence takes stake; expected none, or an offence that costs stake"));
            }
        }

        if (penalty.BountyShare == Proportion.One)
        {
            errors.Add(new PolicyError("$.penalty.bountyShare", "must be below one: a bounty as large as the loss makes self-reporting free"));
        }

        if (penalty.BountyShare > penalty.TreasuryShare.Complement)
        {
            errors.Add(new PolicyError(
                "$.penalty",
                $"bountyShare {penalty.BountyShare} and treasuryShare {penalty.TreasuryShare} add up to more than one: more would be paid than was taken"));
        }
    }

    private static void CheckOffences(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        HashSet<Offence> seen = [];
        for (int index = 0; index < policy.Offences.Length; index++)
        {
            OffencePolicy offence = policy.Offences[index];
            string path = $"$.offences[{index}]";
            if (offence.Offence.IsNone)
            {
                errors.Add(new PolicyError($"{path}.offence", "an offence needs a name"));
            }
            else if (!seen.Add(offence.Offence))
            {
                errors.Add(new PolicyError($"{path}.offence", $"'{offence.Offence}' is listed twice; each offence has one curve"));
            }

            if (offence.Offence == Offence.Downtime && !offence.AppealWindow.IsZero)
            {
                errors.Add(new PolicyError(
                    $"{path}.appealWindow", "downtime is counted from the report and cannot be appealed; give its curve a tolerance, or name the cause of an outage as excused"));
            }

            OffenceWindows.Check(offence, path, errors);
            if (offence.CircuitBreaker is { } breaker && breaker <= Proportion.Half)
            {
                errors.Add(new PolicyError(
                    $"{path}.circuitBreaker",
                    $"is {breaker}, at most a half: a minority that is at fault together could switch its own punishment off"));
            }
        }
    }

    private static void CheckExcusedCauses(MechanismPolicy policy, ImmutableArray<PolicyError>.Builder errors)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int index = 0; index < policy.ExcusedCauses.Length; index++)
        {
            string? cause = policy.ExcusedCauses[index];
            if (IdentityName.ComplaintOfWords(cause ?? "") is { } complaint)
            {
                errors.Add(new PolicyError($"$.excusedCauses[{index}]", $"a cause's name {complaint}"));
            }
            else if (!seen.Add(cause!))
            {
                errors.Add(new PolicyError($"$.excusedCauses[{index}]", $"'{cause}' is listed twice"));
            }
        }
    }
}
