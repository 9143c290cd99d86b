using CapaCloud.Mechanisms.Alignment.Probing;
using CapaCloud.Mechanisms.Alignment.Properties;

namespace CapaCloud.Mechanisms.Alignment.Dynamics;

/// <summary>A coalition over all epochs, with its share in the totals: captured audits, bounties among friends, and forfeited rewards that come back.</summary>
/// <remarks>Every member has its own stake, verdicts and record, so that none of them gains if no member does by itself, what it brings the others included. It only ever closes an open answer in honesty's favour.</remarks>
internal static class CoalitionFuture
{
    public static AlignmentReport Join(AlignmentReport report, Mechanism mechanism, Economics economics, DynamicEffort effort, CancellationToken cancellation)
    {
        bool isAlone = economics.ColludingShare.OrZero().High.IsZero && economics.CoalitionMembers <= 1 && mechanism.Policy.Penalty.BountyShare.IsZero;
        if (report.On(AlignmentProperty.CollusionResistance) is not Finding.Inconclusive open || isAlone || !economics.SidePaymentLimit.OrZero().High.IsZero)
        {
            return report;
        }

        MechanismIncentives incentives = MechanismIncentives.Of(mechanism, economics);
        if (CoalitionPanel.Of(incentives) is not { } panel)
        {
            return report;
        }

        GameSubject member = new(
            economics.JobsPerEpoch, panel.Escapes.ToDouble(), CoalitionProperties.Returned(incentives, CoalitionProperties.Together(economics)).ToDouble());
        DynamicOutcome outcome = GamePolicy.Seen(
            DynamicEngine.Value(mechanism, economics, member, effort, null, new EngineProgress(null, effort), cancellation).Outcome, mechanism.Policy, economics);
        Finding joint = outcome switch
        {
            DynamicOutcome.Holds holds => new Finding.Holds
            {
                Property = open.Property,
                Engine = AlignmentEngine.Dynamic,
                Condition = $"over all epochs, {open.Condition}",
                Margin = holds.Margin,
                Assumptions =
                [
                    .. open.Assumptions,
                    "The participants stay as long as staying pays; they have no last epoch that they know of.",
                    "The margin is that of each member, what its forfeited rewards bring the others counted.",
                ],
            },
            DynamicOutcome.NotCovered outside => open with { WhatWouldClose = $"{open.WhatWouldClose} The future was not looked at: {outside.Reason}." },
            _ => open,
        };
        return report with { Findings = [.. report.Findings.Select(finding => finding.Property == AlignmentProperty.CollusionResistance ? joint : finding)] };
    }
}
