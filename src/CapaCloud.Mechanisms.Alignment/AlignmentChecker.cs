using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Alignment.Lives;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Settlement;

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
        return Report(Measure(mechanism, economics, cancellation), cancellation).Report;
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
        MechanismIncentives incentives = Measure(mechanism, economics, cancellation);
        HonestLife life = HonestLife.Of(incentives);
        return Find(incentives, life, IncentiveProperty.Parts(incentives, life, cancellation), cancellation).First(finding => finding.Property == property);
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
        Mechanism mechanism, Economics economics, DynamicEffort effort, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        MechanismIncentives incentives = Measure(mechanism, economics, cancellation);
        (AlignmentReport report, ImmutableArray<IncentivePart> parts) = Report(incentives, cancellation);
        return DynamicFindings.Join(report, incentives, parts, effort, progress, cancellation);
    }

    private static (AlignmentReport Report, ImmutableArray<IncentivePart> Parts) Report(MechanismIncentives incentives, CancellationToken cancellation)
    {
        HonestLife life = HonestLife.Of(incentives);
        ImmutableArray<IncentivePart> parts = IncentiveProperty.Parts(incentives, life, cancellation);
        Mechanism mechanism = incentives.Probe.Mechanism;
        return (new AlignmentReport
        {
            PolicyName = mechanism.Policy.Name,
            PolicyHash = mechanism.PolicyHash,
            Economics = incentives.Economics,
            Findings = [.. Find(incentives, life, parts, cancellation)],
        }, parts);
    }

    private static MechanismIncentives Measure(Mechanism mechanism, Economics economics, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(mechanism);
        ArgumentNullException.ThrowIfNull(economics);
        economics.Require(nameof(economics));

        cancellation.ThrowIfCancellationRequested();
        return MechanismIncentives.Of(mechanism, economics);
    }

    private static IEnumerable<Finding> Find(MechanismIncentives incentives, HonestLife life, ImmutableArray<IncentivePart> parts, CancellationToken cancellation)
    {
        yield return IncentiveProperty.Of(incentives, parts);
        yield return IncomeProperties.Participation(incentives, life);
        yield return IncomeProperties.BudgetBalance(incentives);
        yield return parts[0].On(AlignmentProperty.ParallelSafety, incentives.Assumptions);
        yield return CoalitionProperties.Collusion(incentives, cancellation);
        yield return IdentityProperties.SybilNeutrality(incentives, life);
        yield return IdentityProperties.Whitewash(incentives, parts);
        yield return IdentityProperties.ExitSafety(incentives);
        yield return RoleProperties.VerifierDiligence(incentives);
        yield return RoleProperties.RequesterFairness(incentives);
        yield return GriefingProperty.Griefing(incentives, life);
        yield return IncomeProperties.HonestSafety(incentives, life);
        yield return RoleProperties.Monotonicity(incentives);
    }
}
