using System.CommandLine;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Certificates;
using CapaCloud.Mechanisms.Alignment.Dynamics;
using CapaCloud.Mechanisms.Settlement;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>check POLICY.json --economics ECON.json [--effort quick|normal|thorough] [--json] [--certificate OUT]</c>: a finding for each property.</summary>
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
        return new PolicyInput().On(
            new Command("check", "Says whether honesty is the most profitable choice, or shows the attack.") { json, certificate, effort },
            (parsed, mechanism, economics, cancellation) =>
            {
                AlignmentReport report = parsed.GetValue(effort) is { } depth
                    ? AlignmentChecker.Check(mechanism, economics, depth, cancellation)
                    : AlignmentChecker.Check(mechanism, economics, cancellation);
                Console.Out.WriteLine(parsed.GetValue(json) ? Json(report) : report.ToString());
                if (parsed.GetValue(certificate) is { } target)
                {
                    Write(target, report, mechanism, economics, cancellation);
                }

                return (int)report.Verdict;
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

    private static string Json(AlignmentReport report)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("policy", report.PolicyName);
            writer.WriteString("policyHash", report.PolicyHash.ToString());
            writer.WriteString("verdict", report.Verdict.ToString());
            writer.WriteStartArray("findings");
            foreach (Finding finding in report.Findings)
            {
                writer.WriteStartObject();
                writer.WriteString("property", finding.Property.ToString());
                writer.WriteString("verdict", finding.GetType().Name);
                writer.WriteString("engine", finding.Engine.ToString());
                writer.WriteString("text", finding.ToString());
                writer.WriteStartArray("assumptions");
                foreach (string assumption in finding.Assumptions)
                {
                    writer.WriteStringValue(assumption);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }
}
