using System.Text;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment;
using CapaCloud.Mechanisms.Alignment.Intervals;
using Fractions;

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
            writer.WriteString("conclusion", report.Conclusion.ToString());
            writer.WriteString("summary", report.Summary);
            writer.WriteString("discount", report.Economics.Discount.ToString());
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
                Attack(writer, fails.Attack);
                break;
            case Finding.NotAsked notAsked:
                writer.WriteString("missing", notAsked.Missing);
                break;
            case Finding.Inconclusive open:
                writer.WriteString("whatWouldClose", open.WhatWouldClose);
                Optional(writer, "largestGain", open.LargestGain);
                Optional(writer, "bestFound", open.BestFound);

                break;
        }
    }

    /// <summary>The profit over the attack's epochs, enclosed, and that of one epoch, at least.</summary>
    private static void Attack(Utf8JsonWriter writer, AlignmentAttack attack)
    {
        writer.WriteString("strategy", attack.Strategy);
        writer.WriteString("profit", RationalText.Format(attack.ProfitPerEpoch));
        writer.WriteString("profitAtLeast", RationalText.Format(attack.Profit.Low));
        writer.WriteString("profitAtMost", RationalText.Format(attack.Profit.High));
        writer.WriteNumber("epochs", attack.Epochs);
        writer.WriteStartObject("at");
        foreach ((string name, Fraction value) in attack.At)
        {
            writer.WriteString(name, RationalText.Format(value));
        }

        writer.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter writer, string name, Fraction? value)
    {
        if (value is { } number)
        {
            writer.WriteString(name, RationalText.Format(number));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static void Findings(Utf8JsonWriter writer, string name, AlignmentReport report)
    {
        writer.WriteStartArray(name);
        foreach (Finding finding in report.Findings)
        {
            writer.WriteStartObject();
            writer.WriteString("property", finding.Property.ToString());
            writer.WriteString("answer", finding.GetType().Name);
            writer.WriteString("engine", finding.Engine.ToString());
            writer.WriteString("text", finding.ToString());
            writer.WriteString("condition", finding.Condition);
            writer.WriteString("unit", finding.Unit);
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
