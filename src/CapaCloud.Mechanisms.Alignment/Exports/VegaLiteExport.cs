using System.Text;
using System.Text.Json;
using CapaCloud.Mechanisms.Alignment.Designs;
using CapaCloud.Mechanisms.Alignment.Simulations;

namespace CapaCloud.Mechanisms.Alignment.Exports;

/// <summary>Writes figures as Vega-Lite specifications with their data inside.</summary>
/// <remarks>No formula. Version 5 of the schema; needs no other file.</remarks>
public static class VegaLiteExport
{
    /// <summary>Returns the frontier between audit rate and stake.</summary>
    /// <param name="frontier">The points; those without a stake are left out.</param>
    /// <returns>The specification.</returns>
    public static string Frontier(IEnumerable<FrontierPoint> frontier) => Write(
        "Least stake for each audit rate",
        ("rate", "quantitative"),
        ("stake", "quantitative"),
        null,
        writer =>
        {
            foreach (FrontierPoint point in frontier.Where(point => point.LeastStake is not null))
            {
                writer.WriteStartObject();
                writer.WriteNumber("rate", point.AuditRate.Parts / 1e18);
                writer.WriteNumber("stake", (double)point.LeastStake!.Value.Units);
                writer.WriteEndObject();
            }
        });

    /// <summary>Returns the cumulated profit of each kind of agent over the epochs.</summary>
    /// <param name="result">The simulation's result.</param>
    /// <returns>The specification.</returns>
    public static string Profits(SimulationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return Write(
            "Mean cumulated profit of an agent",
            ("epoch", "quantitative"),
            ("profit", "quantitative"),
            "kind",
            writer =>
            {
                for (int row = 0; row < result.Kinds.Length; row++)
                {
                    for (int epoch = 0; epoch < result.ProfitByEpoch[row].Length; epoch++)
                    {
                        writer.WriteStartObject();
                        writer.WriteNumber("epoch", epoch);
                        writer.WriteNumber("profit", result.ProfitByEpoch[row][epoch]);
                        writer.WriteString("kind", result.Kinds[row].ToString());
                        writer.WriteEndObject();
                    }
                }
            });
    }

    private static string Write(string title, (string Name, string Type) across, (string Name, string Type) up, string? colour, Action<Utf8JsonWriter> data)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://vega.github.io/schema/vega-lite/v5.json");
            writer.WriteString("title", title);
            writer.WriteString("mark", "line");
            writer.WriteStartObject("data");
            writer.WriteStartArray("values");
            data(writer);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteStartObject("encoding");
            Channel(writer, "x", across);
            Channel(writer, "y", up);
            if (colour is not null)
            {
                Channel(writer, "color", (colour, "nominal"));
            }

            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Channel(Utf8JsonWriter writer, string channel, (string Name, string Type) field)
    {
        writer.WriteStartObject(channel);
        writer.WriteString("field", field.Name);
        writer.WriteString("type", field.Type);
        writer.WriteEndObject();
    }
}
