using System.Text;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment;

namespace CapaCloud.Mechanisms.Samples.AlignmentLab.Reports;

/// <summary>The answer as JSON, for the next program.</summary>
internal static class AlignmentReportJson
{
    public static string Write(AlignmentReport report, IReadOnlyList<RoleReport> roles)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("policy", report.PolicyName);
            writer.WriteString("policyHash", report.PolicyHash.ToString());
            writer.WriteString("verdict", report.Verdict.ToString());
            Findings(writer, "findings", report);
            foreach (RoleReport role in roles)
            {
                Findings(writer, $"{role.Role}Findings", role.Report);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Findings(Utf8JsonWriter writer, string name, AlignmentReport report)
    {
        writer.WriteStartArray(name);
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
    }
}
