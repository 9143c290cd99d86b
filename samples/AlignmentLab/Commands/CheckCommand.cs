using System.CommandLine;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;
using CapaCloud.Mechanisms.Samples.Reporting;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>check POLICY.json --economics ECON.json [--effort quick|normal|thorough] [--delegation FILE] [--validation FILE] [--request FILE] [--json] [--html OUT] [--certificate OUT]</c>: a finding for each property.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Option<FileInfo?> certificate = new("--certificate") { Description = "Write a certificate, if incentive compatibility holds." };
        Option<DynamicEffort?> effort = new("--effort")
        {
            Description = "Where the static conditions do not show that honesty is best, play the participant's whole future on a grid this fine: quick, normal or thorough.",
        };
        Option<FileInfo?> html = new("--html") { Description = "Write a page with the margins, the attack over time, the frontier and the sensitivities." };
        Option<FileInfo?> delegation = new("--delegation") { Description = "A delegation in JSON: also answers for a delegator." };
        Option<FileInfo?> validation = new("--validation") { Description = "How much a validator checks, in JSON: also answers for a validator." };
        Option<FileInfo?> request = new("--request") { Description = "What a result is worth, in JSON: also answers for a requester." };
        return new PolicyInput().On(
            new Command("check", "Says whether honesty is the most profitable choice, or shows the attack.") { json, certificate, effort, html, delegation, validation, request },
            (parsed, mechanism, economics, cancellation) =>
            {
                AlignmentReport report = ProgressBar.Show("check", progress => parsed.GetValue(effort) is { } depth
                    ? AlignmentChecker.Check(mechanism, economics, depth, progress, cancellation)
                    : AlignmentChecker.Check(mechanism, economics, cancellation));
                RoleReport[] roles =
                [
                    .. Role("delegator", parsed.GetValue(delegation), text => DelegatorChecker.Check(mechanism, economics, DelegationJson.Read(text), cancellation)),
                    .. Role("validator", parsed.GetValue(validation), text => ValidatorChecker.Check(mechanism, economics, ValidationJson.Read(text), parsed.GetValue(effort), cancellation)),
                    .. Role("requester", parsed.GetValue(request), text => RequesterChecker.Check(mechanism, economics, RequestJson.Read(text), cancellation)),
                ];
                Console.Out.WriteLine(parsed.GetValue(json) ? AlignmentReportJson.Write(report, roles) : report.ToString());
                foreach (RoleReport role in parsed.GetValue(json) ? [] : roles)
                {
                    Console.Out.WriteLine($"For a {role.Role}: {role.Report}");
                }

                if (parsed.GetValue(html) is { } page)
                {
                    Page(report, roles, mechanism, economics, cancellation).Save(page.FullName);
                }

                if (parsed.GetValue(certificate) is { } target)
                {
                    Write(target, report, mechanism, economics, cancellation);
                }

                return (int)roles.Aggregate(report.Conclusion, (worst, role) => Worse(worst, role.Report.Conclusion));
            });
    }

    private static void Write(FileInfo target, AlignmentReport report, Mechanism mechanism, Economics economics, CancellationToken cancellation)
    {
        string? certificate = report.On(AlignmentProperty.IncentiveCompatibility) is Finding.Holds { Certificate: { } dynamic }
            ? dynamic.ToJson()
            : CertificateIssuer.TryIssue(mechanism, economics, cancellation: cancellation)?.ToJson();
        if (certificate is null)
        {
            Console.Error.WriteLine("no certificate: incentive compatibility does not hold");
        }
        else
        {
            File.WriteAllText(target.FullName, certificate);
        }
    }

    private static HtmlReport Page(AlignmentReport report, IReadOnlyList<RoleReport> roles, Mechanism mechanism, Economics economics, CancellationToken cancellation) => AlignmentPage.Of(
        report,
        roles,
        mechanism.Policy,
        ProgressBar.Show("frontier", progress => PolicyDesign.Frontier(mechanism.Policy, economics, DesignCommand.Rates, progress, cancellation)),
        ProgressBar.Show("sensitivities", progress => MarginSensitivity.Of(mechanism.Policy, economics, progress: progress, cancellation: cancellation)));

    /// <summary>What fails decides, then what is open.</summary>
    private static AlignmentConclusion Worse(AlignmentConclusion one, AlignmentConclusion other) =>
        one == AlignmentConclusion.Fails || other == AlignmentConclusion.Fails ? AlignmentConclusion.Fails
        : one != AlignmentConclusion.Holds ? one
        : other;

    private static RoleReport[] Role(string role, FileInfo? file, Func<string, AlignmentReport> check) =>
        file is null ? [] : [new RoleReport(role, check(File.ReadAllText(file.FullName)))];
}
