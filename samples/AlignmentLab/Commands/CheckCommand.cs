using System.CommandLine;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Certificates;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Commands;

/// <summary><c>check POLICY.json --economics ECON.json [--json] [--certificate OUT]</c>: a finding for each property.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        Option<bool> json = new("--json") { Description = "Print JSON instead of text." };
        Option<FileInfo?> certificate = new("--certificate") { Description = "Write a certificate, if incentive compatibility holds." };
        return new PolicyInput().On(
            new Command("check", "Says whether honesty is the most profitable choice, or shows the attack.") { json, certificate },
            (parsed, mechanism, economics, cancellation) =>
            {
                AlignmentReport report = AlignmentChecker.Check(mechanism, economics, cancellation);
                Console.Out.WriteLine(parsed.GetValue(json) ? Json(report) : report.ToString());
                if (parsed.GetValue(certificate) is { } target)
                {
                    AlignmentCertificate? issued = CertificateIssuer.TryIssue(mechanism, economics, cancellation: cancellation);
                    if (issued is null)
                    {
                        Console.Error.WriteLine("no certificate: incentive compatibility does not hold");
                    }
                    else
                    {
                        File.WriteAllText(target.FullName, issued.ToJson());
                    }
                }

                return (int)report.Verdict;
            });
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
