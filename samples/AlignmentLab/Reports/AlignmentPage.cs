using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Intervals;
using CapaCloud.Mechanisms.Samples.Reporting;
using CapaCloud.Mechanisms.Samples.Reporting.Charts;
using Fractions;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>The answer as a page: verdict, margins, the attack over time, the frontier, what each number does to the margin.</summary>
internal static class AlignmentPage
{
    public static HtmlReport Of(
        AlignmentReport report, IReadOnlyList<RoleReport> roles, MechanismPolicy policy, IReadOnlyList<FrontierPoint> frontier, IReadOnlyList<Sensitivity> sensitivities)
    {
        HtmlReport page = new($"{report.PolicyName}: {Conclusion(report)}", $"policy {report.PolicyHash.ToString()[..12]}; {report.Economics.JobsPerEpoch} {(report.Economics.JobsPerEpoch == 1 ? "job" : "jobs")} an epoch, {report.Economics.Participants} participants");
        page.Figures([
            ("conclusion", report.Conclusion.ToString()),
            ("honesty is best", Show(report.On(AlignmentProperty.IncentiveCompatibility))),
            ("minimum bond, base units", FigureText.Of(policy.Stake.MinimumBond)),
            ("audit rate, at least", RationalText.Approximate(policy.Verification.Sampler.AtLeast.ToFraction(), 4)),
        ]);
        page.Heading("The answers");
        AddFindings(page, report);
        AddAttack(page, report);
        foreach (RoleReport role in roles)
        {
            page.Heading($"For a {role.Role}");
            AddFindings(page, role.Report);
        }

        AddFrontier(page, policy, frontier);
        AddSensitivities(page, sensitivities);
        page.Heading("Under these assumptions");
        foreach (string assumption in report.Findings.Concat(roles.SelectMany(role => role.Report.Findings)).SelectMany(finding => finding.Assumptions).Distinct())
        {
            page.Paragraph(assumption);
        }

        return page;
    }

    private static string Conclusion(AlignmentReport report) => report.Conclusion switch
    {
        AlignmentConclusion.Holds => "cheating does not pay",
        AlignmentConclusion.Fails => "an attack pays",
        _ => "not everything is shown",
    };

    private static string Show(Finding finding) => finding switch
    {
        Finding.Holds holds => $"by {FigureText.Of(holds.Margin, 2)}",
        Finding.Fails fails => $"no: an attack earns {FigureText.Of(fails.Attack.Profit.Low, 2)}",
        _ => "not shown",
    };

    private static void AddFindings(HtmlReport page, AlignmentReport report)
    {
        page.Chart(new MarginChart(report), "Each in its own unit, which the table below names. The axis is logarithmic: a bar that is twice as long stands for a number with twice as many digits.");
        page.Table(["property", "answer", "margin or profit", "engine"], report.Findings.Select(finding => (IReadOnlyList<string>)
        [
            finding.Property.ToString(),
            finding.GetType().Name,
            finding switch
            {
                Finding.Holds { Property: AlignmentProperty.Monotonicity } => "",
                Finding.Holds holds => $"{FigureText.Of(holds.Margin, 4)} {finding.Unit}",
                Finding.Fails fails => $"+{FigureText.Of(fails.Attack.ProfitPerEpoch, 4)} {finding.Unit}",
                _ => "",
            },
            finding.Engine.ToString(),
        ]));
        page.Definitions(report.Findings.Select(finding => (
            finding.Property.ToString(), finding is Finding.Inconclusive open ? $"{finding.Condition}. {open.WhatWouldClose}" : finding.Condition)));
    }

    private static void AddAttack(HtmlReport page, AlignmentReport report)
    {
        if (report.Findings.OfType<Finding.Fails>().OrderByDescending(finding => finding.Attack.Profit.Low).ToArray() is not { Length: > 0 } broken)
        {
            return;
        }

        page.Heading("The attack");
        foreach (IGrouping<string, Finding.Fails> attack in broken.GroupBy(finding => finding.Attack.ToString()))
        {
            page.Note($"{string.Join(", ", attack.Select(finding => finding.Property))}: {attack.Key}");
        }

        if (broken.Select(finding => AttackChart.Of(finding.Attack, report.Economics)).FirstOrDefault(chart => chart is not null) is { } drawn)
        {
            page.Chart(drawn, "Every figure is what the mechanism's own settlement pays and takes. The stated profit is the expectation over all courses.");
        }
        else
        {
            page.Paragraph("These attacks do not go through the settlement of work, so that there is no course to draw.");
        }
    }

    private static void AddFrontier(HtmlReport page, MechanismPolicy policy, IReadOnlyList<FrontierPoint> frontier)
    {
        FrontierPoint[] enough = [.. frontier.Where(point => point.LeastStake is not null)];
        page.Heading("The frontier between stake and audits");
        if (enough.Length == 0)
        {
            page.Paragraph("No minimum bond is enough at any of the audit rates that were tried.");
            return;
        }

        double Rate(Proportion rate) => rate.Parts / 1e16;
        page.Chart(
            new LineChart("Least minimum bond for each audit rate", "audit rate, %", "least minimum bond, base units",
            [
                new ChartSeries("honesty is best from here up", [.. enough.Select(point => new ChartPoint(Rate(point.AuditRate), (double)point.LeastStake!.Value.Units))]),
                new ChartSeries("this policy's bond", [new ChartPoint(Rate(enough[0].AuditRate), (double)policy.Stake.MinimumBond.Units), new ChartPoint(Rate(enough[^1].AuditRate), (double)policy.Stake.MinimumBond.Units)]),
            ]),
            $"Each point was checked, and so was the unit below it. This policy audits at least {RationalText.Approximate(policy.Verification.Sampler.AtLeast.ToFraction() * 100, 2)} %.");
        page.Table(["audit rate", "least minimum bond, base units"], frontier.Select(point => (IReadOnlyList<string>)[point.AuditRate.ToString(), point.LeastStake is { } stake ? FigureText.Of(stake) : "none is enough"]));
    }

    private static void AddSensitivities(HtmlReport page, IReadOnlyList<Sensitivity> sensitivities)
    {
        page.Heading("What each number does to the margin");
        if (sensitivities.All(entry => entry.Slope is null && entry.SafeFrom is null))
        {
            page.Paragraph("The exact conditions leave honesty open for this policy, so that they have no margin to move. What the future decides is not moved here.");
            return;
        }

        Sensitivity[] moving = [.. sensitivities.Where(entry => entry.Slope is not { IsZero: true } || entry.IsBoundBelow || entry.IsBoundAbove)];
        page.Table(["parameter", "value", "margin for each more", "holds from", "to"], moving.Select(entry => (IReadOnlyList<string>)
        [
            entry.Parameter,
            FigureText.Of(entry.Value, 4),
            SensitivityText.Slope(entry),
            SensitivityText.End(entry.SafeFrom, entry.IsBoundBelow),
            SensitivityText.End(entry.SafeTo, entry.IsBoundAbove),
        ]));
        page.Paragraph($"Each of the {sensitivities.Count} numbers was moved alone; the {sensitivities.Count - moving.Length} that change nothing are left out.");
    }
}
