using CapaCloud.Mechanisms.Samples.Reporting;

namespace CapaCloud.Mechanisms.Samples.TrustLab;

/// <summary>One part of the lab: reads its folder, prints its tables, adds its page to the report, says whether what it claims holds.</summary>
/// <param name="Folder">The name of the data folder.</param>
/// <param name="Run">Runs the part; without a folder, on input of its own.</param>
internal sealed record Experiment(string Folder, Func<string?, TextWriter, HtmlReport, bool> Run);
