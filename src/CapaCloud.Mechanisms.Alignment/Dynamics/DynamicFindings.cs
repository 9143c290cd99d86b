using System.Collections.Immutable;
using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;
using Fractions;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>Puts what the dynamic engine found into a report of the exact engine.</summary>
internal static class DynamicFindings
{
    private static readonly AlignmentProperty[] Answered =
        [AlignmentProperty.IncentiveCompatibility, AlignmentProperty.ParallelSafety, AlignmentProperty.WhitewashResistance];

    public static AlignmentReport Join(
        AlignmentReport report, MechanismIncentives incentives, ImmutableArray<IncentivePart> parts, DynamicEffort effort, IProgress<double>? progress, CancellationToken cancellation)
    {
        (Mechanism mechanism, Economics economics) = (incentives.Probe.Mechanism, incentives.Economics);
        report = CoalitionFuture.Join(report, mechanism, economics, effort, cancellation);
        Finding exact = report.On(AlignmentProperty.IncentiveCompatibility);

        // An attack that was played stands, and a proof from every state needs no other.
        if (exact is not Finding.Inconclusive)
        {
            return report;
        }

        EngineProgress steps = new(progress, effort);
        (DynamicOutcome outcome, NewcomerValues values) = DynamicEngine.Value(mechanism, economics, GameSubject.Of(mechanism, economics, economics.JobsPerEpoch), effort, null, steps, cancellation);
        outcome = GamePolicy.Seen(outcome, mechanism.Policy, economics);
        Finding sybil = report.On(AlignmentProperty.SybilNeutrality);
        Finding split = outcome is DynamicOutcome.Holds ? NameSplits.Join(sybil, mechanism, economics, values, effort, cancellation) : sybil;
        steps.End();
        return report with
        {
            Findings = [.. report.Findings.Select(finding =>
                finding.Property == AlignmentProperty.SybilNeutrality ? split
                : finding.Property == AlignmentProperty.IncentiveCompatibility ? Whole(finding, parts, outcome)
                : IsAnswered(finding.Property, mechanism, economics) ? Join(finding, exact, outcome)
                : finding)],
        };
    }

    /// <summary>The game knows all jobs or none, leaving and new names; what it does not know must hold by the exact engine.</summary>
    private static Finding Whole(Finding exact, ImmutableArray<IncentivePart> parts, DynamicOutcome outcome)
    {
        Finding joint = Join(exact, exact, outcome);
        if (joint is not Finding.Holds holds)
        {
            return joint;
        }

        IncentivePart[] others = [.. parts.Where(part => part.Acts is IncentiveParts.Working or IncentiveParts.Holding)];
        if (others.OfType<IncentivePart.Open>().ToArray() is { Length: > 0 } open)
        {
            return new Finding.Inconclusive
            {
                Property = exact.Property,
                Engine = AlignmentEngine.Dynamic,
                Condition = $"{holds.Condition}; {string.Join("; ", open.Select(part => part.Condition))}",
                Assumptions = holds.Assumptions,
                LargestGain = open[0].LargestGain,
                WhatWouldClose = string.Join(" ", open.Select(part => $"Not shown: {part.Acts}. {part.WhatWouldClose}")),
            };
        }

        Fraction least = others.OfType<IncentivePart.Loses>().Select(part => part.Margin ?? holds.Margin).Append(holds.Margin).Min();
        return holds with { Margin = least };
    }

    /// <summary>Where nobody colludes and no bounty comes back, a coalition is its members side by side, and their own answer is its answer.</summary>
    private static bool IsAnswered(AlignmentProperty property, Mechanism mechanism, Economics economics) =>
        Answered.Contains(property)
        || (property == AlignmentProperty.CollusionResistance
            && economics.ColludingShare.OrZero().High.IsZero && economics.CoalitionMembers <= 1 && economics.SidePaymentLimit.OrZero().High.IsZero
            && mechanism.Policy.Penalty.BountyShare.IsZero);

    private static Finding Join(Finding finding, Finding exact, DynamicOutcome outcome) => outcome switch
    {
        DynamicOutcome.Holds holds when finding is Finding.Inconclusive => new Finding.Holds
        {
            Property = finding.Property,
            Engine = AlignmentEngine.Dynamic,
            Condition = "at every reputation that honesty leads to, any other act costs more of the future than it brings now",
            Margin = holds.Margin,
            Certificate = holds.Certificate,
            Assumptions = Assumptions(exact),
        },

        // An attack that the exact engine proved stands; what the future adds to it is left out.
        DynamicOutcome.Fails fails when finding is Finding.Inconclusive => new Finding.Fails
        {
            Property = finding.Property,
            Engine = AlignmentEngine.Dynamic,
            Condition = "over all epochs, from a newcomer's reputation",
            Assumptions = exact.Assumptions,
            Attack = new AlignmentAttack { Strategy = fails.Strategy, Profit = fails.Profit, Course = fails.Course },
        },
        DynamicOutcome.Inconclusive open when finding is Finding.Inconclusive => new Finding.Inconclusive
        {
            Property = finding.Property,
            Engine = AlignmentEngine.Dynamic,
            Condition = exact.Condition,
            Assumptions = exact.Assumptions,
            LargestGain = open.LargestGain,
            BestFound = open.BestFound,
            WhatWouldClose = $"Between a gain of {Answer.Show(open.BestFound)} and one of {Answer.Show(open.LargestGain)} nothing is shown: more effort narrows it, a larger slash or audit rate decides it.",
        },
        DynamicOutcome.NotCovered outside when finding is Finding.Inconclusive inconclusive => inconclusive with
        {
            WhatWouldClose = $"{inconclusive.WhatWouldClose} The future was not looked at: {outside.Reason}.",
        },
        _ => finding,
    };

    private static ImmutableArray<string> Assumptions(Finding exact) =>
        exact.Assumptions.Add("The participant stays as long as staying pays; it has no last epoch that it knows of.");
}
