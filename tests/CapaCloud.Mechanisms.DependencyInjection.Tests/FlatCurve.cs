using System.Text.Json.Serialization;
using CapaCloud.Mechanisms.Slashing;

namespace CapaCloud.Mechanisms.DependencyInjection.Tests;

/// <summary>A curve that the library does not have.</summary>
internal sealed record FlatCurve(Proportion Part) : ISlashingCurve
{
    public SlashingCurvePromises Promises => SlashingCurvePromises.MonotoneInSeverity;

    public SlashingInputs Reads => SlashingInputs.None;

    public Proportion Evaluate(in OffenceContext context) => Part;
}

/// <summary>The names of this service's own rules.</summary>
[JsonSerializable(typeof(FlatCurve))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class OwnRulesJsonContext : JsonSerializerContext;
