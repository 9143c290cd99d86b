using System.Text;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Intervals;

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
            writer.WriteString("verdict", report.Conclusion.ToString());
            writer.WriteString("summary", report.Summary);
            Findings(writer, "findings", report);
            foreach (RoleReport role in roles)
            {
                Findings(writer, $"{role.Role}Findings", role.Report);
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Numbers(Utf8JsonWriter writer, Finding finding)
    {
        switch (finding)
        {
            case Finding.Holds holds:
                writer.WriteString("margin", RationalText.Format(holds.Margin));
                writer.WriteString("epsilon", RationalText.Format(holds.Epsilon));
                break;
            case Finding.Fails fails:
                writer.WriteString("strategy", fails.Attack.Strategy);
                writer.WriteString("profit", RationalText.Format(fails.Attack.ProfitPerEpoch));
                writer.WriteNumber("epochs", fails.Attack.Epochs);
                break;
            case Finding.NotAsked notAsked:
                writer.WriteString("missing", notAsked.Missing);
                break;
            case Finding.Inconclusive open:
                writer.WriteString("whatWouldClose", open.WhatWouldClose);
                if (open.LargestGain is { } gain)
                {
                    writer.WriteString("largestGain", RationalText.Format(gain));
                }

                break;
        }
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
            writer.WriteString("condition", finding.Condition);
            writer.WriteString("unit", "base units an epoch");
            Numbers(writer, finding);
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
