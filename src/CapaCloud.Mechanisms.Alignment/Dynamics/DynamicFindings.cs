using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Dynamics.Games;
using CapaCloud.Mechanisms.Alignment.Properties;
using CapaCloud.Mechanisms.Settlement;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Puts what the dynamic engine found into a report of the exact engine.</summary>
internal static class DynamicFindings
{
    private static readonly AlignmentProperty[] Answered =
        [AlignmentProperty.IncentiveCompatibility, AlignmentProperty.ParallelSafety, AlignmentProperty.WhitewashResistance];

    public static AlignmentReport Join(
        AlignmentReport report, Mechanism mechanism, Economics economics, DynamicEffort effort, IProgress<double>? progress, CancellationToken cancellation)
    {
        report = CoalitionFuture.Join(report, mechanism, economics, effort, cancellation);
        Finding exact = report.On(AlignmentProperty.IncentiveCompatibility);
        if (exact is Finding.Holds)
        {
            return report;
        }

        EngineProgress steps = new(progress, effort);
        (DynamicOutcome outcome, NewcomerValues values) = DynamicEngine.Value(mechanism, economics, GameSubject.Of(economics, economics.JobsPerEpoch), effort, null, steps, cancellation);
        Finding sybil = report.On(AlignmentProperty.SybilNeutrality);
        Finding split = outcome is DynamicOutcome.Holds ? NameSplits.Join(sybil, mechanism, economics, values, effort, cancellation) : sybil;
        steps.End();
        return report with
        {
            Findings = [.. report.Findings.Select(finding =>
                finding.Property == AlignmentProperty.SybilNeutrality ? split
                : IsAnswered(finding.Property, mechanism, economics) ? Join(finding, exact, outcome)
                : finding)],
        };
    }

    /// <summary>Where nobody colludes and no bounty comes back, a coalition is its members side by side, and their own answer is its answer.</summary>
    private static bool IsAnswered(AlignmentProperty property, Mechanism mechanism, Economics economics) =>
        Answered.Contains(property)
        || (property == AlignmentProperty.CollusionResistance
            && economics is { ColludingShare.High.IsZero: true, CoalitionMembers: <= 1, SidePaymentLimit.High.IsZero: true }
            && mechanism.Policy.Penalty.BountyShare.IsZero);

    private static Finding Join(Finding finding, Finding exact, DynamicOutcome outcome) => outcome switch
    {
        DynamicOutcome.Holds holds => new Finding.Holds
        {
            Property = finding.Property,
            Engine = AlignmentEngine.Dynamic,
            Condition = "at every reputation that honesty leads to, any other act costs more of the future than it brings now",
            Margin = holds.Margin,
            Certificate = holds.Certificate,
            Assumptions = Assumptions(exact),
        },

        // An attack that the exact engine proved stands; what the future adds to it is left out.
        DynamicOutcome.Fails fails when exact is not Finding.Fails => new Finding.Fails
        {
            Property = finding.Property,
            Engine = AlignmentEngine.Dynamic,
            Condition = "over all epochs, from a newcomer's reputation",
            Assumptions = exact.Assumptions,
            Attack = new AlignmentAttack { Strategy = fails.Strategy, Profit = fails.Profit, Course = fails.Course },
        },
        DynamicOutcome.Open open when finding is Finding.Inconclusive => new Finding.Inconclusive
        {
            Property = finding.Property,
            Engine = AlignmentEngine.Dynamic,
            Condition = exact.Condition,
            Assumptions = exact.Assumptions,
            LargestGain = open.LargestGain,
            BestFound = open.BestFound,
            WhatWouldClose = $"Between a gain of {Answer.Show(open.BestFound)} and one of {Answer.Show(open.LargestGain)} nothing is shown: more effort narrows it, a larger slash or audit rate decides it.",
        },
        DynamicOutcome.Outside outside when finding is Finding.Inconclusive inconclusive => inconclusive with
        {
            WhatWouldClose = $"{inconclusive.WhatWouldClose} The future was not looked at: {outside.Reason}.",
        },
        _ => finding,
    };

    private static ImmutableArray<string> Assumptions(Finding exact)
    {
        ImmutableArray<string> assumptions = exact.Assumptions.Add("The participant stays as long as staying pays; it has no last epoch that it knows of.");
        return exact is Finding.Fails { Attack: { } attack }
            ? assumptions.Add($"A participant that leaves anyway, whatever it would have earned, gains by '{attack.Strategy}': {Answer.Show(attack.Profit.High)}.")
            : assumptions;
    }
}
