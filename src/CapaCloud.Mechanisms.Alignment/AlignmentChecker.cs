using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Exact;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Settlement;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment;

/// <summary>Says whether honesty is the most profitable choice under a mechanism and an economy, or returns the attack.</summary>
/// <remarks>
/// No formula of its own: each finding states its condition. The mechanism is the very object that settles: penalties and rewards are what its own settlement answers. Verdicts rest on exact
/// arithmetic. Deterministic and free of side effects.
/// </remarks>
public static class AlignmentChecker
{
    /// <summary>Asks every question that the economics give numbers for.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics; over intervals the answers hold for the whole box.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AlignmentReport Check(Mechanism mechanism, Economics economics, CancellationToken cancellation = default)
    {
        MechanismIncentives incentives = Measure(mechanism, economics, cancellation);
        return new AlignmentReport
        {
            PolicyName = mechanism.Policy.Name,
            PolicyHash = mechanism.PolicyHash,
            Economics = economics,
            Findings = [.. Find(incentives, cancellation)],
        };
    }

    /// <summary>Asks one question.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics; over intervals the answer holds for the whole box.</param>
    /// <param name="property">The question.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The finding, the same as in the report on all questions.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such question.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static Finding Check(Mechanism mechanism, Economics economics, AlignmentProperty property, CancellationToken cancellation = default)
    {
        if (!Enum.IsDefined(property))
        {
            throw new ArgumentOutOfRangeException(nameof(property), property, "There is no such property.");
        }

        // Findings are made one after the other: those behind it are never asked for.
        return Find(Measure(mechanism, economics, cancellation), cancellation).First(finding => finding.Property == property);
    }

    /// <summary>Asks every question, and where the static conditions do not show that honesty is best, plays the participant's whole future.</summary>
    /// <param name="mechanism">The mechanism.</param>
    /// <param name="economics">The economics; the future is looked at where they are numbers, and where verdicts come late only if few enough states of pending work follow.</param>
    /// <param name="effort">How much the dynamic engine may try.</param>
    /// <param name="progress">Is told which part of the dynamic engine's work is done, from 0 to 1.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The report; a finding says on which engine it rests.</returns>
    /// <exception cref="ArgumentException">The economics are not valid; the message lists every fault.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AlignmentReport Check(
        Mechanism mechanism, Economics economics, DynamicEffort effort, IProgress<double>? progress = null, CancellationToken cancellation = default) =>
        DynamicFindings.Join(Check(mechanism, economics, cancellation), mechanism, economics, effort, progress, cancellation);

    private static MechanismIncentives Measure(Mechanism mechanism, Economics economics, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));

        cancellation.ThrowIfCancellationRequested();
        return MechanismIncentives.Of(mechanism, economics);
    }

    private static IEnumerable<Finding> Find(MechanismIncentives incentives, CancellationToken cancellation)
    {
        Finding cheating = Cheating(AlignmentProperty.IncentiveCompatibility, incentives, incentives.Economics.JobsPerEpoch, cancellation);
        yield return IncomeProperties.Idleness(incentives) is { } idle && cheating is not Finding.Fails ? idle : cheating;
        yield return IncomeProperties.Participation(incentives);
        yield return IncomeProperties.BudgetBalance(incentives);

        // The condition is decided for every number of jobs up to the limit: the same answer, asked for by another name.
        yield return cheating with { Property = AlignmentProperty.ParallelSafety };
        yield return CoalitionProperties.Collusion(incentives, cancellation);
        yield return IdentityProperties.SybilNeutrality(incentives);
        yield return IdentityProperties.Whitewash(incentives, cheating);
        yield return IdentityProperties.ExitSafety(incentives);
        yield return RoleProperties.VerifierDiligence(incentives);
        yield return RoleProperties.RequesterFairness(incentives);
        yield return GriefingProperty.Griefing(incentives);
        yield return IncomeProperties.HonestSafety(incentives);
        yield return RoleProperties.Monotonicity(incentives);
    }

    internal static Finding Cheating(AlignmentProperty property, MechanismIncentives incentives, long jobs, CancellationToken cancellation) =>
        IncentiveCheck.Check(incentives, jobs, cancellation) switch
        {
            IncentiveOutcome.Holds holds => new Finding.Holds
            {
                Property = property,
                Engine = AlignmentEngine.Exact,
                Condition = holds.Condition,
                Margin = holds.Margin,
                Assumptions = incentives.Assumptions,
            },
            IncentiveOutcome.Fails fails => new Finding.Fails
            {
                Property = property,
                Engine = AlignmentEngine.Exact,
                Condition = fails.Condition,
                Assumptions = incentives.Assumptions,
                Attack = Burst(incentives, fails),
            },
            IncentiveOutcome.Undecided open => new Finding.Inconclusive
            {
                Property = property,
                Engine = AlignmentEngine.Exact,
                Condition = open.Condition,
                Assumptions = incentives.Assumptions,
                LargestGain = open.LargestGain,
                WhatWouldClose = open.WhatWouldClose,
            },
            _ => throw new InvalidOperationException("An outcome that is none of the three."),
        };

    private static AlignmentAttack Burst(MechanismIncentives incentives, IncentiveOutcome.Fails fails)
    {
        Economics economics = incentives.Economics;
        Fraction gain = economics.LargestGain;
        return new AlignmentAttack
        {
            Strategy = fails.Cheated == 0
                ? $"cheat on {(economics.GainfulJobs < economics.JobsPerEpoch ? "the" : "all")} {economics.GainfulJobs} {(economics.GainfulJobs < economics.JobsPerEpoch ? "valuable " : string.Empty)}jobs of every epoch until the first verdict comes, then leave"
                : fails.Cheated == 1 ? "cheat on one job, then leave" : $"cheat on {fails.Cheated} jobs at once, then leave",
            Profit = fails.Profit,
            At =
            [
                KeyValuePair.Create("gainPerJob", gain),
                KeyValuePair.Create("detection", fails.Detection),
                KeyValuePair.Create("stake", incentives.Probe.Stake.ToFraction()),
            ],
            Trace = fails.Cheated == 0 ? null : new AttackTrace
            {
                Stake = incentives.Probe.Stake,
                Cheated = fails.Cheated,
                Delay = economics.DetectionDelay,
                Gain = gain,
                Detection = fails.Detection,
                FalseAlarm = incentives.AuditRate * economics.HonestFaultRate.High,
                Slashed = incentives.Slashed,
                Forgone = economics.DetectionDelay == 0 ? incentives.Forgone : [CapaCloud.Mechanisms.Numerics.Amount.Zero],
            },
        };
    }
}
